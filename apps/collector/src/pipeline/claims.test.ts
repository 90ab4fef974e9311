import { createSecretKey } from 'node:crypto'
import { sha256 } from '@wend/privacy/pseudonym'
import { signClaim, signReceipt } from '@wend/privacy/receipt'
import { builtIn } from '@wend/protocol'
import { describe, expect, it } from 'vitest'
import type { Item } from './batch.ts'
import { verify } from './claims.ts'

const now = Date.UTC(2026, 10, 22, 12)
const signing = createSecretKey(Buffer.from('2Jk8vQ0xTn5rBz7LhWc3Yd9MfGp1SaEu'))
const other = createSecretKey(Buffer.from('u2Jk8vQ0xTn5rBz7LhWc3Yd9MfGp1SaE'))
const definition = (type: string) => builtIn.get(type)
const within = { site: { name: 'shop', signing, definition }, received: now }
const exp = now / 1000 + 300
const customer = sha256('42')
const email = sha256('jo@shop.example')
const proof = signClaim(signing, { site: 'shop', identifiers: { customer: '42', email: 'jo@shop.example' }, exp })

function item(data: Record<string, unknown>, type = 'identity.claimed'): Item {
  const found = definition(type)
  if (!found) throw new Error(`There is no ${type}.`)
  const rest = { index: 0, id: '018f0000-0000-7000-8000-000000000000', at: now, n: 0, view: undefined, attributes: {} }
  return { ...rest, type, definition: found, data }
}
const told = ({ type, definition, data }: Item) => ({ type, definition: definition.type, data })
const claimed = (identifiers: unknown) => ({
  type: 'identity.claimed',
  definition: 'identity.claimed',
  data: { identifiers },
})

describe('a claim', () => {
  it.each([
    ['all that was signed', { customer, email }],
    ['a part of what was signed', { customer }],
  ])('is verified with a proof of %s', (_, identifiers) => {
    expect(told(verify(item({ identifiers, proof }), within))).toEqual({
      type: 'identity.verified',
      definition: 'identity.verified',
      data: { identifiers, by: 'signed' },
    })
  })

  it.each<[string, unknown, Partial<Record<'customer' | 'email' | 'phone', string>>]>([
    ['without a proof', undefined, { customer }],
    ['with a proof of somebody else', proof, { customer: sha256('43') }],
    ['with one identifier more than was signed', proof, { customer, phone: sha256('+4915112345678') }],
    ['with one identifier of two changed', proof, { customer, email: sha256('eve@shop.example') }],
    ['with the digest under another kind', proof, { phone: customer }],
    [
      'with another site’s proof',
      signClaim(signing, { site: 'open', identifiers: { customer: 42 }, exp }),
      { customer },
    ],
    [
      'with another secret’s proof',
      signClaim(other, { site: 'shop', identifiers: { customer: 42 }, exp }),
      { customer },
    ],
    ['with a changed proof', `${proof.slice(0, 20)}A${proof.slice(21)}`, { customer }],
    ['with half a proof', proof.split('.')[0], { customer }],
    ['with an empty proof', '', { customer }],
    [
      'with a receipt for a proof',
      signReceipt(signing, { id: 'a', site: 'shop', who: 'b', granted: [], policy: '1', at: now }),
      { customer },
    ],
  ])('stays a claim %s', (_, proof, identifiers) => {
    expect(told(verify(item({ identifiers, ...(proof !== undefined && { proof }) }), within))).toEqual(
      claimed(identifiers),
    )
  })

  it.each<[string, number, boolean]>([
    ['a moment before its proof ends', exp * 1000 - 1, true],
    ['at the moment that its proof ends', exp * 1000, false],
    ['long after', exp * 1000 + 86_400_000, false],
    ['ten minutes before its proof ends', (exp - 600) * 1000, true],
    ['when its proof would last longer than ten minutes', (exp - 600) * 1000 - 1, false],
  ])('is verified or not %s', (_, received, verified) => {
    const { type } = verify(item({ identifiers: { customer }, proof }), { ...within, received })
    expect(type).toBe(verified ? 'identity.verified' : 'identity.claimed')
  })

  it('stays one where the site has no signing secret', () => {
    const site = { ...within.site, signing: undefined }
    expect(told(verify(item({ identifiers: { customer }, proof }), { ...within, site }))).toEqual(claimed({ customer }))
  })
})

it('a backend’s own word is not changed, and cannot say that it was signed', () => {
  const verified = item({ identifiers: { customer }, by: 'signed' }, 'identity.verified')
  expect(told(verify(verified, within))).toEqual({
    type: 'identity.verified',
    definition: 'identity.verified',
    data: { identifiers: { customer } },
  })
})
