import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LogUnavailable } from '@wend/storage/log'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Batch, batch, id, now, type Options, origin, view } from '../testing.ts'
import { type Failing, startFailed } from './testing.ts'

let folder: string
const running: Failing[] = []
const folders = new Map<Failing, string>()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wend-replay-'))
})
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
  rmSync(folder, { recursive: true })
})

/** Starts with a taxonomy of this site; with `from`, on the data of another, which stops. */
async function open(declared: string, more: { policy?: string; from?: Failing; options?: Options } = {}) {
  const data = (more.from && folders.get(more.from)) ?? mkdtempSync(join(folder, 'data-'))
  writeFileSync(join(folder, 'declared.yaml'), declared)
  if (more.from) {
    running.splice(running.indexOf(more.from), 1)
    await more.from.stop()
  }
  const collector = await startFailed({
    ...more.options,
    ...(more.policy && { policy: more.policy }),
    config: `port: 0
data: ${data}
sites: { shop: { origins: [${origin}], events: ${join(folder, 'declared.yaml')}${more.policy ? ', policy: policy.yaml' : ''} } }
`,
  })
  running.push(collector)
  folders.set(collector, data)
  return collector
}
const none = 'events: {}'
const cups = `events:
  cup_broken:
    label: Cup broken
    display: Broke a {cup} cup
    data: { cup: { type: choice, options: [blue, green], required: true } }
`
const broken = (cup: string, more: Batch = {}): Batch => ({
  id: id(),
  type: 'custom.cup_broken',
  at: now - 5000,
  data: { cup },
  ...more,
})

async function visit(collector: Failing) {
  const response = await collector.post(batch([view()], { tab: 't1' }))
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const { receipt } = (await response.json()) as { receipt: string }
  const tell = (events: Batch[]) =>
    collector.tell(batch(events, { tab: 't1', consent: { granted: ['analytics'], source: 'banner', receipt } }), {
      Cookie: cookie,
      'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0',
    })
  return { cookie, receipt, tell }
}

it('after the type was declared stores what fits now, as it would have been stored, and counts match', async () => {
  const before = await open(none)
  const { tell } = await visit(before)
  const sent = [broken('blue', { n: 1, view: 'v1' }), broken('green', { n: 2 }), broken('red', { n: 3 })]
  const answer = await tell(sent)
  expect([answer.accepted, answer.others.length]).toEqual([0, 3])
  const { subject, receipt } = await before.only()

  const after = await open(cups, { from: before })
  after.at(3_600_000)
  const { body } = await after.act('replay', { type: 'custom.cup_broken' })
  expect(body).toEqual({
    counts: { accepted: 2, duplicate: 0, rejected: 1, dropped: 0 },
    verdicts: [
      { id: '0000000000000001', verdict: 'accepted' },
      { id: '0000000000000002', verdict: 'accepted' },
      {
        id: '0000000000000003',
        verdict: 'rejected',
        code: 'invalid_data',
        pointer: '/data/cup',
        message: expect.any(String),
      },
    ],
  })
  const [, blue, green, ...others] = await after.stored()
  expect(others).toEqual([])
  expect(blue).toMatchObject({
    ...{ id: sent[0]?.id, type: 'custom.cup_broken', data: { cup: 'blue' }, subject, receipt },
    ...{ time: '2026-11-22T11:59:55.000Z', recordedtime: '2026-11-22T12:00:00.000Z', basis: 'consent' },
    ...{ tab: 't1', view: 'v1', number: 1, granted: 'analytics', consentsource: 'banner', browser: 'Firefox 130' },
    ...{ botscore: 0, device: 'desktop', source: '/sites/shop' },
  })
  expect(blue?.batch).toBe(green?.batch)
  expect(blue).not.toHaveProperty('botreason')
  expect((await after.failed()).counts).toEqual([{ code: 'unknown_type', type: 'custom.cup_broken', count: 1 }])
  expect(await after.metric('wend_failed_replayed_total')).toEqual({
    '{verdict="accepted"}': 2,
    '{verdict="rejected"}': 1,
  })
})

it('of an event that was sent again and stored meanwhile is done', async () => {
  const before = await open(none)
  const { tell } = await visit(before)
  const event = broken('blue')
  await tell([event])
  const after = await open(cups, { from: before })
  await after.tell(batch([event]))
  const { body } = await after.act('replay', { ids: ['0000000000000001'] })
  expect(body.counts).toEqual({ accepted: 0, duplicate: 1, rejected: 0, dropped: 0 })
  expect((await after.failed()).failed).toEqual([])
  expect(await after.stored()).toHaveLength(2)
})

it('of nobody’s events leaves them nobody’s', async () => {
  const before = await open(none)
  const events = [broken('blue', { n: 1 }), broken('green', { n: 2 })]
  await before.tell(batch(events, { tab: 't1', consent: { granted: ['analytics'], source: 'banner', nobody: true } }))
  const after = await open(cups, { from: before })
  await after.act('replay', { site: 'shop' })
  const stored = await after.stored()
  expect(stored).toHaveLength(2)
  for (const event of stored)
    for (const key of ['subject', 'tab', 'number', 'receipt']) expect(event).not.toHaveProperty(key)
  expect(stored[0]?.batch).not.toBe(stored[1]?.batch)
})

it('stores nothing of a visitor who has withdrawn since, and forgets it', async () => {
  const policy = 'version: 1\nonWithdrawal: stop\n'
  const before = await open(none, { policy })
  const { tell, cookie, receipt } = await visit(before)
  await tell([broken('blue')])
  expect((await before.failed()).failed[0]).toHaveProperty('subject')
  const withdrawn = await before.ask('/w/c', {
    method: 'POST',
    body: JSON.stringify({ v: 1, site: 'shop', consent: { granted: [], denied: ['analytics'], at: now, receipt } }),
    headers: { Cookie: cookie, Origin: origin },
  })
  expect(withdrawn.status).toBe(200)
  const after = await open(cups, { from: before, policy })
  const { body } = await after.act('replay', { site: 'shop' })
  expect(body.verdicts).toMatchObject([{ verdict: 'dropped', code: 'consent_withdrawn' }])
  expect(await after.stored()).toHaveLength(1)
  expect((await after.failed()).failed).toEqual([])
})

it('asks the policy of today', async () => {
  const before = await open(none)
  const { tell } = await visit(before)
  await tell([broken('blue')])
  const marketing = cups.replace('    data:', '    purpose: marketing\n    data:')
  const after = await open(marketing, { from: before })
  const { body } = await after.act('replay', { site: 'shop' })
  expect(body.verdicts).toMatchObject([{ verdict: 'dropped', code: 'consent_unknown' }])
  expect([await after.stored(), (await after.failed()).failed]).toMatchObject([[{ type: 'page.viewed' }], []])
})

it('of what is described only changes nothing', async () => {
  const collector = await open(none)
  await collector.tell(batch([view({ title: 'x'.repeat(40_000) }), { id: 'none', type: 'page.viewed', at: now }]))
  const { body } = await collector.act('replay', { site: 'shop' })
  expect(body.counts).toEqual({ accepted: 0, duplicate: 0, rejected: 2, dropped: 0 })
  expect((await collector.failed()).failed).toHaveLength(2)
})

it('loses nothing when the log fails in the middle', async () => {
  const before = await open(none)
  const { tell } = await visit(before)
  await tell([broken('blue'), broken('green')])
  let fails = true
  const after = await open(cups, {
    from: before,
    options: {
      log: (log) => ({
        ...log,
        append: (...given) =>
          fails ? Promise.reject(new LogUnavailable('The disk of this test is full.')) : log.append(...given),
      }),
    },
  })
  expect((await after.act('replay', { site: 'shop' })).status).toBe(503)
  expect((await after.failed()).failed).toHaveLength(2)
  fails = false
  expect((await after.act('replay', { site: 'shop' })).body.counts).toMatchObject({ accepted: 2 })
  expect(await after.stored()).toHaveLength(3)
})

it('twice at once stores each once', async () => {
  const before = await open(none)
  const { tell } = await visit(before)
  await tell(Array.from({ length: 20 }, (_, n) => broken('blue', { n })))
  const after = await open(cups, { from: before })
  const both = await Promise.all([after.act('replay', { site: 'shop' }), after.act('replay', { site: 'shop' })])
  expect(both.reduce((sum, { body }) => sum + body.counts.accepted, 0)).toBe(20)
  expect(await after.stored()).toHaveLength(21)
  expect((await after.failed()).failed).toEqual([])
})
