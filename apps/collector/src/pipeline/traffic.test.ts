import { describe, expect, it } from 'vitest'
import { traffic } from './traffic.ts'

const page = 'https://shop.example/shoes'
const landing = 'https://shop.example/?utm_source=news&utm_medium=email'

describe('the way to a page', () => {
  it.each<[what: string, data: Record<string, unknown>, found: object]>([
    [
      'of its own campaign',
      { url: landing },
      { campaignsource: 'news', campaignmedium: 'email', trafficchannel: 'email' },
    ],
    [
      'of the page where the visitor came in, once they agree to be known',
      { url: page, landing, via: 'consent', referrer: 'https://search.example/' },
      { campaignsource: 'news', campaignmedium: 'email', trafficchannel: 'email' },
    ],
    [
      'of the referrer there, where that has no campaign',
      {
        url: `${page}?utm_source=x`,
        landing: 'https://shop.example/',
        via: 'consent',
        referrer: 'https://www.google.com/',
      },
      { trafficchannel: 'search' },
    ],
    ['of a page that has neither', { url: page, landing: page, via: 'consent' }, { trafficchannel: 'direct' }],
    ['of a page inside the site', { url: landing, via: 'navigation' }, { trafficchannel: 'internal' }],
  ])('is that %s', (_, data, found) => {
    expect(traffic(data)).toEqual(found)
  })
})

describe('the page before', () => {
  const own = (origin: string) => origin === 'https://pay.example'
  it.each([
    ['', 'direct'],
    ['https://shop.example/', 'internal'],
    ['https://pay.example/', 'internal'],
    ['https://partner.example/', 'referral'],
    ['https://www.google.co.uk/', 'search'],
    ['https://www.bing.com:443/', 'search'],
    ['android-app://com.google.android.googlequicksearchbox/', 'search'],
    ['https://lm.facebook.com/', 'social'],
    ['android-app://com.linkedin.android', 'social'],
    ['https://mail.google.com/', 'email'],
    ['android-app://com.google.android.gm', 'email'],
    ['https://chatgpt.com/', 'ai'],
    ['android-app://com.openai.chatgpt', 'ai'],
    ['https://notchatgpt.com/', 'referral'],
  ])('%s makes a visit that is %s', (referrer, channel) => {
    expect(traffic({ url: page, referrer }, own)).toEqual({ trafficchannel: channel })
  })
})
