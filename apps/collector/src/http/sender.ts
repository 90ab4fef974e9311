import type { KeyObject } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { showsToken } from '../config/secrets.ts'
import { visitorIn } from './cookies.ts'
import { Refused } from './refused.ts'

/** What the request around a batch says. The address it came from is not part of it. */
export interface Sender {
  origin: string | undefined
  /** Whether it showed the secret token: a backend, which may post raw identifiers and need no origin. */
  trusted: boolean
  userAgent: string | undefined
  /** The visitor's random id, from the cookie. */
  visitor: string | undefined
  /** Whether the answer may give a new visitor the cookie. Where it may not, one without it is nobody. */
  keepsCookie: boolean
  /** Any other request header, for what a site's own proxy puts there. */
  header(name: string): string | undefined
}

/** What a request says about who sends it. A wrong token is refused, not taken for none. */
export function senderOf(headers: IncomingHttpHeaders, token: string, visitorKey: KeyObject): Sender {
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
    visitor: visitorIn(cookie, visitorKey),
    keepsCookie: true,
    header: (name) => headers[name]?.toString(),
  }
}
