import { type Compiled, type Signals, will } from '@wend/privacy/decide'
import { monthsOf } from '@wend/privacy/policy'
import { type CloudEvent, display, type EventDefinition, type Purpose } from '@wend/protocol'
import type { PeopleSite } from '../people/by.ts'
import type { Collected } from '../people/index.ts'
import type { ConsentRecord } from '../people/places.ts'
import type { Language, Told } from './language.ts'

/** What the page asks of a site. */
export interface YouSite extends PeopleSite, Told {
  policy: Compiled
  definition(type: string): EventDefinition | undefined
  allows(origin: string): boolean
}

/** One purpose as the visitor finds it. */
export interface PurposeFact {
  purpose: Purpose
  title: string
  text: string
  on: boolean
  /** What keeps it off whatever is chosen: the browser's signal, or a no that was said on this page. */
  stopped?: 'signal' | 'page'
}

/** One event in words. They are those of the site's declarations, so in the language of whoever wrote them. */
export interface Line {
  time: string
  sentence: string
  path?: string
}

/** Everything that the page tells of one browser. */
export interface Facts {
  /** When the first record of it was made, in milliseconds since 1970. */
  since: number | undefined
  consents: readonly ConsentRecord[]
  /** How many events of each kind there are, and how many months each is kept. */
  kinds: { label: string; count: number; months: number }[]
  total: number
  /** Newest first. */
  latest: Line[]
}

const shown = 50

export function factsOf(site: YouSite, { events, consents }: Collected): Facts {
  const times = [...events.map(({ time }) => Date.parse(time)), ...consents.map(({ at }) => at)]
  return {
    since: times.length ? times.reduce((least, one) => Math.min(least, one)) : undefined,
    consents,
    kinds: [...Map.groupBy(events, ({ type }) => type)]
      .map(([type, { length }]) => {
        const definition = site.definition(type) ?? { type, family: familyOf(type), purpose: 'analytics', label: type }
        return { label: definition.label, count: length, months: monthsOf(site.rules, definition) }
      })
      .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1)),
    total: events.length,
    latest: events
      .slice(-shown)
      .reverse()
      .map((event) => inWords(site, event)),
  }
}

const familyOf = (type: string): string => type.replace(/\..*/, '')

/** What happened, as a timeline says it, and on which page. */
export function inWords(site: Pick<YouSite, 'definition'>, { type, time, data }: CloudEvent): Line {
  const definition = site.definition(type)
  const sentence = (definition && display(definition.display, data)) || definition?.label || type
  if (typeof data.url !== 'string') return { time, sentence }
  const path = data.url.replace(/^[a-z]+:\/\/[^/]*/i, '') || '/'
  return sentence.includes(data.url)
    ? { time, sentence: sentence.replace(data.url, () => path) }
    : { time, sentence, path }
}

/** Every purpose that is collected for, or was agreed to, and where it stands for this browser. */
export function purposesFor(
  site: YouSite,
  language: Language,
  signals: Signals,
  agreed: readonly string[],
): PurposeFact[] {
  const told = new Set<string>(language.purposes.map(({ id }) => id))
  const more = agreed.filter((purpose) => !told.has(purpose)) as Purpose[]
  return [...language.purposes, ...more.map((id) => ({ id, title: language.titleOf(id), text: '' }))].map(
    ({ id, title, text }) => {
      const [answer, reason] = will(site.policy, signals, id)
      const stopped = answer === false && stoppers[reason]
      return { purpose: id, title, text, on: answer === true, ...(stopped && { stopped }) }
    },
  )
}

const stoppers: Readonly<Record<string, 'signal' | 'page'>> = { gpc: 'signal', 'your-data': 'page' }
