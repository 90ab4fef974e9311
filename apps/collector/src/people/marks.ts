import type { CloudEvent } from '@wend/protocol'
import type { PeopleSite } from './by.ts'
import type { Person } from './person.ts'

/**
 * What is written into the list of the erased. A browser's pseudonym stands there for ever: it is a random number that
 * nobody has twice. An identifier stands there with the moment of its erasure: who was erased may come back under the same
 * e-mail address with a new consent, and only what is older must not.
 */
export const tombstonesOf = ({ pseudonyms }: PeopleSite, { subjects, identifiers }: Person, at: number): string[] => [
  ...[...subjects.keys()].map(pseudonyms.tombstone),
  ...[...identifiers].map((identifier) => `${pseudonyms.tombstone(identifier)}@${at}`),
]

/** Tells which events some tombstones speak of. Pseudonyms come again and again, so what each means is worked out once. */
export function createSieve({ pseudonyms }: PeopleSite, keys: readonly string[]) {
  const browsers = new Set(keys.filter((key) => !key.includes('@')))
  const identifiers = new Map<string, number>()
  for (const [name = '', at] of keys.filter((key) => key.includes('@')).map((key) => key.split('@')))
    identifiers.set(name, Math.max(identifiers.get(name) ?? 0, Number(at)))
  const known = new Map<string, string>()
  const tombstone = (pseudonym: string): string => {
    const name = known.get(pseudonym) ?? pseudonyms.tombstone(pseudonym)
    known.set(pseudonym, name)
    return name
  }

  return {
    /** The browser of an event, where it was erased. */
    browser: ({ subject }: CloudEvent): string | undefined =>
      subject !== undefined && browsers.has(tombstone(subject)) ? subject : undefined,
    /** Whether an event names somebody who was erased after it was stored, or a browser that was erased. */
    named: ({ type, data }: CloudEvent, at: number): boolean =>
      type.startsWith('identity.') &&
      Object.values(data?.identifiers ?? {})
        .map((one) => tombstone(String(one)))
        .some((name) => browsers.has(name) || at <= (identifiers.get(name) ?? -1)),
  }
}
