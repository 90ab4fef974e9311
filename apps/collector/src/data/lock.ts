import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { BadConfig } from '../config/load.ts'

export const lockName = 'wend.lock'

/** `SQLITE_BUSY`, https://sqlite.org/rescode.html#busy */
const busy = 5

/**
 * Keeps a data folder for one process; gives the way to let go. It is a lock on an empty SQLite file, which is the system's
 * own: a crash or a kill leaves nothing behind that anybody would have to remove. Throws `BadConfig` when somebody else has it.
 */
export function lockData(data: string): () => void {
  try {
    mkdirSync(data, { recursive: true, mode: 0o700 })
    closeSync(openSync(join(data, lockName), 'a', 0o600))
  } catch (cause) {
    throw new BadConfig(
      `The data folder ${data} cannot be written (${(cause as NodeJS.ErrnoException).code}). Give it to the user that runs Wend, or name another with WEND_DATA.`,
      { cause },
    )
  }
  const db = new DatabaseSync(join(data, lockName), { timeout: 0 })
  try {
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE') // nothing is ever written into it
    return () => db.close()
  } catch (error) {
    db.close()
    if ((error as { errcode?: number }).errcode !== busy) throw error
    throw new BadConfig(
      `Another Wend is using the data folder ${data}. Stop it first, or give this one a folder of its own with WEND_DATA. Nothing was changed.`,
      { cause: error },
    )
  }
}
