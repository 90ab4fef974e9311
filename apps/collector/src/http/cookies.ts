import { createHmac, type KeyObject, randomFillSync, timingSafeEqual } from 'node:crypto'
import type { Said } from '@wend/privacy/decide'
import { recentByKey } from '@wend/privacy/recent'
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { parse } from 'hono/utils/cookie'

/** The two first-party cookies there can be. Neither is ever set before it is allowed. */

const visitorCookie = '__Host-wend'
const decisionCookie = 'wend_consent'
const day = 86_400
const own = { path: '/', secure: true, sameSite: 'Lax' } as const
/** 16 bytes in base64url, in the one way to write them. One look at the header: taking all cookies apart costs ten times that. */
const id = /(?:^|;)[ \t]*__Host-wend[ \t]*=[ \t]*"?([A-Za-z0-9_-]{21}[AQgw])"?[ \t]*(?:;|$)/

/** A new visitor id: 88 random bits, and 40 that only we can make of them, so that nobody can fill our files with invented ids. */
export function newVisitor(key: KeyObject): string {
  const random = randomBits()
  return Buffer.concat([random, sealOf(random, key)]).toString('base64url')
}

const pool = Buffer.alloc(11 * 256)
let left = 0

/** 88 bits that nobody has had. Asking for 256 times as many takes no longer, and what was handed out is wiped. */
function randomBits(): Buffer {
  if (left === 0) left = randomFillSync(pool).length
  left -= 11
  const random = Buffer.from(pool.subarray(left, left + 11))
  pool.fill(0, left, left + 11)
  return random
}

/** The id of a visitor, from the request. One that we did not make is none. */
export function visitorIn(header: string | undefined, key: KeyObject): string | undefined {
  const value = header && id.exec(header)?.[1]
  return value ? sealed(value, key) : undefined
}

/** An id with its seal, as long as the browser that has it sends. */
const sealed = recentByKey(10_000, (value, key) => {
  const bytes = Buffer.from(value, 'base64url')
  return timingSafeEqual(bytes.subarray(11), sealOf(bytes.subarray(0, 11), key)) ? value : undefined
})

const sealOf = (random: Uint8Array, key: KeyObject): Buffer =>
  createHmac('sha256', key).update(random).digest().subarray(0, 5)

/** Keeps a new visitor id where scripts cannot read it. It lives from the first visit; later ones do not renew it. */
export const setVisitor = (c: Context, visitor: string, days: number): void =>
  setCookie(c, visitorCookie, visitor, { ...own, httpOnly: true, maxAge: Math.min(days, 395) * day })

export const forgetVisitor = (c: Context): void => {
  deleteCookie(c, visitorCookie, { ...own, httpOnly: true })
}

/**
 * Keeps a no that was said on the page with the visitor's data. The tracker and the collector read it from there: whatever
 * dialog the site has does not know of it, and would say yes again.
 */
export const rememberNo = (c: Context, says: Said, at: number, days: number): void =>
  setCookie(c, decisionCookie, JSON.stringify({ says, at, y: 1 }), { ...own, maxAge: days * day })

/** What was refused on that page. A yes there widens nothing. */
export function rememberedNo(header: string | undefined): Said | undefined {
  const value = header && parse(header, decisionCookie)[decisionCookie]
  if (!value) return undefined
  try {
    const { says, y } = JSON.parse(value) as { says?: unknown; y?: unknown }
    if (y !== 1 || typeof says !== 'object' || says === null) return undefined
    return Object.fromEntries(Object.entries(says).filter(([, yes]) => yes === false))
  } catch {
    return undefined
  }
}
