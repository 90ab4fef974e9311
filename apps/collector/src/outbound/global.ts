import { BlockList, isIP } from 'node:net'

/** Networks of IPv4 that are not the public internet: the IANA registry of special-purpose addresses, multicast and reserved. */
const special4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const
/** Of IPv6 only this has been given out as global; the way to write IPv4 in it, NAT64, local and multicast lie outside. */
const given6 = [['2000::', 3]] as const
/** Within that: protocol assignments with Teredo, documentation, 6to4. The last can hold any IPv4 address. */
const special6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const

const listOf = (type: 'ipv4' | 'ipv6', networks: readonly (readonly [string, number])[]): BlockList => {
  const list = new BlockList()
  for (const [address, bits] of networks) list.addSubnet(address, bits, type)
  return list
}
const blocked4 = listOf('ipv4', special4)
const allowed6 = listOf('ipv6', given6)
const blocked6 = listOf('ipv6', special6)

/** Whether an address is one of the public internet. What is no address is not. */
export function isGlobal(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !blocked4.check(address, 'ipv4')
    case 6:
      return !address.includes('%') && allowed6.check(address, 'ipv6') && !blocked6.check(address, 'ipv6')
    default:
      return false
  }
}
