import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createPseudonyms, digestOf, innerOf, type Pepper, sha256 } from './pseudonym.ts'

const secret = Buffer.from('00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff', 'hex')
const digest = '542d240129883c019e106e3b1b2d3f3cb3537c43c425364de8e951d5a3083345'
const pepper: Pepper = { id: 'k1', secret }
const shop = createPseudonyms(pepper, 'shop')
/** After a rotation: another secret, the same inner key. */
const rotated = createPseudonyms({ id: 'k2', secret: randomBytes(32), inner: innerOf(pepper) }, 'shop')
const hmac = (key: Buffer, message: string | Buffer) => createHmac('sha256', key).update(message).digest()

describe('a pseudonym', () => {
  test('is AES-256-CBC around HMAC-SHA-256(inner, kind ‖ 0x00 ‖ digest), after the key id', () => {
    const message = Buffer.concat([Buffer.from('email', 'ascii'), Buffer.of(0), Buffer.from(digest, 'hex')])
    expect(message).toHaveLength(5 + 1 + 32)
    const inner = hmac(hmac(hmac(secret, 'wend inner'), 'wend inner\0shop'), message)
    const cipher = createCipheriv('aes-256-cbc', hmac(secret, 'wend outer\0shop'), Buffer.alloc(16)).setAutoPadding(
      false,
    )
    const expected = Buffer.concat([cipher.update(inner), cipher.final()])
    expect(shop.of('email', digest)).toBe(`k1.${expected.toString('base64url')}`)
    expect(shop.of('email', digest)).toMatch(/^k1\.[A-Za-z0-9_-]{43}$/)
    expect(shop.inner(shop.of('email', digest))).toBe(inner.toString('base64url'))
  })

  test('is the same each time', () => {
    expect(shop.of('email', digest)).toBe(shop.of('email', digest))
    expect(createPseudonyms({ id: 'k1', secret }, 'shop').of('phone', digest)).toBe(shop.of('phone', digest))
  })

  test('differs for each kind, digest, site, pepper and key id, inside and outside', () => {
    const other = createPseudonyms({ id: 'k1', secret: Buffer.from(secret).fill(1, 31) }, 'shop')
    const all = [
      ...(['email', 'phone', 'customer', 'account', 'chat', 'device', 'visitor'] as const).map(
        (kind) => [shop, kind] as const,
      ),
      [other, 'email'] as const,
      [createPseudonyms(pepper, 'open'), 'email'] as const,
    ].map(([pseudonyms, kind]) => [pseudonyms, pseudonyms.of(kind, digest)] as const)
    all.push([shop, shop.of('email', sha256('somebody@example.com'))])
    expect(new Set(all.map(([, made]) => made)).size).toBe(all.length)
    expect(new Set(all.map(([by, made]) => by.inner(made))).size).toBe(all.length)
    expect(createPseudonyms({ id: 'k2', secret }, 'shop').of('email', digest)).not.toBe(shop.of('email', digest))
  })

  test('shows neither the digest nor the secret nor what is inside', () => {
    const made = shop.of('email', digest)
    const hidden = [digest, Buffer.from(digest, 'hex').toString('base64url'), secret.toString('base64url')]
    for (const text of [...hidden, shop.inner(made) ?? '']) expect(made).not.toContain(text)
  })

  test.each([
    ['of another key id', rotated.of('email', digest)],
    ['without a key id', shop.of('email', digest).slice(3)],
    ['cut short', shop.of('email', digest).slice(0, -1)],
    ['with more at its end', `${shop.of('email', digest)}A`],
    ['with a second part', `${shop.of('email', digest)}.A`],
    ['written in another way', `k1.${'A'.repeat(42)}B`],
    ['of other letters', `k1.${'+'.repeat(43)}`],
    ['that is empty', ''],
  ])('%s is not opened', (_, pseudonym) => {
    expect(shop.inner(pseudonym)).toBeUndefined()
    expect(() => shop.who(pseudonym)).toThrow(/another key/)
    expect(() => shop.tombstone(pseudonym)).toThrow(/another key/)
  })
})

describe('after a rotation', () => {
  const before = shop.of('visitor', digest)

  test('what is stored becomes what is made', () => {
    const inner = shop.inner(before) ?? ''
    expect(rotated.around(inner)).toBe(rotated.of('visitor', digest))
    expect(rotated.of('visitor', digest)).toMatch(/^k2\./)
    expect(() => rotated.around('no inner value')).toThrow()
  })

  test('the ledger, the erased and other keys of a site know the same people', () => {
    const after = rotated.of('visitor', digest)
    expect(rotated.who(after)).toBe(shop.who(before))
    expect(rotated.tombstone(after)).toBe(shop.tombstone(before))
    expect(rotated.key('receipt').equals(shop.key('receipt'))).toBe(true)
  })

  test('another site still has other ones', () => {
    const open = createPseudonyms(pepper, 'open')
    expect(open.who(open.of('visitor', digest))).not.toBe(shop.who(before))
    expect(open.key('receipt').equals(shop.key('receipt'))).toBe(false)
  })
})

describe('the names beside pseudonyms', () => {
  const made = shop.of('visitor', digest)

  test('are short, differ from each other, and hold no part of a pseudonym or of what is inside', () => {
    const names = [shop.who(made), shop.tombstone(made)]
    for (const name of names) {
      expect(name).toMatch(/^[A-Za-z0-9_-]{22}$/)
      expect(made).not.toContain(name.slice(0, 8))
      expect(shop.inner(made)).not.toContain(name.slice(0, 8))
    }
    expect(new Set(names).size).toBe(2)
  })

  test('come from keys of their own for each label', () => {
    const exported = ['receipt', 'who', 'inner', 'tombstone'].map((label) => shop.key(label).export().toString('hex'))
    expect(new Set(exported).size).toBe(4)
    expect(
      hmac(Buffer.from(exported[1] ?? '', 'hex'), Buffer.from(shop.inner(made) ?? '', 'base64url')).toString(
        'base64url',
        0,
        16,
      ),
    ).not.toBe(shop.who(made))
  })
})

test('hashing every number of a prefix finds nobody in what is stored', () => {
  const stored = new Set<string>()
  const number = (n: number) => `+4915${String(n).padStart(9, '0')}`
  for (let n = 0; n < 200_000; n += 400) stored.add(shop.of('phone', sha256(number(n))).slice(3))
  const found = (values: ReadonlySet<string>) => {
    let count = 0
    for (let n = 0; n < 200_000; n++)
      for (const text of [number(n), number(n).slice(1)]) {
        const plain = createHash('sha256').update(text).digest()
        for (const encoding of ['hex', 'base64', 'base64url'] as const)
          if (values.has(plain.toString(encoding))) count++
      }
    return count
  }
  expect(stored.size).toBe(500)
  expect(found(stored)).toBe(0)
  // The search itself works: a store of plain hashes gives everybody away.
  expect(
    found(new Set([sha256(number(77)), createHash('sha256').update(number(78).slice(1)).digest('base64url')])),
  ).toBe(2)
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
    ['phone', '+1 650 555 1212 ext. 7', '1e231c66011e7a2d867a9cfae267a6aff103cf4913640b6e71a99850fc0ffbc8'],
    ['customer', 10023, sha256('10023')],
    ['device', ' 7C0F-D1 ', sha256('7C0F-D1')],
  ] as const)('hashes the canonical form of a %s', (kind, raw, hex) => {
    expect(digestOf(kind, raw)).toBe(hex)
  })

  test.each([
    ['email', 'nobody'],
    ['phone', '0151 12345678'],
    ['phone', '+49 151 123'],
    ['customer', Number.NaN],
    ['email', undefined],
  ] as const)('gives nothing for a %s that is none', (kind, raw) => {
    expect(digestOf(kind, raw)).toBeUndefined()
  })

  test('reads a national phone number where the site has a region', () => {
    expect(digestOf('phone', '(650) 555-1212', 'US')).toBe(digestOf('phone', '+1 650 555 1212'))
  })
})

/** The published vectors, from what a person types. Destinations want other spellings than ours; these are ours. */
describe('the canonical form', () => {
  test.each([
    ['email', ' John_Smith@Gmail.com', '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f'],
    ['email', 'User.Name+NYC@example.com', 'f109a2a632fbcea5fc82049f50beed3d8621bf9034399f437fb622222acccdac'],
    ['email', 'Person@Example.com\n', digest],
    ['phone', '+1 (650) 555-1212', '1e231c66011e7a2d867a9cfae267a6aff103cf4913640b6e71a99850fc0ffbc8'],
    ['phone', '+1 800 555 0100', 'fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30'],
  ] as const)('of the %s %j has the published digest', (kind, raw, hex) => {
    expect(digestOf(kind, raw)).toBe(hex)
  })

  test.each([
    [
      'dots and tag of a Gmail address',
      'email',
      'Cloudy.SanFrancisco+x@gmail.com',
      '223ebda6f6889b1494551ba902d9d381daf2f642bae055888e96343d53e9f9c4',
    ],
    [
      'the plus of a phone number',
      'phone',
      '+1 650 555 1212',
      'e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176',
    ],
  ] as const)('keeps the %s, so its digest is not the one that a destination wants', (_, kind, raw, hex) => {
    expect(digestOf(kind, raw)).not.toBe(hex)
  })
})
