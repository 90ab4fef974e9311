import type { CloudEvent } from '@wend/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batch, type Running, start, view } from '../testing.ts'

let collector: Running
let after = 0
beforeAll(async () => {
  collector = await start()
})
afterAll(() => collector.stop())

/** What is stored of one page view. */
async function stored(data: Record<string, unknown>, headers: Record<string, string> = {}): Promise<CloudEvent> {
  await collector.tell(batch([view(data)]), headers)
  const [event] = await collector.stored(`&after=${after++}`)
  if (!event) throw new Error('Nothing was stored.')
  return event
}

describe('the way a visitor came', () => {
  it.each<[channel: string, referrer: string | undefined, query?: string, via?: string]>([
    ['direct', undefined],
    ['direct', ''],
    ['direct', 'not an address'],
    ['internal', 'https://shop.example/shoes'],
    ['internal', 'https://www.google.com/', '', 'navigation'],
    ['internal', undefined, '', 'restored'],
    ['referral', 'https://blog.example/post'],
    ['referral', 'https://shop.example.evil.example/'],
    ['referral', 'https://notgoogle.example/'],
    ['search', 'https://www.google.com/'],
    ['search', 'https://www.google.co.uk/search'],
    ['search', 'https://duckduckgo.com/'],
    ['search', 'https://www.bing.com/'],
    ['search', 'https://search.brave.com/'],
    ['search', 'https://de.search.yahoo.com/'],
    ['search', 'https://www.ecosia.org/'],
    ['search', 'https://www.ecosia.org/', 'gclid=1'],
    ['ai', 'https://chatgpt.com/'],
    ['ai', 'https://www.perplexity.ai/search'],
    ['ai', 'https://claude.ai/'],
    ['ai', 'https://gemini.google.com/'],
    ['ai', 'https://copilot.microsoft.com/'],
    ['social', 'https://www.facebook.com/'],
    ['social', 'https://l.instagram.com/'],
    ['social', 'https://t.co/abc'],
    ['social', 'https://out.reddit.com/'],
    ['social', 'https://www.linkedin.com/'],
    ['social', 'https://mastodon.social/'],
    ['email', 'https://mail.google.com/'],
    ['email', 'https://outlook.live.com/'],
    ['email', 'https://deref-gmx.net/'],
    ['paid', 'https://www.google.com/', 'utm_medium=cpc'],
    ['paid', undefined, 'utm_medium=Display'],
    ['email', undefined, 'utm_medium=email'],
    ['email', undefined, 'utm_medium=newsletter'],
    ['email', undefined, 'utm_medium=e-mail'],
    ['social', 'https://blog.example/', 'utm_medium=social'],
    ['campaign', 'https://www.google.com/', 'utm_medium=qr'],
  ])('is %s from %s with ?%s by %s', async (channel, referrer, query = '', via) => {
    const url = `https://shop.example/?${query}`
    expect((await stored({ url, ...(referrer !== undefined && { referrer }), via })).trafficchannel).toBe(channel)
  })

  it('is that of the landing where the visitor agreed on a later page', async () => {
    const landing = 'https://shop.example/?utm_source=news&utm_medium=email'
    const data = { url: 'https://shop.example/b', via: 'consent', landing, referrer: 'https://blog.example/' }
    expect(await stored(data)).toMatchObject({ trafficchannel: 'email', campaignsource: 'news' })
  })

  it('carries the five names of a campaign, cleaned and cut', async () => {
    const query = new URLSearchParams({
      utm_source: 'spring letter',
      utm_medium: 'email',
      utm_campaign: 'x'.repeat(31).concat(' ').repeat(6),
      utm_term: 'canary@example.org',
      utm_content: '',
    })
    const { campaignsource, campaignmedium, campaignname, campaignterm, campaigncontent } = await stored({
      url: `https://shop.example/?${query}`,
    })
    expect([campaignsource, campaignmedium, campaigncontent]).toEqual(['spring letter', 'email', undefined])
    expect(campaignname).toHaveLength(100)
    expect(campaignterm).not.toContain('canary')
  })

  it('is said of page views alone', async () => {
    await collector.tell(batch([{ ...view(), type: 'page.left' }]))
    const [event] = await collector.stored(`&after=${after++}`)
    expect(event).not.toHaveProperty('trafficchannel')
  })
})

describe('an order', () => {
  const placed = (type: string, data = {}) => batch([{ ...view(), type, data: { order: 'A-7', ...data } }])
  const told = async (...args: Parameters<Running['tell']>) => {
    await collector.tell(...args)
    return (await collector.stored(`&after=${after++}`))[0]?.data
  }

  it.each(['order.placed', 'order.paid', 'order.refunded', 'order.cancelled', 'order.shipped'])(
    'that a browser tells of is a claim, whatever it says: %s',
    async (type) => {
      expect(await told(placed(type))).toEqual({ order: 'A-7', claimed: true })
      expect(await told(placed(type, { claimed: false }))).toEqual({ order: 'A-7', claimed: true })
    },
  )

  it('that the shop’s own system tells of is none', async () => {
    expect(await told(placed('order.paid'), { Authorization: `Bearer ${collector.token}` })).toEqual({ order: 'A-7' })
  })
})

const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36'
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1'
const ipad =
  'Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1'

describe('the device', () => {
  it.each([
    ['Chrome on Linux', chrome, { device: 'desktop', browser: 'Chrome 131', os: 'Linux', botscore: 0 }],
    [
      'Firefox on Windows',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0',
      { device: 'desktop', browser: 'Firefox 133', os: 'Windows', botscore: 0 },
    ],
    [
      'Edge on Windows',
      `${chrome.replace('X11; Linux x86_64', 'Windows NT 10.0; Win64; x64')} Edg/131.0.0.0`,
      { device: 'desktop', browser: 'Microsoft Edge 131', os: 'Windows', botscore: 0 },
    ],
    ['Safari on an iPhone', iphone, { device: 'mobile', browser: 'Safari 18', os: 'iOS', botscore: 0 }],
    ['Safari on an iPad', ipad, { device: 'tablet', browser: 'Safari 17', os: 'iOS', botscore: 0 }],
    [
      'Googlebot',
      'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      { device: 'bot', botscore: 100, botreason: expect.stringMatching(/^[a-z]+$/) },
    ],
    ['curl', 'curl/8.10.1', { botscore: 100, botreason: 'pattern' }],
    ['headless Chrome', chrome.replace('Chrome', 'HeadlessChrome'), { botscore: 100, botreason: 'headless' }],
    ['a name nobody knows', 'Anna/1.0 (Schmidt)', { botscore: 100, botreason: 'pattern' }],
    ['an e-mail address', 'canary@example.org/1.0 (canary)', { botscore: 100, botreason: 'pattern' }],
    ['a phone number', '491701234567', { botscore: 100, botreason: 'pattern' }],
    ['a phone number for a version', chrome.replace('131', '491701234567'), { browser: 'Chrome' }],
  ])('of %s is told in classes, and none of the agent itself is kept', async (_, agent, expected) => {
    const event = await stored({}, { 'User-Agent': agent })
    expect(event).toMatchObject(expected)
    expect(JSON.stringify(event)).not.toMatch(/canary|anna|schmidt|1701234567|Mozilla|KHTML/i)
  })

  it('without a user agent is unknown and no person', async () => {
    const body = JSON.stringify(batch([view()]))
    await collector.raw(
      `POST /w/e HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    )
    const [event] = await collector.stored(`&after=${after++}`)
    expect(event).toMatchObject({ device: 'unknown', botscore: 100, botreason: 'no user agent' })
  })
})

describe('the country', () => {
  it.each([
    ['comes from the configured header', { 'X-Country': 'DE' }, 'DE'],
    ['comes from no other', { 'CF-IPCountry': 'DE', 'X-Vercel-IP-Country': 'DE' }, undefined],
    ['has two letters', { 'X-Country': 'DEU' }, undefined],
    ['is in capitals', { 'X-Country': 'de' }, undefined],
    ['is nothing else', { 'X-Country': 'canary@example.org' }, undefined],
  ])('%s', async (_, headers, country) => {
    expect((await stored({}, headers as unknown as Record<string, string>)).country).toBe(country)
  })

  it('is not known where no header is configured', async () => {
    const headers = { 'X-Country': 'DE', Origin: 'https://www.open.example' }
    await collector.tell(batch([view()], { site: 'open' }), headers)
    const [event] = await collector.stored(`&after=${after++}`)
    expect(event).not.toHaveProperty('country')
  })
})
