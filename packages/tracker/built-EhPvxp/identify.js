const t = ['email', 'phone', 'customer', 'account', 'chat', 'device']
function e(t, e) {
  const n = 'string' == typeof e || Number.isSafeInteger(e) ? String(e).trim().normalize() : ''
  if (!n) return
  const i = r[t]
  return i ? i(n) : n
}
const r = {
    email(t) {
      const [, e, r = ''] = /^([^\s@]+)@([^\s@/\\?#:]+)$/.exec(t.toLowerCase()) ?? [],
        n = ((t) => {
          try {
            return new URL(`http://${t}`).hostname
          } catch {
            return ''
          }
        })(r)
      return /^(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+$/.test(n) ? `${e}@${n}` : void 0
    },
    phone(t) {
      const e = t
        .replace(/^00/, '+')
        .replace(/^(\+[^(]*)\(0\)/, '$1')
        .replace(/[\s().\p{Dash}/]/gu, '')
      return /^\+[1-9]\d{6,14}$/.test(e) ? e : void 0
    },
  },
  n = async (t) =>
    [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(t)))]
      .map((t) => t.toString(16).padStart(2, '0'))
      .join('')
async function i(r) {
  const i = {}
  for (const o of t) {
    const t = e(o, r[o])
    t && (i[o] = await n(t))
  }
  if (!Object.keys(i).length) throw 'no identifier'
  return 'string' == typeof r.proof ? { identifiers: i, proof: r.proof } : { identifiers: i }
}
export { i as default }
