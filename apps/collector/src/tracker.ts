import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { purposeOf } from '@wend/privacy/decide'
import { bannerSettings } from '@wend/privacy/policy'
import { captured } from '@wend/protocol/captured'
import type { Site } from './site.ts'

/** The tracker as built, with the place where a site's settings go. */
export interface Tracker {
  /** The script for a site. */
  script(site: Site): string
  /** `sha384-…` of that script, for subresource integrity. */
  integrity(site: Site): string
  map: string
  /** A part that the script loads when it is needed, by its name, or undefined when there is none. */
  part(name: string, site: Site): string | undefined
  /** The inline stub of at most 1 kB that queues calls until the script is there. */
  stub: string
}

const placeholder = '__WEND_SETTINGS__'
const bannerPlaceholder = '__WEND_BANNER__'
/** ES modules beside the script. */
export const partNames = [
  ...['identify', 'scrub', 'banner', 'capture', 'chat/talk', 'chat/intercom', 'chat/zendesk', 'chat/zendesk-classic'],
  ...['chat/livechat', 'chat/crisp', 'chat/hubspot', 'chat/tawk', 'chat/chatwoot', 'chat/freshchat', 'chat/olark'],
  ...['chat/weigh', 'chat/quote'],
]

type Capturing = Pick<Site, 'name' | 'capture' | 'policy' | 'origins' | 'domains'> & {
  rules: Pick<Site['rules'], 'chat'>
}

/** Those that a site has, with the types and settings of each. What its policy covers nowhere is none of them. */
function captureOf({ name: site, capture, policy, origins, domains: linked, rules }: Capturing): {
  name: string
  type: string
  settings: object
}[] {
  const domains = [...new Set(origins.map((origin) => new URL(origin.replace('*.', '').replace(/:\*$/, '')).hostname))]
  return Object.entries(captured).flatMap(([name, type]) => {
    const settings = name === 'links' ? linked.length > 0 && { site, domains: linked } : (capture[name] ?? false)
    if (!settings || !purposeOf(policy, type)) return []
    const given = { ...(name === 'clicks' && { domains }), ...(settings === true ? {} : settings) }
    // What is made of the words of a chat, the policy alone says.
    const { sentiment, keyMessages } = rules.chat ?? {}
    return [{ name, type, settings: name === 'chat' ? { ...given, sentiment, keyMessages } : given }]
  })
}

/**
 * The module with the parts of capture of a site, what they share, and what keeps away from the page what goes wrong in them, so
 * that a page asks for one file.
 */
export function captureModule(site: Capturing, read: (name: string) => string): string {
  const parts = captureOf(site).map(({ name, type, settings }) => {
    const attributed = name === 'vitals' && 'attribution' in settings && settings.attribution
    const part = read(`capture/${attributed ? 'vitals-attribution' : name}.js`).trim()
    return `[${JSON.stringify(type)},${JSON.stringify(settings)},${part}]`
  })
  const before = parts.length
    ? `${read('capture/guards.js').trim()}\nlet shared=${read('capture/shared.js').trim()};`
    : ''
  return `${before}export default [${parts}]`
}

/**
 * What is particular to a site, as an object literal. The pieces of the tracker that its policy needs, and the adapters of
 * the legal signals that it listens to, stand in it as they are: no second request decides whether anything may be
 * collected.
 */
export function settings(
  site: Pick<Site, 'query'> & Capturing & { rules: Pick<Site['rules'], 'banner'> },
  read: (name: string) => string,
): string {
  const { policy, rules } = site
  const capture = captureOf(site).map(({ type }) => type)
  const { legal, remember, regimes, ...always } = policy
  const lands = Object.values(regimes).some(([mode, before]) => mode === 'opt-in' && before !== 'hold')
  const pieces = [
    'always',
    ...(isTold(site) ? ['regime'] : []),
    ...(lands ? ['landing'] : []),
    // Elsewhere the collector sees that cookie itself, and script looks at none.
    ...(lands || remember ? ['refusals'] : []),
    ...(legal.length ? ['legal'] : []),
    ...(remember ? ['memory'] : []),
    ...(rules.banner ? ['ask'] : []),
    ...(capture.length ? ['capture'] : []),
    ...(capture.includes('identity.linked') ? ['arrival'] : []),
  ]
  const code = {
    pieces: `[${pieces.map((name) => read(`pieces/${name}.js`))}]`,
    ...(legal.length && { signals: `[${legal.map((name) => read(`signals/${name}.js`))}]` }),
    ...(isTold(site) && { region: read('pieces/region.js') }),
  }
  // Without a piece for it nobody reads it.
  const digest = {
    ...always,
    regimes: isTold(site) ? regimes : { '': regimes[''] },
    ...(legal.length && { legal }),
    ...(remember && { remember }),
  }
  const plain = JSON.stringify({
    site: site.name,
    query: [...site.query],
    policy: digest,
    ...(capture.length && { capture }),
  })
  return `${plain.slice(0, -1)},${Object.entries(code).map(([key, text]) => `${key}:${text.trim()}`)}}`
}

/** Whether the tracker has to know where a visitor is: the rules differ. */
export const isTold = ({ policy }: Pick<Site, 'policy'>): boolean =>
  new Set(Object.values(policy.regimes).map(String)).size > 1

/** Reads the built tracker from its folder. Throws when it has not been built. */
export function loadTracker(folder: URL): Tracker {
  const read = (name: string) => readFileSync(new URL(name, folder), 'utf8')
  const bundle = read('w.js')
  const parts = new Map<string, string>(
    partNames.filter((name) => name !== 'capture').map((name) => [name, read(`${name}.js`)]),
  )
  const script = (site: Site) => bundle.replace(placeholder, () => settings(site, read))
  return {
    script,
    integrity: (site) => `sha384-${createHash('sha384').update(script(site)).digest('base64')}`,
    part: (name, site) =>
      name === 'capture'
        ? captureModule(site, read)
        : parts
            .get(name)
            ?.replace(bannerPlaceholder, () => JSON.stringify(bannerSettings(site.rules, site.taxonomy) ?? null)),
    map: read('w.js.map'),
    stub: read('stub.js').trim(),
  }
}

/** The two tags a web team pastes: a stub that queues calls, and the script from the site's own domain. */
export function snippet(tracker: Tracker, site: Site, base: string): string {
  const source = `${base}/w.js?site=${site.name}`
  return `<script>${tracker.stub}</script>\n<script async src="${source}" integrity="${tracker.integrity(site)}" crossorigin="anonymous"></script>`
}
