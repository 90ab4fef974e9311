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

const campaign = {
  source: 'campaignsource',
  medium: 'campaignmedium',
  campaign: 'campaignname',
  term: 'campaignterm',
  content: 'campaigncontent',
} as const

const parse = (url: unknown): URL | undefined => (typeof url === 'string' ? (URL.parse(url) ?? undefined) : undefined)

/** Says how a visitor came to a page, from its (already cleaned) address and referrer. A campaign wins over a referrer. */
export function traffic(data: Readonly<Record<string, unknown>>): Traffic {
  if (data.via === 'navigation' || data.via === 'restored') return { trafficchannel: 'internal' }
  const page = parse(data.url)
  const found: Traffic = {}
  for (const [key, attribute] of Object.entries(campaign)) {
    const value = page?.searchParams.get(`utm_${key}`)
    if (value) found[attribute] = value.slice(0, 100)
  }
  found.trafficchannel = channelOf(page, parse(data.referrer), found.campaignmedium)
  return found
}

function channelOf(page: URL | undefined, referrer: URL | undefined, medium: string | undefined): string {
  if (medium) {
    if (/^(cpc|ppc|cpm|paid|display|banner|affiliate)/i.test(medium)) return 'paid'
    if (/^e?-?mail|newsletter/i.test(medium)) return 'email'
    return /social/i.test(medium) ? 'social' : 'campaign'
  }
  if (!referrer) return 'direct'
  if (referrer.host === page?.host) return 'internal'
  return hosts.find(([, names]) => names.test(referrer.hostname))?.[0] ?? 'referral'
}
