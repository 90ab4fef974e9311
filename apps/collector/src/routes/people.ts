import type { Context } from 'hono'
import { z } from 'zod'
import { readBody } from '../http/body.ts'
import type { Handler } from '../http/handler.ts'
import { Refused } from '../http/refused.ts'
import type { Parts } from '../parts.ts'
import { BadIdentifier, type By, byOf, ways } from '../people/index.ts'
import { readAs } from '../pipeline/read.ts'
import type { Site } from '../site.ts'
import { readable } from '../you/document.ts'
import { languageFor } from '../you/language.ts'
import { contentPolicy } from '../you/style.ts'

const value = z.union([z.string().min(1).max(512), z.int()], 'Write it as a text').transform(String)
const body = z
  .object({
    site: z.string().max(64),
    reason: z.enum(['visitor', 'withdrawal', 'request']).default('request'),
    ...(Object.fromEntries(ways.map((way) => [way, value.optional()])) as Record<
      (typeof ways)[number],
      z.ZodOptional<typeof value>
    >),
  })
  .refine(
    (given) => ways.filter((way) => given[way] !== undefined).length === 1,
    `Name the person by one of ${ways.join(', ')}`,
  )

type Needs = Pick<Parts, 'sites' | 'people'>

/** `POST /api/people/erase`: removes somebody for good, and answers with the signed receipt. */
export const erasePerson = ({ sites, people }: Needs): Handler =>
  about(sites, async (c, site, by, reason) => c.json(await people.erase(site, by, reason)))

/** `POST /api/people/export`: everything that is held of somebody, as JSON, or with `?format=html` to read. */
export const exportPerson = ({ sites, people }: Needs): Handler =>
  about(sites, async (c, site, by) => {
    const held = await people.collect(site, by)
    if (c.req.query('format') !== 'html') return c.json(held)
    c.header('Content-Security-Policy', contentPolicy)
    return c.html(readable(languageFor(c.req.header('accept-language'), site), site, held))
  })

/** `POST /api/people/touches`: how somebody came first and last. */
export const touchesOfPerson = ({ sites, people }: Needs): Handler =>
  about(sites, async (c, site, by) => c.json(await people.touches(site, by)))

/** Reads who is meant. It stands in the body, so that it gets into no log of addresses, and in no answer. */
const about =
  (
    sites: Parts['sites'],
    answer: (c: Context, site: Site, by: By, reason: z.infer<typeof body>['reason']) => Promise<Response>,
  ): Handler =>
  async (c) => {
    c.header('Cache-Control', 'no-store')
    const given = readAs(body, await readBody(c.env.incoming))
    const site = sites.get(given.site)
    if (!site)
      throw new Refused('unknown_site', 'No site of this name is configured here. Check "site" in the body.', {
        pointer: '/site',
      })
    const [way] = ways.filter((one) => given[one] !== undefined)
    try {
      return await answer(c, site, byOf(way ?? 'subject', (way && given[way]) ?? ''), given.reason)
    } catch (cause) {
      if (cause instanceof BadIdentifier)
        throw new Refused('invalid_request', cause.message, { pointer: `/${way}`, cause })
      throw cause
    }
  }
