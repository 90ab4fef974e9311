import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import type { PeopleSite } from './by.ts'
import type { Way } from './ways.ts'

/** Why somebody is erased: they did it themselves, they withdrew consent, or they asked the site to. */
export type Reason = 'visitor' | 'withdrawal' | 'request'

/** What became of somebody in one place. */
export interface Count {
  name: string
  removed: number
  /** What stays, and why it has to. */
  kept?: number
  why?: string
}

/** Proof of an erasure. It says nothing of whom: neither an identifier nor a pseudonym stands in it. */
export interface ErasureReceipt {
  id: string
  site: string
  /** RFC 3339. */
  at: string
  /** What they were looked for by, without its value. */
  by: Way
  reason: Reason
  /** How many browsers were theirs. */
  subjects: number
  places: Count[]
  /** Sum of what was removed in all places. */
  total: number
  /** HMAC-SHA-256 in base64url over all of the above. */
  signature: string
}

type Content = Omit<ErasureReceipt, 'id' | 'at' | 'total' | 'signature'>

/** Signs what was done with a key of the site, so that a receipt that comes back can be told from an invented one. */
export function signErasure({ pseudonyms }: PeopleSite, content: Content, now: number): ErasureReceipt {
  const { site, by, reason, subjects, places } = content
  const total = places.reduce((sum, { removed }) => sum + removed, 0)
  const unsigned = { id: randomUUID(), site, at: new Date(now).toISOString(), by, reason, subjects, places, total }
  return { ...unsigned, signature: seal(pseudonyms, unsigned).toString('base64url') }
}

/** Whether this site has signed the receipt, and nobody changed it since. Never throws. */
export function isErasure(site: PeopleSite, receipt: unknown): receipt is ErasureReceipt {
  if (typeof receipt !== 'object' || receipt === null) return false
  const { signature, ...unsigned } = receipt as ErasureReceipt
  const given = Buffer.from(String(signature), 'base64url')
  const own = seal(site.pseudonyms, unsigned)
  return unsigned.site === site.name && given.length === own.length && timingSafeEqual(given, own)
}

const seal = ({ key }: PeopleSite['pseudonyms'], { places, ...rest }: Omit<ErasureReceipt, 'signature'>): Buffer => {
  const { id, site, at, by, reason, subjects, total } = rest
  const counts = Array.isArray(places) ? places.map((one) => [one?.name, one?.removed, one?.kept, one?.why]) : []
  return createHmac('sha256', key('erasure'))
    .update(JSON.stringify([id, site, at, by, reason, subjects, total, counts]))
    .digest()
}
