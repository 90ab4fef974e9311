import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { backup as copyPages, DatabaseSync } from 'node:sqlite'
import { LogUnavailable } from '../log.ts'
import { isLog } from './schema.ts'

/** 8 MB at a time, between which the calling process breathes. */
const pagesAtATime = 2048

/** Copies a log as it is at one moment. The one that writes it goes on meanwhile; its -wal grows until the copy is made. */
export async function backup(url: URL, to: string): Promise<void> {
  const path = resolve(decodeURIComponent(url.pathname))
  const target = resolve(to)
  if (!existsSync(path)) throw new LogUnavailable(`There is no log at ${path}. Name the one that the collector writes.`)
  try {
    closeSync(openSync(target, 'wx', 0o600))
  } catch (cause) {
    throw new LogUnavailable(`${target} cannot be made (${(cause as NodeJS.ErrnoException).code}). Name a new file.`, {
      cause,
    })
  }
  try {
    await copy(path, target)
  } catch (cause) {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(target + end, { force: true })
    throw new LogUnavailable(`The log at ${path} could not be copied: ${(cause as Error).message}.`, { cause })
  }
}

async function copy(path: string, target: string): Promise<void> {
  // Only reads: to close the last connection that may write would move what stands in the -wal.
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5000 })
  try {
    // One moment for the whole copy. Without it SQLite begins anew after each commit of another process.
    db.exec('BEGIN; SELECT count(*) FROM sqlite_schema')
    if (!isLog(db)) throw new Error('it is not a log of this version of Wend')
    await copyPages(db, target, { rate: pagesAtATime })
  } finally {
    db.close()
  }
  for (const name of [target, dirname(target)]) {
    const file = openSync(name, 'r')
    fsyncSync(file)
    closeSync(file)
  }
}
