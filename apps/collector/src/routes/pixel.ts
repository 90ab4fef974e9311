import { randomUUID } from 'node:crypto'
import type { Handler } from '../http/handler.ts'
import { Refused } from '../http/refused.ts'
import { senderOf } from '../http/sender.ts'
import type { Parts } from '../parts.ts'
import { siteFor } from './site.ts'

/** A transparent GIF of one pixel. */
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** `GET {prefix}/p.gif`: one event from where no script runs. It goes the way of every other, and sets no cookie. */
export const pixel =
  ({ accept, sites, limits, clock, token, visitorKey }: Parts): Handler =>
  async (c) => {
    const site = siteFor(c, sites).name
    const query = c.req.query()
    const data = Object.fromEntries(
      Object.entries(query).flatMap(([key, value]) => (key.startsWith('data.') ? [[key.slice(5), value]] : [])),
    )
    const event = { id: query.id ?? randomUUID(), type: query.type ?? '', at: clock(), data }
    const granted = query.granted ? query.granted.split(',') : []
    const bytes = Buffer.byteLength(c.req.url)
    const { others } = await limits.work(c, site, () =>
      accept({ v: 1, site, consent: { granted, source: 'pixel' }, events: [event] }, bytes, {
        ...senderOf(c.env.incoming.headers, token, visitorKey),
        // A link or a picture on anybody's page asks for it: it is nobody's decision, and nobody's visit.
        visitor: undefined,
        origin: undefined,
        keepsCookie: false,
      }),
    )
    const refused = others.find(({ verdict }) => verdict === 'rejected')
    if (refused) throw new Refused('invalid_query', refused.message)
    return c.body(gif, 200, {
      'Content-Type': 'image/gif',
      'Cache-Control': 'no-store',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    })
  }
