import { type Discarded, type Replayed, type ReplayOutcome, whichFailed } from '@wend/protocol'
import type { Context } from 'hono'
import { find } from '../failed/find.ts'
import { choose, replayAll } from '../failed/replay-all.ts'
import { readBody } from '../http/body.ts'
import type { Handler } from '../http/handler.ts'
import { Refused } from '../http/refused.ts'
import type { Parts } from '../parts.ts'
import { readAs } from '../pipeline/read.ts'
import { offsetOf } from '../sequence.ts'

const most = 1000

/** `GET /api/failed`: rejected events after a cursor, oldest first, and how many there are of each kind. */
export const failedEvents =
  ({ failed }: Pick<Parts, 'failed'>): Handler =>
  async (c) => {
    const { site, code, type, q } = c.req.query()
    const after = offsetOf(c.req.query('after') ?? '0')
    if (after === undefined)
      throw new Refused('invalid_query', '“after” should be the id of a failed event, or 0 for the beginning.')
    const limit = Number(c.req.query('limit') ?? 100)
    if (!Number.isInteger(limit) || limit < 1 || limit > most)
      throw new Refused('invalid_query', `“limit” should be a whole number from 1 to ${most}.`)
    c.header('Cache-Control', 'no-store')
    return c.json(await find(failed.log, { site, code, type, q }, after, limit))
  }

/** `GET /api/failed/{id}`: one of them. */
export const oneFailed =
  ({ failed }: Pick<Parts, 'failed'>): Handler =>
  async (c) => {
    const {
      records: [found],
    } = await choose(failed, { ids: [c.req.path.slice(c.req.path.lastIndexOf('/') + 1)] })
    if (!found) throw new Refused('not_found', 'There is no failed event of this id any more. List them again.')
    c.header('Cache-Control', 'no-store')
    return c.json(found)
  }

/** `POST /api/failed/replay`: tries them again, with the taxonomy and the policy of today; one verdict for each. */
export const replayFailed =
  (parts: Parts, count: (outcomes: readonly ReplayOutcome[]) => void): Handler =>
  async (c) => {
    const { which, after } = await asked(c)
    const { records, next } = await choose(parts.failed, which, after)
    const verdicts = await replayAll(parts.failed, records, parts)
    count(verdicts)
    return c.json({ verdicts, counts: countsOf(verdicts), ...(next && { next }) } satisfies Replayed)
  }

/** `POST /api/failed/discard`: removes them for good. */
export const discardFailed =
  ({ failed }: Pick<Parts, 'failed'>): Handler =>
  async (c) => {
    const { which, after } = await asked(c)
    const { records, next } = await choose(failed, which, after)
    const discarded = await failed.remove(records.map(({ id }) => offsetOf(id) ?? 0))
    return c.json({ discarded, ...(next && { next }) } satisfies Discarded)
  }

async function asked(c: Context) {
  c.header('Cache-Control', 'no-store')
  const { after, ...which } = readAs(whichFailed, await readBody(c.env.incoming))
  return { which, after: Number(after ?? 0) }
}

function countsOf(verdicts: readonly ReplayOutcome[]): Replayed['counts'] {
  const counts = { accepted: 0, duplicate: 0, rejected: 0, dropped: 0 }
  for (const { verdict } of verdicts) counts[verdict]++
  return counts
}
