import type { Context } from 'hono'
import { Refused } from '../http/refused.ts'
import type { Site, Sites } from '../site.ts'

/** The site that `?site=` names; the only one there is when nothing is named. */
export function siteFor(c: Context, sites: Sites): Site {
  const name = c.req.query('site')
  const site = name === undefined && sites.size === 1 ? [...sites.values()][0] : sites.get(name ?? '')
  if (!site) throw new Refused('unknown_site', 'No site of this name is configured here. Name one with ?site=.')
  return site
}
