import { LogUnavailable } from '@wend/storage/log'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Failing, startFailed } from './failed/testing.ts'
import { type Batch, batch, id, now, view } from './testing.ts'

/** What fails next: the log, the ledger or the store of failed events, and how often. */
const failing = { log: 0, failed: 0 }
let collector: Failing
beforeAll(async () => {
  const unless = (what: keyof typeof failing, error: Error) => {
    if (failing[what] <= 0) return
    failing[what]--
    throw error
  }
  collector = await startFailed({
    config: `port: 0
data: ./data
limits: { perAddress: 100000, burst: 100000, eventsPerSecond: 10 }
sites:
  shop: { origins: ['https://shop.example', 'http://localhost:*'], events: events.yaml }
  open: { origins: ['https://*.open.example'], undeclared: accept }
`,
    log: (log) => ({
      ...log,
      async append(...given) {
        unless('log', new LogUnavailable('The disk of this test is full.'))
        return log.append(...given)
      },
    }),
    failed: (log) => ({
      ...log,
      async append(...given) {
        unless('failed', new LogUnavailable('The disk of this test is full.'))
        return log.append(...given)
      },
    }),
  })
})
afterAll(() => collector.stop())

/** A generator of its own, so that a failure can be run again: the seed stands in the message. */
function random(seed: number) {
  let state = seed
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
  return { next, pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T }
}

const known = Array.from({ length: 20 }, () => view())
const kinds: readonly ((pick: <T>(list: readonly T[]) => T) => unknown)[] = [
  () => view(),
  () => view(),
  (pick) => pick(known),
  () => view({ url: 1 }),
  () => ({ id: id(), type: 'custom.coupon_shown', at: now }),
  () => ({ id: id(), type: 'custom.never_heard_of', at: now, data: { a: 1 } }),
  () => ({ id: id(), type: 'identity.verified', at: now, data: { identifiers: {} } }),
  () => 'no event',
  () => null,
  () => view({ title: 'x'.repeat(40_000) }),
]

/** The counts that the senders of all batches have seen. */
type Seen = Map<string, number>
const add = (seen: Seen, site: string, verdict: string, count: number) => {
  const key = `${site} ${verdict}`
  if (count) seen.set(key, (seen.get(key) ?? 0) + count)
}

/** What Prometheus reads: the same sums, and what was received. */
async function counted() {
  const verdicts: Seen = new Map()
  const label = (labels: string, name: string) => new RegExp(`${name}="([^"]*)"`).exec(labels)?.[1] ?? ''
  const read = new Map<string, number>()
  const received = new Map<string, number>()
  for (const [labels, count] of Object.entries(await collector.metric('wend_events_total'))) {
    const site = label(labels, 'site')
    read.set(site, (read.get(site) ?? 0) + count)
    if (label(labels, 'code') === 'too_many_requests') received.set(site, (received.get(site) ?? 0) - count)
    else add(verdicts, site, label(labels, 'verdict'), count)
  }
  for (const [labels, count] of Object.entries(await collector.metric('wend_events_received_total'))) {
    const site = label(labels, 'site')
    // The equation itself.
    expect([site, read.get(site)]).toEqual([site, count])
    received.set(site, (received.get(site) ?? 0) + count)
  }
  return { verdicts, received }
}

it('adds up at every moment when no request is under way, and is what the senders were told', async () => {
  const seed = Date.now() % 2 ** 31
  const { next, pick } = random(seed)
  const seen: Seen = new Map()
  const sent = new Map<string, number>()
  const codes = new Set<string>()

  const one = async () => {
    const events = Array.from({ length: 1 + Math.floor(next() * 24) }, () => pick(kinds)(pick))
    const site = pick(['shop', 'shop', 'shop', 'open', 'nowhere'])
    const more = pick<Batch>([{}, {}, { consent: { granted: [] } }, { consent: undefined }, { tab: 't1' }])
    const origin = pick(['https://shop.example', 'https://shop.example', 'https://evil.example'])
    const response = await collector.post(batch(events, { ...more, site }), {
      Origin: site === 'open' ? 'https://www.open.example' : origin,
    })
    const name = site === 'nowhere' ? '' : site
    sent.set(name, (sent.get(name) ?? 0) + events.length)
    const answer = await response.json()
    if (response.status === 429) {
      // It may have been refused before anybody read what it is, so only the collector knows whether it counts.
      sent.set(name, (sent.get(name) ?? 0) - events.length)
      codes.add(answer.code)
      return
    }
    if (response.status !== 200) {
      codes.add(answer.code)
      add(seen, name, 'refused', events.length)
      return
    }
    add(seen, name, 'accepted', answer.accepted)
    for (const { verdict } of answer.others) add(seen, name, verdict, 1)
  }

  for (let round = 0; round < 25; round++) {
    collector.at(round * 300)
    if (round % 4 === 1) failing.log = 2
    if (round % 4 === 2) failing.failed = 2
    await Promise.all([...Array.from({ length: 8 }, one), collector.post('nonsense'), collector.post(batch([]))])
    const { verdicts, received } = await counted()
    expect([round, seed, verdicts]).toEqual([round, seed, seen])
    expect([round, seed, received]).toEqual([round, seed, sent])
  }
  failing.log = failing.failed = 0
  // Every way to refuse has been met; how often it is the clock's and the generator's business.
  for (const code of ['unknown_site', 'origin_not_allowed', 'log_unavailable', 'too_many_requests'])
    expect(codes).toContain(code)

  const rejected = [...seen].filter(([key]) => key.endsWith('rejected')).reduce((sum, [, count]) => sum + count, 0)
  const sum = (numbers: Record<string, number>) => Object.values(numbers).reduce((total, one) => total + one, 0)
  const stored = await collector.metric('wend_failed_stored_total')
  const unstored = await collector.metric('wend_failed_unstored_total')
  expect(sum(stored) + sum(unstored)).toBe(rejected)
  const fresh = Object.entries(stored).filter(([labels]) => labels.includes('known="no"'))
  const { counts } = await collector.failed()
  expect(counts.reduce((total, { count }) => total + count, 0)).toBe(sum(Object.fromEntries(fresh)))
})

it('says why a whole batch was refused', async () => {
  const before = await collector.metric('wend_events_total')
  failing.log = 1
  // What came before may have used up the budget of the site for a moment.
  await expect.poll(async () => (await collector.post(batch([view(), view()]))).status, { timeout: 15_000 }).toBe(503)
  const label = '{site="shop",verdict="refused",code="log_unavailable"}'
  expect((await collector.metric('wend_events_total'))[label]).toBe((before[label] ?? 0) + 2)
})
