import { recent } from '@wend/privacy/recent'
import type { CloudEvent } from '@wend/protocol'

type Traffic = Partial<
  Pick<CloudEvent, `campaign${'source' | 'medium' | 'name' | 'term' | 'content'}` | 'trafficchannel'>
>

/** Hosts by the class of visitor they send, and names of Android apps, which send theirs. A host matches itself, its subdomains and, for `name.`, every ending. */
const hosts: readonly (readonly [channel: string, names: RegExp])[] = [
  [
    'ai',
    /(^|\.)(chatgpt\.com|chat\.openai\.com|perplexity\.ai|claude\.ai|copilot\.microsoft\.com|gemini\.google\.com|chat\.mistral\.ai|deepseek\.com)$|^com\.openai\.chatgpt$/,
  ],
  [
    'email',
    /^(mail|webmail|outlook|deref-)[\w-]*\.|(^|\.)mail\.(google|yahoo|proton)\.\w+$|^com\.google\.android\.gm$/,
  ],
  [
    'search',
    /(^|\.)(google|bing|duckduckgo|ecosia|qwant|startpage|yandex|baidu|yahoo|naver|seznam|kagi)\.[a-z.]{2,8}$|^search\.brave\.com$|^com\.google\.android\.googlequicksearchbox$/,
  ],
  [
    'social',
    /(^|\.)(facebook|instagram|linkedin|pinterest|reddit|tiktok|twitter|x|youtube|threads|xing|bsky|snapchat)\.(com|net|app|de)$|^(t\.co|lnkd\.in|youtu\.be|mastodon\.\w+)$|^com\.(facebook|linkedin|instagram|twitter|reddit|pinterest)\b/,
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

/** Scheme and host with its port. A whole URL parser would take longer than everything else that is done with a page view. */
const originOf = (url: string): string | undefined =>
  /^(?:https?|android-app):\/\/[^/?#]+/i.exec(url)?.[0].toLowerCase()

/**
 * Says how a visitor came to a page, from its (already cleaned) address and referrer, or from those of the page where they
 * came in. A campaign wins over a referrer. `own` says whether an origin is one of the site's.
 */
export function traffic(
  data: Readonly<Record<string, unknown>>,
  own: (origin: string) => boolean = () => false,
): Traffic {
  if (data.via === 'navigation' || data.via === 'restored') return { trafficchannel: 'internal' }
  const { url, referrer, landing = url } = data
  const { campaign, origin } = entryOf(textOf(landing))
  const { origin: before } = entryOf(textOf(referrer))
  const inside = before !== undefined && (before === origin || own(before))
  return { ...campaign, trafficchannel: channelOf(before, inside, campaign.campaignmedium) }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What an address says. A visit names the same ones again and again, each page as the referrer of the next. */
const entryOf = recent(1000, (url): { campaign: Traffic; origin: string | undefined } => {
  const campaign: Traffic = {}
  for (const pair of queryOf(url).split('&')) {
    const equals = pair.indexOf('=')
    const attribute = attributes.get(pair.slice(0, equals))
    if (attribute && equals > 0 && pair.length > equals + 1)
      campaign[attribute] ??= decoded(pair.slice(equals + 1)).slice(0, 100)
  }
  return { campaign, origin: originOf(url) }
})

function channelOf(referrer: string | undefined, inside: boolean, medium: string | undefined): string {
  if (medium) {
    if (/^(cpc|ppc|cpm|paid|display|banner|affiliate)/i.test(medium)) return 'paid'
    if (/^e?-?mail|newsletter/i.test(medium)) return 'email'
    return /social/i.test(medium) ? 'social' : 'campaign'
  }
  if (!referrer) return 'direct'
  if (inside) return 'internal'
  const name = referrer.replace(/^.*\/|:\d+$/g, '')
  return hosts.find(([, names]) => names.test(name))?.[0] ?? 'referral'
}
