import { gist } from '@wend/privacy/gist'
import { scrubCode, scrubNumber, scrubText } from '@wend/privacy/scrub'
import { cleanUrl } from '@wend/privacy/url'
import type { Clean } from '@wend/protocol'

/** Fits what the protocol calls a code; only then may a value be read as one. */
const codeLike = /^[A-Za-z0-9._:/-]{1,64}$/
const nameLike = /^[A-Za-z_$][\w.$-]{0,63}$/
/** Reads as an address: it has slashes where one has them, an address without a host, or a query. */
const addressLike = /^\s*(?:[a-z][a-z0-9+.-]*:)?\/|^\s*(?:mailto|tel|sms|callto|data|javascript|blob|sip):|^\S*[?#]/i
const addresses = /\bhttps?:\/\/[^\s"'<>]+/gi

/** Longer texts than that are not kept: where nobody has declared a text, nobody knows what it says. */
const longest = 512
/** What the scrubbing reads of a text. Beyond that it would cut, and nothing is cut in silence. */
const readable = 4096
const deepest = 12

/** A name of a field as it is, or undefined where it could say who somebody is. Seven digits make a number, not a name. */
export const cleanName = (name: string): string | undefined =>
  nameLike.test(name) &&
  name !== '__proto__' &&
  name.replace(/\D/g, '').length < 7 &&
  scrubCode(name) === name &&
  scrubText(name) === name
    ? name
    : undefined

/** A text that nobody declared: read as an address, as text and as a code, whatever it looks like. */
export function cleanText(text: string, query: ReadonlySet<string>): string {
  const address = addressLike.test(text)
    ? cleanUrl(text, query)
    : text.replace(addresses, (found) => cleanUrl(found, query))
  const scrubbed = scrubText(address)
  return codeLike.test(scrubbed) ? scrubCode(scrubbed) : scrubbed
}

/**
 * Cleans values of any shape. What `declared` has cleaned by what its schema says of it stays as it is afterwards; all else
 * is cleaned more strictly than that.
 */
export function createCleaner(query: ReadonlySet<string>, chatWords?: ReadonlySet<string>) {
  const known = new Set<string>()
  let removed = 0

  const gone = () => {
    removed++
    return undefined
  }
  const cleanAny = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string')
      return known.has(value) ? value : value.length > longest ? gone() : cleanText(value, query)
    if (typeof value === 'number') return scrubNumber(value) ?? gone()
    if (value === null || typeof value !== 'object') return value
    if (depth > deepest) return gone()
    if (Array.isArray(value)) return value.map((one) => cleanAny(one, depth + 1) ?? null)
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, field]) => {
        const own = cleanName(name)
        const cleaned = own === undefined ? gone() : cleanAny(field, depth + 1)
        return own === undefined || cleaned === undefined ? [] : [[own, cleaned]]
      }),
    )
  }

  return {
    any: (value: unknown): unknown => cleanAny(value, 0),
    /** For `mapStrings`: cleans a declared value as a stored one is, where it is such a value at all. */
    declared: ((value, kind) => {
      if (kind === 'gist') return gist(value, chatWords)
      if (value.length > readable || (kind !== 'text' && kind !== 'address' && !codeLike.test(value))) return value
      const cleaned =
        kind === 'address' ? cleanUrl(value, query) : kind === 'text' ? scrubText(value) : scrubCode(value, kind)
      known.add(cleaned)
      return cleaned
    }) satisfies Clean,
    number: (value: number): number | undefined => scrubNumber(value) ?? gone(),
    removed: () => removed,
  }
}

export type Cleaner = ReturnType<typeof createCleaner>
