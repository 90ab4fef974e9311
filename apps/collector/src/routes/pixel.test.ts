import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { batch, id, type Running, start, view } from '../testing.ts'

let collector: Running
beforeEach(async () => {
  collector = await start()
})
afterEach(() => collector.stop())
const pixel = (query: Record<string, string>, headers: Record<string, string> = {}) =>
  collector.ask(`/w/p.gif?${new URLSearchParams({ site: 'shop', type: 'custom.coupon_shown', ...query })}`, { headers })

describe('the pixel', () => {
  it('stores one event with consent, and answers a transparent GIF without a cookie', async () => {
    const response = await pixel({ granted: 'marketing,analytics' })
    const bytes = Buffer.from(await response.arrayBuffer())
    expect([response.status, bytes.subarray(0, 6).toString(), bytes.length]).toEqual([200, 'GIF89a', 43 - 1])
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/gif',
      'cache-control': 'no-store',
    })
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(await collector.only()).toMatchObject({ type: 'custom.coupon_shown', consentsource: 'pixel' })
  })

  it.each([
    ['no consent', {}],
    ['consent to something else', { granted: 'analytics' }],
    ['a purpose nobody knows', { granted: 'everything' }],
  ])('answers the same and stores nothing with %s', async (_, query) => {
    const response = await pixel(query)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/gif'])
    expect(await collector.stored()).toEqual([])
  })

  it('asked twice with one id counts once', async () => {
    const query = { granted: 'marketing', id: id() }
    await Promise.all([pixel(query), pixel(query), pixel(query)])
    expect((await collector.only()).id).toBe(query.id)
  })

  it('takes texts of the data, cleaned', async () => {
    await pixel({
      granted: 'analytics',
      type: 'page.viewed',
      'data.url': 'https://shop.example/?email=canary@example.org',
      'data.title': 'Hello canary@example.org',
      'data.__proto__': 'x',
      'data.constructor': 'x',
    })
    expect((await collector.only()).data).toEqual({ url: 'https://shop.example/', title: 'Hello [email]' })
  })

  it('is nobody’s visit and nobody’s decision: a link on any page could have asked for it', async () => {
    const response = await collector.post(batch([view()]))
    const Cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    await pixel({ granted: 'marketing,analytics' })
    await pixel({ granted: 'marketing,analytics,personalisation' }, { Cookie })
    const [visit, ...pixels] = await collector.stored()
    expect(pixels.map(({ subject, receipt }) => [subject, receipt])).toEqual([[], []].map(() => [undefined, undefined]))
    expect(visit?.subject).toBeDefined()
  })

  it('is open to every page, since it may stand in an e-mail', async () => {
    expect((await pixel({ granted: 'marketing' }, { Origin: 'https://mail.example' })).status).toBe(200)
  })
})
