import type { KeyObject } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { showsToken } from '../config/secrets.ts'
import type { Sender } from '../pipeline/batch.ts'
import { visitorIn } from './cookies.ts'
import { Refused } from './refused.ts'

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
