import { afterAll, beforeAll, expect, it } from 'vitest'
import { batch, id, now, type Running, start, view } from '../testing.ts'

let api: Running
beforeAll(async () => {
  api = await start()
})
afterAll(() => api.stop())

const click = 'Cj0KCQiA-canary_1234567890abcdef'
const clicked = (given: string = click) => ({
  id: id(),
  type: 'ad.clicked',
  at: now,
  data: { network: 'google', parameter: 'gclid', click: given },
})
const tell = async (consent: object, event = clicked()) => {
  const { others } = await api.tell(batch([event], { consent: { source: 'banner', ...consent } }))
  return [others[0]?.code, (await api.stored()).find((stored) => stored.id === event.id)?.data]
}

it('keeps what a network names a click by for whoever agreed to marketing and may be recognised', async () => {
  expect(await tell({ granted: ['analytics', 'marketing'] })).toEqual([
    undefined,
    { network: 'google', parameter: 'gclid', click },
  ])
})

it.each([
  ['analytics alone', ['analytics']],
  ['nothing', []],
])('keeps nothing of it for whoever agreed to %s', async (_, granted) => {
  expect(await tell({ granted })).toEqual(['consent_unknown', undefined])
})

it('keeps that there was a click, and not which, of whom nobody may recognise', async () => {
  const kept = [undefined, { network: 'google', parameter: 'gclid' }]
  expect(await tell({ granted: ['marketing'] })).toEqual(kept)
  expect(await tell({ granted: ['analytics', 'marketing'], nobody: true })).toEqual(kept)
})

it.each(['jo.canary@example.com', '+4915112345678', '004915112345678', 'canary', 'maja maja 1234567890'])(
  'takes for such a name no %s',
  async (given) => {
    expect(await tell({ granted: ['analytics', 'marketing'] }, clicked(given))).toEqual(['invalid_data', undefined])
  },
)

it('keeps it in no address, whatever was agreed to', async () => {
  const url = `https://shop.example/?utm_source=g&gclid=${click}`
  const event = view({ url, landing: url, referrer: url })
  await api.tell(batch([event], { consent: { granted: ['analytics', 'marketing'], source: 'banner' } }))
  const stored = (await api.stored()).find(({ id }) => id === event.id)
  expect(stored?.data).toMatchObject({ url: 'https://shop.example/?utm_source=g' })
  expect(JSON.stringify(stored)).not.toContain('gclid')
})
