import type { CloudEvent } from '@wend/protocol'
import type { Log, Stored } from '@wend/storage/log'
import { type By, type PeopleSite, pseudonymsOf } from './by.ts'

/** Why a browser counts as somebody's: it showed its cookie, it said so itself, or the site's backend vouched for it. */
export type Link = 'cookie' | 'pseudonym' | 'claimed' | 'verified'

/** Somebody, as a site's log knows them. */
export interface Person {
  /** Pseudonyms of the browsers that are theirs, and how each was found. */
  readonly subjects: ReadonlyMap<string, Link>
  /** Pseudonyms of the identifier that was asked for. */
  readonly identifiers: ReadonlySet<string>
}

/** An event of the log that concerns somebody. */
export interface Found extends Stored {
  event: CloudEvent
}

/**
 * Who is meant. A cookie or a pseudonym is one browser and nothing else. An identifier stands for every browser that has
 * named it, directly: what else those browsers named is not followed, because two people who share one device would
 * become one.
 */
export async function find(log: Pick<Log, 'search'>, site: PeopleSite, by: By): Promise<Person> {
  const pseudonyms = pseudonymsOf(site, by)
  if (!('kind' in by)) {
    const link = 'visitor' in by ? 'cookie' : 'pseudonym'
    return { subjects: new Map(pseudonyms.map((subject) => [subject, link])), identifiers: new Set() }
  }
  const subjects = new Map<string, Link>()
  const identifiers = new Set(pseudonyms)
  for await (const events of eventsOf(log, site, { subjects, identifiers }))
    for (const { event } of events) {
      const { subject } = event
      if (subject === undefined) continue
      if (event.type === 'identity.verified') subjects.set(subject, 'verified')
      else if (!subjects.has(subject)) subjects.set(subject, 'claimed')
    }
  return { subjects: new Map(subjects), identifiers }
}

/** Whether an event is of this person, or names them. */
export const concerns = ({ subjects, identifiers }: Person, event: CloudEvent): boolean =>
  isOf(subjects, event) || (identifiers.size > 0 && names(event, identifiers))

/** The same, and whether it says that another browser is one of theirs. That goes with them, but only the other is shown it. */
export const mentions = (person: Person, event: CloudEvent): boolean =>
  concerns(person, event) || names(event, person.subjects)

const isOf = (subjects: Person['subjects'], { subject }: CloudEvent): boolean =>
  subject !== undefined && subjects.has(subject)

/** Whether an event says of somebody that they are this person. Backends say so without any browser. */
function names({ type, data }: CloudEvent, identifiers: { has(pseudonym: string): boolean }): boolean {
  // Of a failed event that says who somebody is, no data is kept.
  const named = type.startsWith('identity.') && data?.identifiers
  return (
    typeof named === 'object' && named !== null && Object.values(named).some((value) => identifiers.has(String(value)))
  )
}

const atOnce = 1000

/**
 * All that is stored of somebody, oldest first, a few at a time. The log looks for text; whether it stands in the place
 * that makes an event theirs is seen here.
 */
export async function* eventsOf(
  log: Pick<Log, 'search'>,
  site: PeopleSite,
  person: Person,
  isTheirs = concerns,
): AsyncGenerator<Found[]> {
  const texts = [...person.subjects.keys(), ...person.identifiers]
  let after = 0
  for (let more = texts.length > 0; more; ) {
    const rows = await log.search(site.name, texts, after, atOnce)
    const found = rows.flatMap((row) => {
      const event = JSON.parse(row.body) as CloudEvent
      return isTheirs(person, event) ? [{ ...row, event }] : []
    })
    if (found.length) yield found
    after = rows.at(-1)?.offset ?? after
    more = rows.length === atOnce
  }
}
