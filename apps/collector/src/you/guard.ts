import type { IncomingHttpHeaders } from 'node:http'
import type { Context } from 'hono'
import { Refused } from '../http/refused.ts'
import { contentPolicy } from './style.ts'

/** Refuses what no visitor did by hand on this page: other sites, scripts on the site's own pages, frames. */

/** Throws unless a form of our own page sent this. Browsers say so themselves; older ones name the page's origin. */
export function ownForm(headers: IncomingHttpHeaders, isOwn: (origin: string) => boolean): void {
  const { 'sec-fetch-site': from, 'sec-fetch-dest': by = 'document', origin } = headers
  if (by === 'document' && (from === undefined ? origin !== undefined && isOwn(origin) : from === 'same-origin')) return
  throw new Refused('origin_not_allowed', 'This can be done on the page with your data only. Open it and try again.')
}

/** Throws where a script, a frame or a picture asks: what is held of a visitor is shown to the visitor. */
export function toLookAt(headers: IncomingHttpHeaders): void {
  const { 'sec-fetch-dest': by } = headers
  if (by === undefined || by === 'document') return
  throw new Refused('origin_not_allowed', 'This is for people to look at. Open the address in a tab of its own.')
}

/** Headers of a page of somebody's own data. Scripts on other origins of the site may read answers elsewhere, not here. */
export function privately(c: Context): void {
  for (const name of ['allow-origin', 'allow-credentials', 'expose-headers'])
    c.header(`Access-Control-${name}`, undefined)
  c.header('Content-Security-Policy', contentPolicy)
  c.header('Cache-Control', 'no-store')
  c.header('X-Robots-Tag', 'noindex, nofollow')
  c.header('X-Content-Type-Options', 'nosniff')
  c.header('X-Frame-Options', 'DENY')
  c.header('Cross-Origin-Resource-Policy', 'same-origin')
  c.header('Cross-Origin-Opener-Policy', 'same-origin')
  // Not `no-referrer`: with it browsers send forms without an origin.
  c.header('Referrer-Policy', 'same-origin')
}
