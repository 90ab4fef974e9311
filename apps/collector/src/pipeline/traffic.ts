import { recent } from '@wend/privacy/recent'
import type { CloudEvent } from '@wend/protocol'

type Traffic = Partial<
  Pick<CloudEvent, `campaign${'source' | 'medium' | 'name' | 'term' | 'content'}` | 'trafficchannel'>
>

/** Hosts by the class of visitor they send. A host matches itself, its subdomains and, for `name.`, every ending. */
const hosts: readonly (readonly [channel: string, names: RegExp])[] = [
  [
    'ai',
    /(^|\.)(chatgpt\.com|chat\.openai\.com|perplexity\.ai|claude\.ai|copilot\.microsoft\.com|gemini\.google\.com|chat\.mistral\.ai|deepseek\.com)$/,
  ],
  ['email', /^(mail|webmail|outlook|deref-)[\w-]*\.|(^|\.)mail\.(google|yahoo|proton)\.\w+$/],
  [
    'search',
    /(^|\.)(google|bing|duckduckgo|ecosia|qwant|startpage|yandex|baidu|yahoo|naver|seznam|kagi)\.[a-z.]{2,8}$|^search\.brave\.com$/,
  ],
  [
    'social',
    /(^|\.)(facebook|instagram|linkedin|pinterest|reddit|tiktok|twitter|x|youtube|threads|xing|bsky|snapchat)\.(com|net|app|de)$|^(t\.co|lnkd\.in|youtu\.be|mastodon\.\w+)$/,
  ],
]

const attributes = new Map([
  ['utm_source', 'campaignsource'],
  ['utm_medium', 'campaignmedium'],
  ['utm_campaign', 'campaignname'],
  ['utm_term', 'campaignterm'],
  ['utm_content', 'campaigncontent'],
] as const) as ReadonlyMap<string, keyof Traffic>

const queryOf = (url: string): string => {
  const start = url.indexOf('?') + 1
  if (start === 0) return ''
  const hash = url.indexOf('#', start)
  return hash < 0 ? url.slice(start) : url.slice(start, hash)
}

const decoded = (value: string): string => {
  if (!/[%+]/.test(value)) return value
  try {
    return decodeURIComponent(value.replaceAll('+', ' '))
  } catch {
    return value
  }
}

/** Host with its port. A whole URL parser would take longer than everything else that is done with a page view. */
const hostOf = (url: string): string | undefined => /^https?:\/\/([^/?#]+)/i.exec(url)?.[1]?.toLowerCase()

/**
 * Says how a visitor came to a page, from its (already cleaned) address and referrer, or from those of the page where they
 * came in. A campaign wins over a referrer.
 */
export function traffic(data: Readonly<Record<string, unknown>>): Traffic {
  if (data.via === 'navigation' || data.via === 'restored') return { trafficchannel: 'internal' }
  const { url, referrer, landing = url } = data
  const { campaign, host } = entryOf(textOf(landing))
  return { ...campaign, trafficchannel: channelOf(host, entryOf(textOf(referrer)).host, campaign.campaignmedium) }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What an address says. A visit names the same ones again and again, each page as the referrer of the next. */
const entryOf = recent(1000, (url): { campaign: Traffic; host: string | undefined } => {
  const campaign: Traffic = {}
  for (const pair of queryOf(url).split('&')) {
    const equals = pair.indexOf('=')
    const attribute = attributes.get(pair.slice(0, equals))
    if (attribute && equals > 0 && pair.length > equals + 1)
      campaign[attribute] ??= decoded(pair.slice(equals + 1)).slice(0, 100)
  }
  return { campaign, host: hostOf(url) }
})

function channelOf(page: string | undefined, referrer: string | undefined, medium: string | undefined): string {
  if (medium) {
    if (/^(cpc|ppc|cpm|paid|display|banner|affiliate)/i.test(medium)) return 'paid'
    if (/^e?-?mail|newsletter/i.test(medium)) return 'email'
    return /social/i.test(medium) ? 'social' : 'campaign'
  }
  if (!referrer) return 'direct'
  if (referrer === page) return 'internal'
  const name = referrer.replace(/:\d+$/, '')
  return hosts.find(([, names]) => names.test(name))?.[0] ?? 'referral'
}
