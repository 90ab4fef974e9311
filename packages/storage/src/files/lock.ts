import { closeSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/**
 * Holds a file for one process, by a lock on an empty SQLite file beside it: Node offers no file locks, SQLite's are the
 * system's own, so that a crash or a kill leaves nothing behind that anybody would have to remove. Gives the way to let
 * go, or undefined when somebody else holds it.
 */
export function lock(path: string): (() => void) | undefined {
  const beside = `${path}.lock`
  closeSync(openSync(beside, 'a', 0o600))
  const db = new DatabaseSync(beside, { timeout: 0 })
  try {
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE') // nothing is ever written into it
    return () => db.close()
  } catch (error) {
    db.close()
    if ((error as { errcode?: number }).errcode === 5) return undefined // SQLITE_BUSY
    throw error
  }
}
