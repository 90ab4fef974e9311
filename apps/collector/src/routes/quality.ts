import type { Handler } from '../http/handler.ts'
import { Refused } from '../http/refused.ts'
import type { Parts } from '../parts.ts'
import { dayFrom, dayOf, daysKept } from '../quality/days.ts'

/** `GET /api/quality`: what was lost, late, repeated or out of order, by day and browser. */
export const quality =
  ({ quality, sites, clock }: Parts): Handler =>
  (c) => {
    const site = c.req.query('site')
    if (site !== undefined && !sites.has(site))
      throw new Refused('unknown_site', 'No site of this name is configured here. Leave ?site= out for all of them.')
    const to = day('to', c.req.query('to'), dayOf(clock()))
    const from = day('from', c.req.query('from'), to - 6)
    if (from > to) throw new Refused('invalid_query', '“from” should not be after “to”.')
    if (to - from >= daysKept)
      throw new Refused('invalid_query', `Ask for at most ${daysKept} days; older counts are not kept.`)
    c.header('Cache-Control', 'no-store')
    return c.json({ ...quality.report({ site, from, to }), complete: quality.complete() })
  }

function day(name: string, text: string | undefined, otherwise: number): number {
  const found = text === undefined ? otherwise : dayFrom(text)
  if (found === undefined) throw new Refused('invalid_query', `“${name}” should be a day, such as 2026-11-22.`)
  return found
}
