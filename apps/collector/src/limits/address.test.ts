import { describe, expect, it } from 'vitest'
import { clientAddress, inNetworks, networkOf } from './address.ts'

const isProxy = inNetworks(['127.0.0.0/8', '::1/128', '10.0.0.0/8', 'fd00::/8', '192.0.2.7'])

describe('the address of whoever asks', () => {
  it.each<[string, string | undefined, string | undefined, string | undefined]>([
    ['is the peer where it is none of our proxies', '203.0.113.9', undefined, '203.0.113.9'],
    ['is the peer, whatever it says of others', '203.0.113.9', '198.51.100.1', '203.0.113.9'],
    ['is what our proxy says', '127.0.0.1', '198.51.100.1', '198.51.100.1'],
    ['is the last that our proxy says, not what stands before', '127.0.0.1', '1.1.1.1, 198.51.100.1', '198.51.100.1'],
    ['lies before several of our own', '127.0.0.1', '6.6.6.6, 198.51.100.1, 10.1.2.3, 192.0.2.7', '198.51.100.1'],
    ['is nobody’s where our proxy says nothing', '127.0.0.1', undefined, undefined],
    ['is nobody’s where everybody is ours', '127.0.0.1', '10.0.0.1, 10.0.0.2', undefined],
    ['is nobody’s where our proxy cannot name it', '127.0.0.1', '1.1.1.1, unknown', undefined],
    ['is nobody’s where there is no peer', undefined, '1.1.1.1', undefined],
    ['may come with a port', '::1', '198.51.100.1:4711', '198.51.100.1'],
    ['may come in brackets and with a port', '::1', '[2001:db8::1]:4711', '2001:db8::1'],
    ['may come in brackets', '::1', '[2001:db8::1]', '2001:db8::1'],
    ['may come as IPv4 in IPv6', '::ffff:127.0.0.1', '::ffff:198.51.100.1', '198.51.100.1'],
    ['may come with a zone', 'fe80::1%eth0', undefined, 'fe80::1'],
    ['is none with a port too long', '::1', '198.51.100.1:471100', undefined],
    ['is none with markup', '::1', '<198.51.100.1>', undefined],
    ['is none where it is empty', '::1', '', undefined],
    ['is read from a header of thousands', '127.0.0.1', `${'9,'.repeat(8000)}198.51.100.1`, '198.51.100.1'],
  ])('%s', (_, peer, forwarded, address) => expect(clientAddress(peer, forwarded, isProxy)).toBe(address))
})

describe('what shares a limit', () => {
  it.each([
    ['198.51.100.1', '198.51.100.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1::', '1:0:0:0::/64'],
  ])('%s is in %s', (address, network) => expect(networkOf(address)).toBe(network))
})
