import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import { type Kind, kinds } from './identifiers.ts'
import { digestOf } from './pseudonym.ts'
import { recentByKey } from './recent.ts'

/** What the tracker carries to show that the ledger holds its visitor's decision. */
export interface Receipt {
  /** Names the record in the ledger. */
  id: string
  site: string
  /** Who decided, as the ledger names them. */
  who: string
  /** Purposes agreed to. */
  granted: readonly string[]
  /** Id of the policy they were asked under. */
  policy: string
  /** When they decided, in milliseconds since 1970. */
  at: number
}

/** What a site's backend says of the person its page is made for. */
export interface Claim {
  site: string
  /** SHA-256 in hex of the canonical form of each. */
  identifiers: Readonly<Partial<Record<Kind, string>>>
  /** Until when it may be used, in seconds since 1970. */
  exp: number
}

/** Longest signed text that is written or read. */
export const longest = 1024

/** `base64url(JSON).base64url(HMAC-SHA-256 over what is before the dot)`. Throws when that gets longer than 1,024 characters. */
export function signReceipt(key: KeyObject, { id, site, who, granted, policy, at }: Receipt): string {
  return sign(key, { id, site, who, granted, policy, at })
}

/** The receipt, or undefined when this key has not signed it. Never throws. */
export function readReceipt(key: KeyObject, text: unknown): Receipt | undefined {
  return isText(text) ? receipt(text, key) : undefined
}

/** A browser shows its receipt with each batch. */
const receipt = recentByKey(10_000, (text, key): Receipt | undefined => {
  const { id, site, who, granted, policy, at } = read(key, text) ?? {}
  const complete =
    [id, site, who, policy].every(isText) && Array.isArray(granted) && granted.every(isText) && Number.isFinite(at)
  return complete ? Object.freeze({ id, site, who, granted: Object.freeze(granted), policy, at } as Receipt) : undefined
})

/**
 * Signs who the person in front of a page is, from raw identifiers, for the backend of a site. Throws a sentence when one
 * of them is none. `exp` is in seconds since 1970; the collector takes ten minutes ahead at most.
 */
export function signClaim(
  key: KeyObject,
  { site, identifiers, exp }: { site: string; identifiers: Partial<Record<Kind, unknown>>; exp: number },
): string {
  const digests = kinds.flatMap((kind) => {
    const raw = identifiers[kind]
    if (raw === undefined) return []
    const digest = digestOf(kind, raw)
    if (!digest) throw new Error(`What was given as ${kind} is none. Leave it out, or give it whole.`)
    return [[kind, digest] as const]
  })
  if (!digests.length) throw new Error(`Give at least one of ${kinds.join(', ')}.`)
  return sign(key, { site, identifiers: Object.fromEntries(digests), exp })
}

/** The claim, or undefined when this key has not signed it. Says nothing of whether it is still good. Never throws. */
export function readClaim(key: KeyObject, text: unknown): Claim | undefined {
  const { site, identifiers, exp } = read(key, text) ?? {}
  const complete = isText(site) && typeof identifiers === 'object' && identifiers !== null && Number.isFinite(exp)
  return complete ? ({ site, identifiers, exp } as Claim) : undefined
}

const isText = (value: unknown): value is string => typeof value === 'string'
const signed = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{43})$/

const seal = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text).digest()

function sign(key: KeyObject, value: unknown): string {
  const text = Buffer.from(JSON.stringify(value)).toString('base64url')
  const whole = `${text}.${seal(key, text).toString('base64url')}`
  if (whole.length > longest) throw new Error(`Signed, this has ${whole.length} characters; ${longest} is the most.`)
  return whole
}

/** What this key has signed. The JSON is not looked at before the seal, which is compared in the same time wherever it differs. */
function read(key: KeyObject, whole: unknown): Record<string, unknown> | undefined {
  if (!isText(whole) || whole.length > longest) return undefined
  const [, text, given] = signed.exec(whole) ?? []
  if (!text || !given || !timingSafeEqual(Buffer.from(given, 'base64url'), seal(key, text))) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
