import { DatabaseSync } from 'node:sqlite'

/** Sequences that a log gives in a second, at most. */
const perSecond = 1_000_000

/**
 * Lets a log that came from a backup go on with sequences that were never given before. The lost log gave some that the backup
 * does not know; given again they would stand for other events, which every consumer that had come further would miss. The
 * time, in millionths of a second, is beyond all of them. Gives the last sequence as it counts now.
 */
export function skipSequences(path: string, now: number): number {
  const db = new DatabaseSync(path, { timeout: 0 })
  try {
    const row = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'events'").get()
    const next = Math.max(Number(row?.seq ?? 0), Math.floor(now / 1000) * perSecond)
    if (row) db.prepare("UPDATE sqlite_sequence SET seq = ? WHERE name = 'events'").run(next)
    else db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('events', ?)").run(next)
    return next
  } finally {
    db.close()
  }
}
