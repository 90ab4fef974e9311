import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** `SQLITE_BUSY`, https://sqlite.org/rescode.html#busy */
const busy = 5

/**
 * Whether somebody has the log open. In WAL mode each connection holds a shared lock for as long as it is open, so an
 * exclusive one can be had only alone (https://sqlite.org/wal.html#use_of_wal_without_shared_memory).
 */
export function inUse(log: string): boolean {
  const { protocol, pathname } = new URL(log)
  const path = resolve(decodeURIComponent(pathname))
  if (protocol !== 'sqlite:' || !existsSync(path)) return false
  const db = new DatabaseSync(path, { timeout: 0 })
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; ROLLBACK;')
    return false
  } catch (error) {
    if (((error as { errcode?: number }).errcode ?? 0) % 256 === busy) return true
    throw error
  } finally {
    db.close()
  }
}
