import type { DatabaseSync } from 'node:sqlite'
import type { Offset } from '../log.ts'
import { isCorrupt } from './faults.ts'
import type { Names } from './names.ts'
import { columns, type Row, type Rows, type Slice } from './rows.ts'

/** About a millisecond of work, 30 when each body is as large as it may be: so long an append may have to wait. */
const rowsAtATime = 1000

/** As one expression for all texts, in halves: SQLite takes no expression of more than 1,000 levels. */
function containsAny(count: number): string {
  if (count === 1) return 'instr(body, ?)'
  const half = count >> 1
  return `(${containsAny(half)} OR ${containsAny(count - half)})`
}

/** Looks through one slice of the log after another. Only rows that match leave the thread. */
export function createSearch(db: DatabaseSync, sites: Names, rows: Rows) {
  const nth = db.prepare('SELECT seq FROM events WHERE seq > ? ORDER BY seq LIMIT 1 OFFSET ?')

  return function scan(site: string, texts: readonly string[], after: Offset, last: Offset, limit: number): Slice {
    const number = sites.find(site)
    if (number === undefined) return { found: [], damaged: rows.damaged() }
    try {
      const end = Math.min(last, Number(nth.get(after, rowsAtATime - 1)?.seq ?? last))
      const matching = db
        .prepare(
          `SELECT ${columns} FROM events WHERE seq > ? AND seq <= ? AND site = ? AND ${containsAny(texts.length)}
          ORDER BY seq LIMIT ?`,
        )
        .all(after, end, number, ...texts, limit) as unknown as Row[]
      const found = matching.flatMap((row) => rows.event(row) ?? [])
      const next = matching.length < limit ? end : (matching.at(-1)?.offset ?? end)
      return { found, ...(next < last && { next }), damaged: rows.damaged() }
    } catch (error) {
      if (!isCorrupt(error)) throw error
      const holdsOne = ({ number: own, body }: Row) =>
        own === number && texts.some((text) => String(body).includes(text))
      return rows.oneByOne(after, last, limit, holdsOne)
    }
  }
}
