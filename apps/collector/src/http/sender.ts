import type { IncomingHttpHeaders } from 'node:http'
import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'
import { parse } from 'hono/utils/cookie'
import { showsToken } from '../config/secrets.ts'
import type { Sender } from '../pipeline/batch.ts'
import { Refused } from './refused.ts'

const visitorCookie = '__Host-wend'
/** 13 months, counted from the first visit: later visits do not renew it. */
const maxAge = 34_128_000

/** What a request says about who sends it. A wrong token is refused, not taken for none. */
export function senderOf(headers: IncomingHttpHeaders, token: string): Sender {
  const { authorization, origin, cookie } = headers
  const trusted = authorization !== undefined && showsToken(authorization, token)
  if (authorization !== undefined && !trusted)
    throw new Refused(
      'unauthorized',
      'This token is not known here. Send the one of the data folder, or no Authorization header.',
    )
  return {
    trusted,
    origin,
    userAgent: headers['user-agent'],
    visitor: cookie && parse(cookie, visitorCookie)[visitorCookie],
    keepsCookie: true,
    header: (name) => headers[name]?.toString(),
  }
}

/** Keeps a new visitor id in the site's own cookie, which scripts cannot read. */
export function setVisitor(c: Context, visitor: string | undefined): void {
  if (visitor)
    setCookie(c, visitorCookie, visitor, { path: '/', secure: true, httpOnly: true, sameSite: 'Lax', maxAge })
}
