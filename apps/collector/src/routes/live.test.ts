import { batchReport } from '@wend/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { batch, id, listen, now, type Running, start, view } from '../testing.ts'

let collector: Running
beforeEach(async () => {
  collector = await start()
})
afterEach(() => collector.stop())
const open = (headers = {}) => listen(`${collector.url}/api/live`, { ...collector.bearer, ...headers })
const parse = ({ data }: { data: string }) => batchReport.strict().parse(JSON.parse(data))

describe('the live reports', () => {
  it('tell of each event of a batch what became of it', async () => {
    const reader = await open()
    const stored = view({ url: 'https://shop.example/shoes?q=boots&session=1', title: 'Shoes' }, { at: now - 3000 })
    const events = [stored, stored, view({ url: 1 }), { id: id(), type: 'custom.coupon_shown', at: now }, 'nonsense']
    await collector.tell(batch(events, { consent: { granted: ['analytics'], source: 'cmp', at: now } }))
    const report = parse((await reader.next())[0] ?? { data: '' })
    reader.leave()
    expect(report).toMatchObject({
      site: 'shop',
      received: new Date(now).toISOString(),
      consent: { granted: ['analytics'], source: 'cmp' },
      events: [
        {
          verdict: 'accepted',
          display: 'Viewed Shoes',
          page: '/shoes?q=boots',
          sequence: '0000000000000001',
          channel: 'web',
          family: 'page',
          held: 3000,
        },
        { verdict: 'duplicate', type: 'page.viewed', pointer: '/events/1/id' },
        { verdict: 'rejected', code: 'invalid_data', type: 'page.viewed' },
        { verdict: 'rejected', code: 'invalid_event', id: null },
        { verdict: 'dropped', code: 'consent_unknown', family: 'custom' },
      ],
    })
  })

  it('name a type that nobody declared only where it is made of words', async () => {
    const reader = await open()
    const named = (type: string) => ({ id: id(), type, at: now })
    await collector.tell(batch([named('sample.ordered'), named('jo@example.com'), named('call.491701234567')]))
    const report = parse((await reader.next())[0] ?? { data: '' })
    reader.leave()
    expect(report.events.map(({ type, code }) => `${code} ${type}`)).toEqual([
      'unknown_type sample.ordered',
      'unknown_type undefined',
      'unknown_type undefined',
    ])
  })

  it('begin with the last hundred, and go on after Last-Event-ID', async () => {
    for (let second = 0; second < 6; second++) {
      collector.at(second * 1000)
      for (let count = 0; count < 20; count++) await collector.tell(batch([view()]))
    }
    const first = await open()
    const seen = await first.next(100)
    first.leave()
    const second = await open({ 'Last-Event-ID': seen[98]?.id ?? '' })
    expect((await second.next())[0]).toEqual(seen[99])
    second.leave()
  })

  it('describe no more than fifty batches a second', async () => {
    for (let count = 0; count < 60; count++) await collector.tell(batch([view()]))
    collector.at(1000)
    const marked = view({ title: 'After' })
    await collector.tell(batch([marked]))
    const reader = await open()
    expect(JSON.stringify((await reader.next(51))[50])).toContain(String(marked.id))
    reader.leave()
  })

  it('are told what was said when nothing was said about consent', async () => {
    await collector.tell(batch([view()], { consent: undefined }))
    const reader = await open()
    expect(parse((await reader.next())[0] ?? { data: '' }).consent).toBeNull()
    reader.leave()
  })

  it('are closed without the token', async () => {
    expect((await collector.ask('/api/live')).status).toBe(401)
  })
})
