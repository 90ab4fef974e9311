import type { Handler } from '../http/handler.ts'
import { Refused } from '../http/refused.ts'
import { liveStream } from '../http/stream.ts'
import type { Parts } from '../parts.ts'
import { offsetOf, sequence, withSequence } from '../sequence.ts'

const most = 1000

/** `GET /api/events`: stored events after a cursor, in order, as JSON, as NDJSON, or as a live stream. */
export const feed =
  ({ log, ...parts }: Parts): Handler =>
  async (c) => {
    const site = c.req.query('site')
    const { first, last } = await log.bounds()
    const cursor = c.req.header('last-event-id') ?? c.req.query('after') ?? '0'
    const after = cursor === 'latest' ? last : offsetOf(cursor)
    if (after === undefined)
      throw new Refused('invalid_query', '“after” should be the sequence of an event, 0 for the beginning, or latest.')
    const limit = Number(c.req.query('limit') ?? 100)
    if (!Number.isInteger(limit) || limit < 1 || limit > most)
      throw new Refused('invalid_query', `“limit” should be a whole number from 1 to ${most}.`)
    if (after > last)
      throw new Refused(
        'invalid_query',
        '“after” is beyond the last event, so it comes from another log. Begin again from 0, or from latest.',
      )
    if (after > 0 && after + 1 < first)
      throw new Refused(
        'cursor_expired',
        `Events after this cursor have left the log. Read on from ${sequence(first - 1)}, and take what is between from your own copy.`,
      )

    const accept = c.req.header('accept') ?? ''
    if (accept.includes('text/event-stream')) {
      let sent = after
      return liveStream(
        c,
        parts,
        (wake) => log.watch(wake),
        async (stream) => {
          const events = await log.read(sent, 200, site)
          for (const { offset, body } of events) {
            await stream.writeSSE({ id: sequence(offset), data: withSequence(body, offset) })
            sent = offset
          }
          return events.length > 0
        },
      )
    }
    const events = await log.read(after, limit, site)
    const lines = events.map(({ offset, body }) => withSequence(body, offset))
    const next = sequence(events.at(-1)?.offset ?? after)
    c.header('Cache-Control', 'no-store')
    c.header('Wend-Next', next)
    if (accept.includes('application/x-ndjson'))
      return c.body(lines.map((line) => `${line}\n`).join(''), 200, { 'Content-Type': 'application/x-ndjson' })
    return c.body(`{"events":[${lines.join(',')}],"next":"${next}"}`, 200, { 'Content-Type': 'application/json' })
  }
