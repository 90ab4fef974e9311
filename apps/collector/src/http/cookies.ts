import type { Said } from '@wend/privacy/decide'
import type { Context } from 'hono'
import { deleteCookie, setCookie } from 'hono/cookie'
import { parse } from 'hono/utils/cookie'

/** The two first-party cookies there can be. Neither is ever set before it is allowed. */

const visitorCookie = '__Host-wend'
const decisionCookie = 'wend_consent'
const day = 86_400
const own = { path: '/', secure: true, sameSite: 'Lax' } as const
const id = /^[A-Za-z0-9_-]{22}$/

/** The random id of a visitor, from the request. */
export function visitorIn(header: string | undefined): string | undefined {
  const value = header && parse(header, visitorCookie)[visitorCookie]
  return value && id.test(value) ? value : undefined
}

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
