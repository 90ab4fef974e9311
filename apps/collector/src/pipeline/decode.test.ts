import { createSecretKey } from 'node:crypto'
import { sha256 } from '@wend/privacy/pseudonym'
import { signClaim } from '@wend/privacy/receipt'
import { builtIn, type EventDefinition, event } from '@wend/protocol'
import { describe, expect, it } from 'vitest'
import type { Batch } from './batch.ts'
import { decode } from './decode.ts'

const now = Date.UTC(2026, 10, 22, 12)
const signing = createSecretKey(Buffer.from('Zq3vT8mN1xKc5RbW7yHd2LgF9sJpA4eU'))
const site = {
  name: 'shop',
  signing,
  phoneRegion: undefined as string | undefined,
  definition: (type: string) => builtIn.get(type),
  schema: ({ data }: EventDefinition) => event.extend({ data }),
}

/** What decoding asks of a batch. */
function read(
  data: unknown,
  { trusted = true, type = 'identity.verified', phoneRegion = undefined as string | undefined },
) {
  const one = { id: '018f0000-0000-7000-8000-000000000000', type, at: now, data }
  const batch = { site: { ...site, phoneRegion }, sender: { trusted }, received: now, bytes: 500, others: [] }
  return decode({ ...batch, envelope: { v: 1, site: 'shop', events: [one] } } as unknown as Batch)
}

describe('identifiers that a backend sends', () => {
  it('of every kind become what the browser would have sent', () => {
    const raw = {
      email: ' Jo@Shop.example',
      phone: '+49 151 12345678',
      customer: 42,
      account: 'A-1',
      chat: 'c1',
      device: 'D',
    }
    const { items } = read({ identifiers: raw }, {})
    expect(items[0]?.data).toEqual({
      identifiers: {
        email: sha256('jo@shop.example'),
        phone: sha256('+4915112345678'),
        customer: sha256('42'),
        account: sha256('A-1'),
        chat: sha256('c1'),
        device: sha256('D'),
      },
    })
  })

  it('may be phone numbers without a country where the site says which', () => {
    const { items } = read({ identifiers: { phone: '0151 12345678' } }, { phoneRegion: 'DE' })
    expect(items[0]?.data).toEqual({ identifiers: { phone: sha256('+4915112345678') } })
  })

  it.each([
    ['phone', '0151 12345678', 'phoneRegion'],
    ['phone', '+49 151 123', 'valid number'],
    ['email', 'jo at shop.example', 'e-mail address'],
    ['customer', ' ', 'not empty'],
    ['account', {}, 'not empty'],
    ['chat', 1.5, 'whole number'],
    ['device', '', 'not empty'],
  ])('are refused with what to do when a %s is %j', (kind, raw, hint) => {
    const { items, others } = read({ identifiers: { [kind]: raw } }, {})
    expect(items).toEqual([])
    expect(others[0]).toMatchObject({ code: 'invalid_data', pointer: `/events/0/data/identifiers/${kind}` })
    expect(others[0]?.message).toContain(hint)
    expect(others[0]?.message).not.toMatch(/0151|151 123|jo at/)
  })
})

describe('a claim of a page', () => {
  const proof = signClaim(signing, { site: 'shop', identifiers: { customer: '42' }, exp: now / 1000 + 60 })
  const claimed = { trusted: false, type: 'identity.claimed' }

  it('is verified where the backend signed it, and stays a claim where not', () => {
    const { items } = read({ identifiers: { customer: sha256('42') }, proof }, claimed)
    expect(items[0]).toMatchObject({ type: 'identity.verified', data: { by: 'signed' } })
    const { items: others } = read({ identifiers: { customer: sha256('43') }, proof }, claimed)
    expect(others[0]).toMatchObject({ type: 'identity.claimed', data: { identifiers: { customer: sha256('43') } } })
    expect(JSON.stringify([items, others])).not.toContain(proof.slice(0, 20))
  })

  it('cannot say itself that it is verified', () => {
    const { items, others } = read(
      { identifiers: { customer: sha256('42') }, proof },
      { ...claimed, type: 'identity.verified' },
    )
    expect([items, others[0]?.code]).toEqual([[], 'needs_token'])
  })

  it('with a proof longer than any is refused', () => {
    const { others } = read({ identifiers: { customer: sha256('42') }, proof: 'a'.repeat(1025) }, claimed)
    expect(others[0]?.code).toBe('invalid_data')
  })

  it('cannot hold raw values, whatever the site’s region', () => {
    const { others } = read({ identifiers: { phone: '0151 12345678' } }, { ...claimed, phoneRegion: 'DE' })
    expect(others[0]?.code).toBe('invalid_data')
  })
})
