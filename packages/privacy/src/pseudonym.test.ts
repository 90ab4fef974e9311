import { createHash, createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { digestOf, pseudonymiser, sha256 } from './pseudonym.ts'

const secret = Buffer.from('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex')
const digest = '542d240129883c019e106e3b1b2d3f3cb3537c43c425364de8e951d5a3083345'
const pseudonymise = pseudonymiser({ id: 'k1', secret })

describe('pseudonymiser', () => {
  test('gives HMAC-SHA-256(pepper, kind ‖ 0x00 ‖ digest) in base64url after the key id', () => {
    const message = Buffer.concat([Buffer.from('email', 'ascii'), Buffer.of(0), Buffer.from(digest, 'hex')])
    expect(message).toHaveLength(5 + 1 + 32)
    const expected = createHmac('sha256', secret).update(message).digest('base64url')
    expect(pseudonymise('email', digest)).toBe(`k1.${expected}`)
    expect(pseudonymise('email', digest)).toMatch(/^k1\.[A-Za-z0-9_-]{43}$/)
  })

  test('differs for each kind, digest, pepper and key id', () => {
    const other = { id: 'k1', secret: Buffer.from(secret).fill(1, 31) }
    const all = [
      pseudonymise('email', digest),
      pseudonymise('phone', digest),
      pseudonymise('customer', digest),
      pseudonymise('visitor', digest),
      pseudonymise('email', sha256('somebody@example.com')),
      pseudonymiser(other)('email', digest),
      pseudonymiser({ id: 'k2', secret })('email', digest),
    ]
    expect(new Set(all).size).toBe(all.length)
  })

  test('shows neither the digest nor the secret', () => {
    const made = pseudonymise('email', digest)
    for (const hidden of [digest, Buffer.from(digest, 'hex').toString('base64url'), secret.toString('base64url')])
      expect(made).not.toContain(hidden)
  })
})

describe('sha256', () => {
  test.each([
    ['john_smith@gmail.com', '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f'],
    ['16505551212', 'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176'],
    ['+16505551212', '1e231c66011e7a2d867a9cfae267a6aff103cf4913640b6e71a99850fc0ffbc8'],
    ['cloudysanfrancisco@gmail.com', '223ebda6f6889b1494551ba902d9d381daf2f642bae055888e96343d53e9f9c4'],
    ['user.name+nyc@example.com', 'f109a2a632fbcea5fc82049f50beed3d8621bf9034399f437fb622222acccdac'],
    ['+18005550100', 'fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30'],
    ['person@example.com', digest],
    ['448444124653', 'dc008fda46e2e64002cf2f82a4906236282d431c4f75e5b60bfe79fc48546383'],
  ])('of %s is what Meta and Google publish', (value, hex) => {
    expect(sha256(value)).toBe(hex)
  })

  test('hashes the UTF-8 bytes', () => {
    expect(sha256('人@例え')).toBe(createHash('sha256').update(Buffer.from('人@例え', 'utf8')).digest('hex'))
  })
})

describe('digestOf', () => {
  test.each([
    ['email', ' Person@Example.com ', digest],
    ['phone', '+1 (650) 555-1212', '1e231c66011e7a2d867a9cfae267a6aff103cf4913640b6e71a99850fc0ffbc8'],
    ['phone', '001 800 555 0100', 'fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30'],
    ['customer', 10023, sha256('10023')],
  ] as const)('hashes the canonical form of a %s', (kind, raw, hex) => {
    expect(digestOf(kind, raw)).toBe(hex)
  })

  test.each([
    ['email', 'nobody'],
    ['phone', '0151 12345678'],
    ['customer', Number.NaN],
    ['email', undefined],
  ] as const)('gives nothing for a %s that is none', (kind, raw) => {
    expect(digestOf(kind, raw)).toBeUndefined()
  })
})
