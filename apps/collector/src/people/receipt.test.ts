import { describe, expect, it } from 'vitest'
import { isErasure, signErasure } from './receipt.ts'
import { now, siteCalled } from './testing.ts'

const site = siteCalled('shop')
const receipt = signErasure(
  site,
  {
    site: 'shop',
    by: 'email',
    reason: 'request',
    subjects: 2,
    places: [
      { name: 'event log', removed: 7 },
      { name: 'consent ledger', removed: 0, kept: 3, why: 'Proof.' },
      { name: 'live page', removed: 2 },
    ],
  },
  now,
)

describe('a receipt of an erasure', () => {
  it('adds up and is known again, also after it was written down', () => {
    expect(receipt).toMatchObject({ total: 9, at: '2026-11-22T12:00:00.000Z' })
    expect(isErasure(site, receipt)).toBe(true)
    expect(isErasure(site, JSON.parse(JSON.stringify(receipt)))).toBe(true)
  })

  it.each([
    ['another number of events', { ...receipt, total: 10 }],
    ['another moment', { ...receipt, at: '2026-11-23T12:00:00.000Z' }],
    ['another person', { ...receipt, by: 'phone' }],
    ['a place less', { ...receipt, places: receipt.places.slice(1) }],
    ['another count', { ...receipt, places: receipt.places.map((place) => ({ ...place, removed: 1 })) }],
    ['nothing kept', { ...receipt, places: receipt.places.map(({ name, removed }) => ({ name, removed })) }],
    ['no signature', { ...receipt, signature: '' }],
    ['no places', { ...receipt, places: undefined }],
    ['places that are none', { ...receipt, places: [null] }],
    ['nothing at all', {}],
    ['no object', 'receipt'],
    ['null', null],
  ])('is refused with %s', (_, changed) => {
    expect(isErasure(site, changed)).toBe(false)
  })

  it('is one of its own site only', () => {
    expect(isErasure(siteCalled('blog'), receipt)).toBe(false)
    expect(isErasure(siteCalled('blog'), { ...receipt, site: 'blog' })).toBe(false)
  })
})
