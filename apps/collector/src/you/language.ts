import { bannerSettings, type Policy } from '@wend/privacy/policy'
import { type Purpose, purposes, type Taxonomy } from '@wend/protocol'
import { type Words, words } from './words.ts'

/** A language in which both the policy and we have words. */
export interface Language {
  /** BCP 47, as the policy writes it. */
  name: string
  words: Words
  /** Every purpose that anything is collected for, as the policy tells it. */
  purposes: readonly { id: Purpose; title: string; text: string }[]
  /** The name of any purpose. */
  titleOf(purpose: string): string
}

/** What of a site's policy is told to visitors. */
export interface Told {
  rules: Policy
  taxonomy: Taxonomy
}

/** What the visitor's browser asks for first (RFC 9110 12.5.4) of what there is; else the policy's first language. */
export function languageFor(header: string | undefined, site: Told): Language {
  const spoken = spokenBy(site)
  const wanted = (header ?? '')
    .split(',', 20)
    .map((part) => {
      const [name = '', q = '1'] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/)
      return { name, weight: Number(q) || 0 }
    })
    .filter(({ name, weight }) => name && weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { name } of wanted) {
    const found = spoken.find((one) => one.name.toLowerCase() === name) ?? spoken.find((one) => same(one.name, name))
    if (found) return found
  }
  return spoken[0] ?? languageOf('en', site, [])
}

const base = (name: string): string => name.replace(/-.*/, '').toLowerCase()
const same = (one: string, other: string): boolean => base(one) === base(other)
const known = new WeakMap<Policy, readonly Language[]>()

/** The languages of a site, worked out once. What the banner would ask in is what this page tells in. */
function spokenBy(site: Told): readonly Language[] {
  const { rules, taxonomy } = site
  const before = known.get(rules)
  if (before) return before
  const own = Object.fromEntries(
    purposes.map((purpose) => {
      const texts = Object.entries(rules.purposes[purpose].texts).filter(([language]) => words[base(language)])
      return [purpose, { ...rules.purposes[purpose], texts: Object.fromEntries(texts) }]
    }),
  ) as unknown as Policy['purposes']
  const settings = bannerSettings({ ...rules, banner: {}, purposes: own }, taxonomy)
  const languages = Object.keys(settings?.words ?? {}).map((name) => languageOf(name, site, settings?.purposes ?? []))
  known.set(rules, languages)
  return languages
}

type Texts = Readonly<Record<string, { title: string; text: string }>>

function languageOf(
  name: string,
  { rules }: Told,
  told: readonly { readonly id: Purpose; readonly texts: Texts }[],
): Language {
  const own = words[base(name)] ?? (words.en as Words)
  const titles = new Map(
    told.flatMap(({ id, texts }) => {
      const text = texts[name] ?? Object.values(rules.purposes[id].texts)[0]
      return text ? [[id as string, text] as const] : []
    }),
  )
  return {
    name,
    words: own,
    purposes: told.map(({ id }) => ({
      id,
      title: titles.get(id)?.title ?? own.purposes[id],
      text: titles.get(id)?.text ?? '',
    })),
    titleOf: (purpose) => titles.get(purpose)?.title ?? own.purposes[purpose as Purpose] ?? purpose,
  }
}
