const dgram = require('node:dgram')
const dns = require('node:dns')
const { writeSync } = require('node:fs')
const { syncBuiltinESMExports } = require('node:module')
const net = require('node:net')

/**
 * Loaded before the collector, and again in each of its threads: says on standard error whenever something looks a name up,
 * connects or sends a datagram. To look an address up, as listening on one does, asks nobody.
 */
const watch = (object, names, concerns = () => true) => {
  for (const name of names) {
    const original = object[name]
    object[name] = function (...given) {
      if (concerns(...given)) writeSync(2, `outbound ${name}\n`)
      return original.apply(this, given)
    }
  }
}
const isName = (text) => net.isIP(String(text)) === 0

watch(net.Socket.prototype, ['connect'])
watch(dgram.Socket.prototype, ['send', 'connect'])
watch(dns, ['lookup', 'resolve', 'resolve4', 'resolve6'], isName)
watch(dns.promises, ['lookup', 'resolve', 'resolve4', 'resolve6'], isName)
// Those who import a function by its name get ours as well.
syncBuiltinESMExports()
