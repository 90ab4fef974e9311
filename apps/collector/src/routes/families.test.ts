import { families, familySummary } from '@wend/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Running, start } from '../testing.ts'

let collector: Running
beforeAll(async () => {
  collector = await start()
})
afterAll(() => collector.stop())

it('tells of every family with its event types, those of the sites too, and says what makes them come', async () => {
  const response = await collector.ask('/api/families', { headers: collector.bearer })
  const { families: told } = (await response.json()) as { families: unknown[] }
  const read = told.map((one) => familySummary.strict().parse(one))
  expect(read.map(({ name }) => name)).toEqual([...families.map(({ name }) => name), 'custom'])
  expect(read.find(({ name }) => name === 'custom')?.events.map(({ type }) => type)).toContain('custom.coupon_shown')
  expect(read.find(({ name }) => name === 'ad')?.events).toContainEqual({
    type: 'ad.shown',
    label: 'Ad shown',
    display: 'Saw an ad of {campaign|network}',
  })
  for (const { comes } of read) expect(comes).toMatch(/^[A-Z].*\.$/)
})

it('is for those who are signed in', async () => {
  expect((await collector.ask('/api/families')).status).toBe(401)
})
