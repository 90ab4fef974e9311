import { sha256 } from '@wend/privacy/pseudonym'
import { LogUnavailable } from '@wend/storage/log'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Batch, batch, id, now, view } from '../testing.ts'
import { burst } from './budget.ts'
import { type Failing, startFailed } from './testing.ts'

let collector: Failing
let before: Record<string, number>
const metrics = async () => ({
  ...(await collector.metric('wend_failed_stored_total')),
  ...(await collector.metric('wend_failed_unstored_total')),
})
beforeAll(async () => {
  collector = await startFailed()
})
afterAll(() => collector.stop())
beforeEach(async () => {
  await collector.act('discard', { site: 'shop' })
  before = await metrics()
})
/** What was counted of failed events in this test. */
const counted = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(await metrics()).flatMap(([labels, count]) => {
      const here = count - (before[labels] ?? 0)
      return here ? [[labels, here]] : []
    }),
  )

const unknown = (more: Batch = {}): Batch => ({
  id: id(),
  type: 'custom.cup_broken',
  at: now,
  data: { cup: 'blue' },
  ...more,
})
/** A visitor who has agreed, with the cookie and the receipt that the collector gave them. */
async function visitor() {
  const response = await collector.post(batch([view()]))
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  const { receipt } = (await response.json()) as { receipt: string }
  return { cookie, consent: { granted: ['analytics'], source: 'banner', receipt } }
}

describe('a rejected event', () => {
  it('is kept with its reason, its place, its time and what it said', async () => {
    const event = view({ url: 1, title: 'Mugs' })
    await collector.tell(batch([view(), event]), { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0' })
    const { failed, counts } = await collector.failed()
    expect(failed).toEqual([
      {
        id: expect.stringMatching(/^\d{16}$/),
        site: 'shop',
        type: 'page.viewed',
        subject: (await collector.stored()).at(-1)?.subject,
        code: 'invalid_data',
        pointer: '/data/url',
        message: expect.stringContaining('A field of the data is missing or wrong.'),
        time: '2026-11-22T12:00:00.000Z',
        event: { ...event, data: { url: 1, title: 'Mugs' } },
        whole: true,
        attributes: expect.objectContaining({ granted: 'analytics', device: 'desktop', receipt: expect.any(String) }),
        consent: { says: { analytics: true }, source: 'banner' },
      },
    ])
    expect(counts).toEqual([{ code: 'invalid_data', type: 'page.viewed', count: 1 }])
  })

  it('is kept once, however often it is sent', async () => {
    const event = unknown()
    for (let i = 0; i < 3; i++) await collector.tell(batch([event, { nothing: 'here' }, event]))
    expect((await collector.failed()).counts.map(({ count }) => count)).toEqual([1, 1])
    expect(await counted()).toEqual({
      '{site="shop",known="no"}': 2,
      '{site="shop",known="yes"}': 7,
    })
  })

  it('is not kept where it was dropped or is a duplicate', async () => {
    const event = view()
    await collector.tell(batch([event, event, { id: id(), type: 'custom.coupon_shown', at: now }]))
    expect((await collector.failed()).failed).toEqual([])
  })

  it.each<[string, Batch, Record<string, string>]>([
    ['nobody has agreed', batch([unknown(), view({ url: 1 })], { consent: undefined }), {}],
    ['its purpose was refused', batch([unknown()], { consent: { granted: [], denied: ['analytics'] } }), {}],
    ['only another purpose was agreed to', batch([unknown(), {}], { consent: { granted: ['marketing'] } }), {}],
    ['its own purpose was not agreed to', batch([{ id: id(), type: 'custom.coupon_shown', at: 'never' }]), {}],
  ])('is not kept where %s', async (_, body, headers) => {
    const { others } = await collector.tell(body, headers)
    expect((await collector.failed()).failed).toEqual([])
    expect(await counted()).toEqual({ '{site="shop",reason="consent"}': others.length })
  })

  it('is not kept of a visitor who has withdrawn', async () => {
    const { cookie, consent } = await visitor()
    const withdrawal = { v: 1, site: 'shop', consent: { granted: [], denied: ['analytics'], at: now } }
    const answer = await collector.ask('/w/c', {
      method: 'POST',
      body: JSON.stringify(withdrawal),
      headers: { Cookie: cookie, Origin: 'https://shop.example' },
    })
    expect(answer.status).toBe(200)
    await collector.tell(batch([unknown()], { consent }), { Cookie: cookie })
    expect((await collector.failed()).failed).toEqual([])
  })

  it('of nobody names no visitor, tab or batch', async () => {
    await collector.tell(
      batch([unknown({ n: 3, view: 'v1' })], { tab: 't1', consent: { granted: ['analytics'], nobody: true } }),
    )
    const [one] = (await collector.failed()).failed
    expect(one).not.toHaveProperty('subject')
    expect(Object.keys(one?.attributes ?? {})).not.toContain('tab')
    expect(Object.keys(one?.attributes ?? {})).not.toContain('batch')
    expect(one?.event).toEqual({ id: one?.event.id, type: 'custom.cup_broken', at: now, data: { cup: 'blue' } })
  })

  it('of a visitor who gets no cookie for it is nobody’s', async () => {
    await collector.tell(batch([unknown()]))
    expect((await collector.failed()).failed[0]).not.toHaveProperty('subject')
  })

  it('that is too large is described, not cut', async () => {
    const event = view({ title: 'x'.repeat(40_000), 'jo@shop.example': 1, more: 1 })
    await collector.tell(batch([event]))
    const [one] = (await collector.failed()).failed
    expect(one).toMatchObject({
      code: 'event_too_large',
      whole: false,
      bytes: Buffer.byteLength(JSON.stringify(event)),
      event: { type: 'page.viewed', id: event.id },
      left: ['url', 'title', 'more'],
    })
    expect(one?.event).not.toHaveProperty('data')
  })

  it('that says who somebody is leaves nothing of what it says', async () => {
    const identifiers = { email: sha256('jo@shop.example'), customer: 'Jo Doe' }
    await collector.tell(
      batch([
        { id: id(), type: 'identity.claimed', at: now, data: { identifiers } },
        { id: id(), type: 'identity.guessed', at: now, data: { name: 'Jo Doe' } },
        { id: id(), type: 'Identity.claimed ', at: now, data: { name: 'Jo Doe' } },
      ]),
    )
    const text = JSON.stringify(await collector.failed())
    expect(text).not.toContain('Doe')
    expect(text).not.toContain(identifiers.email)
    expect((await collector.failed()).failed.map(({ whole, left }) => [whole, left])).toEqual([
      [false, ['identifiers']],
      [false, ['name']],
      [false, ['name']],
    ])
  })

  it('names fields that nobody declared, and keeps nothing of what they say', async () => {
    const data = { form: 'a', value: 'what somebody typed', 'my name is Jo': 1, sub: { deep: 'secret' } }
    await collector.tell(batch([{ id: id(), type: 'form.viewed', at: 'now', data, user: 'Jo' }]))
    const [one] = (await collector.failed()).failed
    expect(one?.event).toMatchObject({ at: 'now', data: { form: 'a' } })
    expect(one?.left).toEqual(['value', 'sub', 'user'])
    expect(JSON.stringify(one)).not.toMatch(/typed|secret|Jo/)
  })
})

describe('a failed event', () => {
  it('is kept apart: what cannot be kept costs no good event', async () => {
    const full = async () => {
      throw new LogUnavailable('The disk of this test is full.')
    }
    const own = await startFailed({ failed: (log) => ({ ...log, append: full }) })
    const answer = await own.tell(batch([view(), unknown(), view()]))
    expect([answer.accepted, answer.others.map(({ verdict }) => verdict)]).toEqual([2, ['rejected']])
    expect(await own.metric('wend_failed_unstored_total')).toEqual({ '{site="shop",reason="unavailable"}': 1 })
    expect(own.output()).toContain('failed events could not be kept')
    await own.stop()
  })

  it('is not kept where its batch is to be sent again', async () => {
    const own = await startFailed({
      log: (log) => ({ ...log, append: () => Promise.reject(new LogUnavailable('The disk of this test is full.')) }),
    })
    expect((await own.post(batch([view(), unknown()]))).status).toBe(503)
    expect((await own.failed()).failed).toEqual([])
    await own.stop()
  })

  it('is one of so many at most, and the rest are counted', async () => {
    const own = await startFailed()
    const flood = () => batch(Array.from({ length: 500 }, () => unknown()))
    for (let i = 0; i < burst / 500 + 1; i++) await own.tell(flood())
    expect(await own.metric('wend_failed_unstored_total')).toEqual({ '{site="shop",reason="rate"}': 500 })
    expect((await own.failed()).counts).toMatchObject([{ count: burst }])
    own.at(60_000)
    await own.tell(batch([unknown()]))
    expect((await own.failed()).counts).toMatchObject([{ count: burst + 1 }])
    await own.stop()
  })
})
