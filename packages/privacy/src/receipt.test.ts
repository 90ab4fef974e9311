import { createHmac, createSecretKey } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sha256 } from './pseudonym.ts'
import { longest, type Receipt, readClaim, readReceipt, signClaim, signReceipt } from './receipt.ts'

const secret = Buffer.from('7f3c9a51d2e84b06', 'ascii')
const key = createSecretKey(secret)
const other = createSecretKey(Buffer.from('7f3c9a51d2e84b07', 'ascii'))
const receipt: Receipt = {
  id: '0d6c-17',
  site: 'shop',
  who: 'q83vEjRWeJCrze8SNFZ4kA',
  granted: ['necessary', 'analytics'],
  policy: '3.0123456789ab',
  at: Date.UTC(2026, 10, 22),
}
const signed = signReceipt(key, receipt)

/** Something of one's own, sealed with the right key. */
const seal = (text: string) => {
  const body = Buffer.from(text).toString('base64url')
  return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`
}

describe('a receipt', () => {
  test('is read back by the key that signed it, and by no other', () => {
    expect(readReceipt(key, signed)).toEqual(receipt)
    expect(readReceipt(other, signed)).toBeUndefined()
  })

  test('is JSON and an HMAC over its text, so that it can be checked elsewhere', () => {
    const [text = '', given] = signed.split('.')
    expect(JSON.parse(Buffer.from(text, 'base64url').toString())).toEqual(receipt)
    expect(given).toBe(createHmac('sha256', secret).update(text).digest('base64url'))
    expect(signed).toBe(seal(JSON.stringify(receipt)))
  })

  test('is refused with any one character changed, added or taken away', () => {
    for (let at = 0; at < signed.length - 1; at++) {
      const changed = signed[at] === 'A' ? 'B' : 'A'
      expect(readReceipt(key, signed.slice(0, at) + changed + signed.slice(at + 1))).toBeUndefined()
      expect(readReceipt(key, signed.slice(0, at) + signed.slice(at + 1))).toBeUndefined()
      expect(readReceipt(key, `${signed.slice(0, at)}A${signed.slice(at)}`)).toBeUndefined()
    }
  })

  test('is read from nothing else, and never throws', () => {
    const odd = [undefined, null, 7, {}, [], '', '.', signed.split('.')[0], `${signed}.${signed}`, 'A'.repeat(1e6)]
    for (const value of odd) expect(readReceipt(key, value)).toBeUndefined()
    fc.assert(fc.property(fc.string(), (text) => readReceipt(key, text) === undefined))
  })

  test.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['half of it', JSON.stringify({ ...receipt, who: undefined })],
    ['a wrong kind of value', JSON.stringify({ ...receipt, at: '1' })],
    ['no list of purposes', JSON.stringify({ ...receipt, granted: 'analytics' })],
    ['numbers for purposes', JSON.stringify({ ...receipt, granted: [1] })],
  ])('is not made of %s, though signed', (_, text) => {
    expect(readReceipt(key, seal(text))).toBeUndefined()
  })

  test('fits into a header and is not written where it would not', () => {
    expect(signed.length).toBeLessThan(400)
    const large = { ...receipt, policy: 'x'.repeat(1000) }
    expect(() => signReceipt(key, large)).toThrow(/1024 is the most/)
    expect(readReceipt(key, seal(JSON.stringify(large)))).toBeUndefined()
  })

  test('holds what the type names and nothing that comes with it', () => {
    const more = signReceipt(key, { ...receipt, email: 'jo@shop.example' } as Receipt)
    expect(more).toBe(signed)
    expect(readReceipt(key, seal(JSON.stringify({ ...receipt, more: 1 })))).toEqual(receipt)
  })
})

describe('a claim', () => {
  const exp = 1_795_348_800
  const claim = signClaim(key, { site: 'shop', identifiers: { customer: 42, email: ' Jo@Shop.example' }, exp })

  test('holds digests and no identifier', () => {
    expect(readClaim(key, claim)).toEqual({
      site: 'shop',
      identifiers: { customer: sha256('42'), email: sha256('jo@shop.example') },
      exp,
    })
    expect(readClaim(other, claim)).toBeUndefined()
  })

  test('with all six kinds is short enough', () => {
    const identifiers = {
      email: 'jo@shop.example',
      phone: '+4915112345678',
      customer: 1,
      account: 2,
      chat: 3,
      device: 4,
    }
    const whole = signClaim(key, { site: 'a'.repeat(63), identifiers, exp })
    expect(whole.length).toBeLessThanOrEqual(longest)
    expect(Object.keys(readClaim(key, whole)?.identifiers ?? {})).toHaveLength(6)
  })

  test.each([
    ['a phone number without its country', { phone: '0151 12345678' }, /^What was given as phone is none/],
    ['no e-mail address', { email: 'jo' }, /^What was given as email is none/],
    ['nothing', {}, /^Give at least one of email, phone/],
  ])('is not signed over %s', (_, identifiers, message) => {
    expect(() => signClaim(key, { site: 'shop', identifiers, exp })).toThrow(message)
    expect(() => signClaim(key, { site: 'shop', identifiers, exp })).not.toThrow(/0151|"jo"/)
  })

  test.each([
    ['a receipt', signed],
    ['identifiers that are none', seal(JSON.stringify({ site: 'shop', identifiers: null, exp }))],
    ['no end', seal(JSON.stringify({ site: 'shop', identifiers: {} }))],
    ['nothing', undefined],
  ])('is not read from %s', (_, text) => {
    expect(readClaim(key, text)).toBeUndefined()
  })
})
