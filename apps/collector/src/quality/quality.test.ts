import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { batch, id, now, type Running, start, view } from '../testing.ts'
import { type Agent, agents, bot, day, report, type Sent, seeded, send, tab } from './testing.ts'

let collector: Running
beforeEach(async () => {
  collector = await start()
})
afterEach(() => collector.stop())

/** As long as a tab has to be quiet. */
const aDayLater = () => collector.at(day)

describe('what is lost', () => {
  it('is found exactly, by browser, however batches are cut, mixed, repeated and late', async () => {
    const random = seeded(4)
    const sent = { 'Chrome 156': 0, 'Firefox 153': 0, 'Safari 26': 0 }
    const dropped = { ...sent }
    const batches: Sent[][] = []
    for (let visit = 0; visit < 45; visit++) {
      const agent = Object.keys(agents)[visit % 3] as Agent
      const next = tab(agent)
      const events = Array.from({ length: 2 + Math.floor(random() * 20) }, () => next())
      // The last one arrives: whoever loses it and says nothing more cannot be told from somebody who left.
      const left = events.filter((_, index) => index === events.length - 1 || random() > 0.15)
      sent[agent] += events.length
      dropped[agent] += events.length - left.length
      while (left.length) batches.push(left.splice(0, 1 + Math.floor(random() * 6)))
    }
    const order = batches
      .flatMap((one) => (random() < 0.2 ? [one, one] : [one]))
      .map((one) => ({ one, at: random() }))
      .sort((one, other) => one.at - other.at)
    for (const { one } of order) await send(collector, one)

    const early = await report(collector)
    for (const agent of Object.keys(agents) as Agent[])
      expect([agent, early.of(agent)]).toMatchObject([agent, { missing: dropped[agent], lost: 0, rate: 0 }])
    aDayLater()
    const found = await report(collector)
    for (const agent of Object.keys(agents) as Agent[]) {
      const seen = sent[agent] - dropped[agent]
      expect(dropped[agent]).toBeGreaterThan(5)
      expect([agent, found.of(agent)]).toMatchObject([
        agent,
        { missing: 0, lost: dropped[agent], seen, accepted: seen, rate: dropped[agent] / sent[agent] },
      ])
    }
    expect(found.totals.duplicates).toBeGreaterThan(5)
    expect(found.totals.received).toBe(found.totals.accepted + found.totals.duplicates)
  })

  it('is lost no more when it comes after all', async () => {
    const next = tab()
    const [first, second, third] = [next(), next(), next()] as const
    await send(collector, [first, third])
    collector.at(3 * day)
    expect((await report(collector)).totals).toMatchObject({ lost: 1, missing: 0 })
    await send(collector, [second], { sent: now + 3 * day })
    expect((await report(collector)).totals).toMatchObject({ lost: 0, missing: 0, seen: 3, late: 1, veryLate: 1 })
  })

  it('belongs to the day on which a later number came', async () => {
    const next = tab()
    await send(collector, [next()])
    next()
    aDayLater()
    await send(collector, [next()])
    collector.at(3 * day)
    const { rows } = await report(collector)
    expect(rows.map(({ day, lost }) => [day, lost])).toEqual([
      ['2026-11-22', 0],
      ['2026-11-23', 1],
    ])
  })

  it('is missing from the beginning of a tab too', async () => {
    const next = tab()
    next()
    next()
    await send(collector, [next()])
    aDayLater()
    expect((await report(collector)).totals).toMatchObject({ lost: 2, seen: 1, rate: 2 / 3 })
  })

  it('is not what was refused, dropped or never had a number', async () => {
    const next = tab()
    await send(collector, [next(), next({ type: 'no.such_thing' }), next({ data: { url: 7 } }), next({ at: 'noon' })])
    await send(collector, [next()], { consent: { granted: [] } })
    await send(collector, [next()])
    await collector.tell(batch([view()]), { 'User-Agent': agents['Safari 26'] })
    aDayLater()
    expect((await report(collector)).totals).toMatchObject({
      received: 7,
      accepted: 3,
      rejected: 3,
      dropped: 1,
      seen: 6,
      lost: 0,
      missing: 0,
    })
  })

  it('counts what the tracker says it refused, and names what it threw away', async () => {
    const next = tab()
    const [first, , , fourth] = [next(), next(), next(), next()] as const
    await send(collector, [first, fourth], { lost: { large: 3, full: 1, old: 1 } })
    aDayLater()
    const { totals } = await report(collector)
    expect(totals).toMatchObject({ lost: 5, seen: 2, reported: { large: 3, full: 1, old: 1 }, rate: 5 / 7 })
  })

  it('is not told twice by a batch whose answer was lost', async () => {
    const next = tab()
    const [first, second] = [next(), next()] as const
    await send(collector, [first], { lost: { large: 3 } })
    await send(collector, [first, second], { lost: { large: 4 } })
    await send(collector, [next()], { lost: { large: 2 } })
    expect((await report(collector)).totals.reported.large).toBe(6)
  })
})

describe('what is counted', () => {
  it('keeps bots apart', async () => {
    const lone = { v: 1, site: 'shop', tab: 'crawler', consent: { granted: ['analytics'], source: 'banner' } }
    await collector.tell({ ...lone, events: [view({}, { n: 5 })] }, { 'User-Agent': bot })
    const found = await report(collector)
    expect([found.rows, found.totals.received, found.bots]).toEqual([[], 0, { received: 1 }])
  })

  it('knows late ones, and leaves out the time they waited for consent', async () => {
    const next = tab()
    const made = (ago: number) => next({ at: now - ago })
    await send(collector, [made(59_000), made(61_000), made(3_601_000)])
    expect((await report(collector)).totals).toMatchObject({ late: 2, veryLate: 1, outOfOrder: 0 })
    await send(collector, [made(4_000_000)], { consent: { granted: ['analytics'], source: 'banner', at: now - 1000 } })
    expect((await report(collector)).totals).toMatchObject({ late: 2, veryLate: 1 })
  })

  it('knows what came after a higher number, once each', async () => {
    const next = tab()
    const events = Array.from({ length: 6 }, () => next())
    const pick = (...numbers: number[]) => numbers.map((n) => events[n] as Sent)
    await send(collector, pick(0, 3))
    await send(collector, pick(2, 1))
    await send(collector, pick(2, 1))
    await send(collector, pick(4, 5))
    expect((await report(collector)).totals).toMatchObject({ outOfOrder: 2, duplicates: 2, seen: 6, missing: 0 })
  })

  it('counts what belongs to nobody, and watches no tab for it', async () => {
    await send(collector, [tab()()], { consent: { granted: ['analytics'], nobody: true } })
    const found = await report(collector)
    expect(found.totals).toMatchObject({ received: 1, seen: 0 })
    expect(await (await collector.ask('/metrics')).text()).toContain('wend_quality_tabs 0')
  })

  it('is asked for by site and days', async () => {
    await send(collector, [tab()()])
    await collector.tell(batch([view()], { site: 'open' }), {
      Origin: 'https://www.open.example',
      'User-Agent': agents['Safari 26'],
    })
    aDayLater()
    await send(collector, [tab()()])
    const count = async (query: string) => (await report(collector, query)).totals.received
    expect(await Promise.all(['', '?site=open', '?site=shop&from=2026-11-23', '?to=2026-11-22'].map(count))).toEqual([
      3, 1, 1, 2,
    ])
  })

  it('is refused to whoever asks wrongly, or has no token', async () => {
    const wrong = [
      ['?from=yesterday', 400, 'invalid_query'],
      ['?to=2026-02-30', 400, 'invalid_query'],
      ['?from=2026-11-22&to=2026-11-21', 400, 'invalid_query'],
      ['?from=2020-01-01', 400, 'invalid_query'],
      ['?site=nowhere', 403, 'unknown_site'],
    ] as const
    for (const [query, status, code] of wrong) {
      const response = await collector.ask(`/api/quality${query}`, { headers: collector.bearer })
      expect([query, response.status, await response.json()]).toMatchObject([query, status, { code }])
    }
    expect((await collector.ask('/api/quality')).status).toBe(401)
  })

  it('stands among the metrics', async () => {
    const next = tab()
    next()
    await send(collector, [next()])
    aDayLater()
    const metrics = await (await collector.ask('/metrics')).text()
    for (const line of ['kind="seen"} 1', 'kind="lost"} 1', 'kind="missing"} 0'])
      expect(metrics).toContain(`wend_quality_events{site="shop",${line}`)
  })
})

describe('a hostile sender', () => {
  it('makes no loss of numbers that are none', async () => {
    const numbers = ['5', 1.5, -1, Number.MAX_SAFE_INTEGER, null, [3], { n: 3 }]
    for (const n of numbers) await send(collector, [tab()({ n })])
    expect((await report(collector)).totals).toMatchObject({ received: numbers.length, seen: 0, missing: 0, lost: 0 })
  })

  it('claims a jump that nobody believes', async () => {
    const next = tab()
    await send(collector, [next(), next({ n: 9_999_999_999 })])
    await send(collector, [tab()({ n: 20_000 })])
    expect((await report(collector)).totals).toMatchObject({ seen: 3, missing: 0 })
  })

  it('is not believed in what it says it let go', async () => {
    const claims = [[], 'many', 7, '{"__proto__":{"large":9}}', { large: -4, full: 2.5, old: '7' }, { huge: 1e9 }]
    for (const lost of claims) {
      const { status } = await collector.post(batch([view({}, { n: 0 })], { tab: id(), lost }), {
        'User-Agent': agents['Safari 26'],
      })
      expect([200, 400]).toContain(status)
    }
    await send(collector, [tab()()], { lost: { large: 5_000_000_000 } })
    expect((await report(collector)).totals).toMatchObject({
      reported: { large: 10_000, full: 0, old: 0 },
      lost: 10_000,
    })
  })

  it('fills no more than one day can hold with names of browsers, and pushes no real one out', async () => {
    const agent = (major: number) => agents['Chrome 156'].replace('156', String(major))
    const claim = (major: number) =>
      collector.tell(batch([view({}, { n: 0 })], { tab: id() }), { 'User-Agent': agent(major) })
    for (let major = 1000; major < 1100; major++) await claim(major)
    for (let visit = 0; visit < 3; visit++) await claim(156)
    const { browsers, totals } = await report(collector)
    expect(browsers.length).toBeLessThanOrEqual(61)
    expect(browsers.find(({ browser }) => browser === 'Chrome 156')?.received).toBe(3)
    expect(totals.received).toBe(103)
  })
})
