import type { DatabaseSync } from 'node:sqlite'
import type { Offset, Stored } from '../log.ts'

/** What a slice of the log held, and where the next one starts. */
export interface Slice {
  found: Stored[]
  next: Offset
}

/** About a millisecond of work, 30 when each body is as large as it may be: so long an append may have to wait. */
const rowsAtATime = 1000

/** As one expression for all texts, in halves: SQLite takes no expression of more than 1,000 levels. */
function containsAny(count: number): string {
  if (count === 1) return 'instr(body, ?)'
  const half = count >> 1
  return `(${containsAny(half)} OR ${containsAny(count - half)})`
}

/** Looks through one slice of the log after another. Only rows that match leave the thread. */
export function createSearch(db: DatabaseSync) {
  const nth = db.prepare('SELECT seq FROM events WHERE seq > ? ORDER BY seq LIMIT 1 OFFSET ?')

  return function scan(site: string, texts: readonly string[], after: Offset, last: Offset, limit: number): Slice {
    const end = Math.min(last, Number(nth.get(after, rowsAtATime - 1)?.seq ?? last))
    const found = db
      .prepare(
        `SELECT seq AS offset, at, name AS site, body FROM events JOIN sites ON site = number
        WHERE seq > ? AND seq <= ? AND name = ? AND ${containsAny(texts.length)}
        ORDER BY seq LIMIT ?`,
      )
      .all(after, end, site, ...texts, limit) as unknown as Stored[]
    return { found, next: found.length < limit ? end : (found.at(-1)?.offset ?? end) }
  }
}
