import type { DatabaseSync } from 'node:sqlite'

/**
 * Brings everything into the file itself and empties the -wal. Waits for nobody: a thread that waits takes no event. Gives
 * whether everything is in the file, and whether the -wal is empty; both are false where another process reads an older
 * state, the second where one reads at all.
 */
export function checkpoint(db: DatabaseSync): { moved: boolean; emptied: boolean } {
  db.exec('PRAGMA busy_timeout = 0')
  try {
    const { busy, log, checkpointed } = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() ?? {}
    // Both are −1 where it could not even begin.
    return { moved: log === checkpointed && Number(log) >= 0, emptied: busy === 0 }
  } finally {
    db.exec('PRAGMA busy_timeout = 5000')
  }
}
