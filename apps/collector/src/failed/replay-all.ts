import type { FailedEvent, ReplayOutcome } from '@wend/protocol'
import { offsetOf } from '../sequence.ts'
import { type Filter, failedOf, ofKind, walk } from './find.ts'
import { type ReplayParts, replay } from './replay.ts'
import type { FailedStore } from './store.ts'

/** Which records are meant: by their ids, or all of a kind. */
export interface Which extends Filter {
  ids?: readonly string[] | undefined
}

/** More are done by asking again from `next`. */
export const mostAtOnce = 1000

export interface Chosen {
  records: FailedEvent[]
  next?: string
}

/** The records that are meant, oldest first. */
export async function choose({ log }: FailedStore, which: Which, after = 0): Promise<Chosen> {
  if (which.ids) {
    const rows = await Promise.all(
      which.ids.slice(0, mostAtOnce).map(async (id) => {
        const offset = offsetOf(id) ?? 0
        const [row] = offset ? await log.read(offset - 1, 1) : []
        return row?.offset === offset ? row : undefined
      }),
    )
    return { records: rows.flatMap((row) => (row ? [failedOf(row)] : [])) }
  }
  const records: FailedEvent[] = []
  for await (const rows of walk(log, which.site, after))
    for (const row of rows) {
      const one = failedOf(row)
      if (!ofKind(one, which)) continue
      const last = records.at(-1)
      if (records.length === mostAtOnce && last) return { records, next: last.id }
      records.push(one)
    }
  return { records }
}

/** So many go into the log together, so that they share its fsync. */
const together = 100

/**
 * Tries them again. What was accepted leaves the store, after it is durable in the log: broken off in between, the next
 * replay finds a duplicate, which is as good. What may not be stored may not stay here either.
 */
export async function replayAll(
  store: FailedStore,
  records: readonly FailedEvent[],
  parts: ReplayParts,
): Promise<ReplayOutcome[]> {
  const outcomes: ReplayOutcome[] = []
  try {
    for (let from = 0; from < records.length; from += together) {
      const round = await Promise.allSettled(records.slice(from, from + together).map((one) => replay(one, parts)))
      const done = round.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      outcomes.push(...done)
      await store.log.replace(
        done
          .filter(({ verdict }) => verdict !== 'rejected')
          .map(({ id }) => ({ offset: offsetOf(id) ?? 0, body: null })),
      )
      const failed = round.find((one) => one.status === 'rejected')
      if (failed) throw failed.reason
    }
  } finally {
    if (outcomes.some(({ verdict }) => verdict !== 'rejected')) await store.log.settle()
  }
  return outcomes
}
