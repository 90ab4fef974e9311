import { canonical, type Kind } from '@wend/privacy/identifiers'
import { digestOf, type Pseudonyms, sha256 } from '@wend/privacy/pseudonym'
import type { Way } from './ways.ts'

/** What somebody is looked for by: the value of their visitor cookie, an identifier as people write it, or a pseudonym. */
export type By = { visitor: string } | { kind: Kind; value: unknown } | { subject: string }

/** What this asks of a site. */
export interface PeopleSite {
  name: string
  pseudonyms: Pick<Pseudonyms, 'of' | 'who' | 'tombstone' | 'key'>
  /** Where phone numbers without a country belong. */
  phoneRegion?: string | undefined
}

/** What was given as an identifier is none of its kind. The message does not repeat it. */
export class BadIdentifier extends Error {
  override name = 'BadIdentifier'
}

/** The way alone: it may stand in receipts and logs, the value may not. */
export const wayOf = (by: By): Way => ('kind' in by ? by.kind : 'visitor' in by ? 'visitor' : 'subject')

export const byOf = (way: Way, value: string): By =>
  way === 'visitor' ? { visitor: value } : way === 'subject' ? { subject: value } : { kind: way, value }

/** A pseudonym of the visitor, or one for every spelling that an identifier can have been stored under. */
export function pseudonymsOf({ pseudonyms, phoneRegion }: PeopleSite, by: By): readonly string[] {
  if ('visitor' in by) return cookie.test(by.visitor) ? [pseudonyms.of('visitor', sha256(by.visitor))] : []
  if ('subject' in by) return [own(pseudonyms, by.subject)]
  const { kind, value } = by
  if (typeof value === 'string' && digest.test(value)) return [pseudonyms.of(kind, value)]
  // A browser knows no numbering plans, so it may have sent a number that the server's library would not take.
  const plain = canonical(kind, value)
  const digests = new Set([digestOf(kind, value, phoneRegion) ?? '', plain === undefined ? '' : sha256(plain)])
  digests.delete('')
  if (!digests.size) throw new BadIdentifier(`What was given as ${kind} is none. ${hints[kind] ?? 'Give it whole.'}`)
  return [...digests].map((one) => pseudonyms.of(kind, one))
}

/** A pseudonym that this site's key opens. */
function own({ tombstone }: PeopleSite['pseudonyms'], subject: string): string {
  try {
    tombstone(subject)
    return subject
  } catch (cause) {
    throw new BadIdentifier('What was given as subject is no pseudonym of this site. Copy one from its events.', {
      cause,
    })
  }
}

const cookie = /^[A-Za-z0-9_-]{22}$/
const digest = /^[0-9a-f]{64}$/
const hints: Partial<Record<Kind, string>> = {
  email: 'Write it whole, such as name@shop.example.',
  phone: 'Begin with + and the country, or set the phoneRegion of the site.',
}
