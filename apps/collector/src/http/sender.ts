import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { showsToken } from '../config/secrets.ts'
import type { Sender } from '../pipeline/batch.ts'
import { Refused } from './refused.ts'

const cookie = 'wend'
/** 13 months, counted from the first visit: later visits do not renew it. */
const maxAge = 34_128_000

/** What a request says about who sends it. A wrong token is refused, not taken for none. */
export function senderOf(c: Context, token: string): Sender {
  const authorization = c.req.header('authorization')
  const trusted = showsToken(authorization, token)
  if (authorization !== undefined && !trusted)
    throw new Refused(
      'unauthorized',
      'This token is not known here. Send the one of the data folder, or no Authorization header.',
    )
  return {
    trusted,
    origin: c.req.header('origin'),
    userAgent: c.req.header('user-agent'),
    visitor: getCookie(c, cookie, 'host'),
    keepsCookie: true,
    header: (name) => c.req.header(name),
  }
}

/** Keeps a new visitor id in the site's own cookie, which scripts cannot read. */
export function setVisitor(c: Context, visitor: string | undefined): void {
  if (visitor)
    setCookie(c, cookie, visitor, { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Lax', maxAge })
}
