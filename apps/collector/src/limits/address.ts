import { BlockList, isIP } from 'node:net'
import { recent } from '@wend/privacy/recent'

/** Says of an address whether it lies in one of the networks, `10.0.0.0/8` or a single address each. */
export function inNetworks(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', bits] = network.split('/')
    const type = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, type)
    else list.addSubnet(address, Number(bits), type)
  }
  return recent(1000, (address) => list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'))
}

/**
 * The address of whoever made a request: the peer, or behind our own proxies the last address in X-Forwarded-For that is
 * not one of them. What stands before it was written by the sender and means nothing. Undefined where nobody says.
 */
export function clientAddress(
  peer: string | undefined,
  forwarded: string | undefined,
  isProxy: (address: string) => boolean,
): string | undefined {
  let address = plain(peer ?? '')
  // Only what one proxy writes is read from the end; a header of 16 KB has some thousand places.
  const hops = forwarded?.split(',') ?? []
  while (address !== undefined && isProxy(address)) {
    const hop = hops.pop()
    if (hop === undefined) return undefined
    address = plain(hop.trim())
  }
  return address
}

/** What shares a limit: an IPv4 address, or the first 64 bits of an IPv6 one, which is the least that one customer gets. */
export function networkOf(address: string): string {
  if (isIP(address) !== 6) return address
  const [head = '', tail] = address.split('::')
  const [before, after] = [head, tail].map((part) => (part ? part.split(':') : []))
  const zeros = Array<string>(tail === undefined ? 0 : 8).fill('0')
  const all = [...(before ?? []), ...zeros.slice((before?.length ?? 0) + (after?.length ?? 0)), ...(after ?? [])]
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** An address without brackets, port, zone and the IPv6 way to write IPv4. Undefined where it is none. */
function plain(text: string): string | undefined {
  const bare = /^\[([0-9A-Fa-f:.]{2,45})\](?::\d{1,5})?$/.exec(text)?.[1] ?? text
  const [address = ''] = (/^[0-9.]{7,15}:\d{1,5}$/.test(bare) ? bare.replace(/:\d+$/, '') : bare).split('%')
  const mapped = /^::ffff:([0-9.]{7,15})$/i.exec(address)?.[1]
  if (mapped && isIP(mapped) === 4) return mapped
  return isIP(address) ? address : undefined
}
