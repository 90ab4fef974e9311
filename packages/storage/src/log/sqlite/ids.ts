import type { DatabaseSync } from 'node:sqlite'
import { transaction } from '../../files/transaction.ts'
import type { Offset } from '../log.ts'

const idsAtATime = 20_000

export const hourOf = (at: number): number => Math.floor(at / 3_600_000)

/**
 * Forgets ids whose hour has passed: those before the first mark of a younger hour, for nothing tells an id's age but
 * its place in the log. In slices; the newest mark stays, so that what comes next has an hour.
 */
export function createForgetIds(db: DatabaseSync) {
  const young = db.prepare('SELECT min(seq) AS seq FROM hours WHERE hour >= ?')
  const slice = db.prepare('SELECT site, id, seq FROM ids WHERE (site, id) > (?, ?) ORDER BY site, id LIMIT ?')
  const forget = db.prepare('DELETE FROM ids WHERE site = ? AND id = ?')
  const forgetHours = db.prepare('DELETE FROM hours WHERE seq < ? AND hour < (SELECT max(hour) FROM hours)')
  let forgotten = 1

  /** Forgets ids older than a time; none that stands at or after `first`, the oldest event that is left. */
  return function forgetIds(before: number, first: Offset): void {
    const end = Math.min(Number(young.get(hourOf(before))?.seq ?? first), first)
    if (end <= forgotten) return
    let from: { site: number; id: Uint8Array } = { site: 0, id: new Uint8Array() }
    for (;;) {
      const rows = slice.all(from.site, from.id, idsAtATime) as unknown as {
        site: number
        id: Uint8Array
        seq: number
      }[]
      transaction(db, () => {
        for (const row of rows) if (row.seq < end) forget.run(row.site, row.id)
      })
      const tail = rows.at(-1)
      if (!tail) break
      from = tail
    }
    forgetHours.run(end)
    forgotten = end
  }
}
