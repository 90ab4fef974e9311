import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

/** Sizes of https://sqlite.org/fileformat.html#the_write_ahead_log */
const header = 32
const frame = 24

/**
 * Looks at the -wal of a log before SQLite opens it. SQLite reads it up to the first frame that is not as it was written
 * and takes what comes after for never committed, which after a power cut it is. Where whole commits come after, something
 * is damaged instead. Gives how many, once the log is open.
 */
export function readWal(path: string): (db: DatabaseSync) => number {
  const commits = commitsIn(`${path}-wal`)
  return (db) => {
    if (commits.length === 0) return 0
    const valid = Number(db.prepare('PRAGMA wal_checkpoint(PASSIVE)').get()?.log ?? 0)
    return commits.filter((number) => number > valid).length
  }
}

/** The numbers of the frames that end a commit, of those that belong to the present -wal and not to an earlier one. */
function commitsIn(path: string): number[] {
  if (!existsSync(path)) return []
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(header)
    if (readSync(file, head, 0, header, 0) < header) return []
    const step = frame + head.readUInt32BE(8)
    const frames = Math.floor((fstatSync(file).size - header) / step)
    const one = Buffer.alloc(frame)
    const commits: number[] = []
    for (let number = 1; number <= frames; number++) {
      readSync(file, one, 0, frame, header + (number - 1) * step)
      if (one.compare(head, 16, 24, 8, 16) === 0 && one.readUInt32BE(4) > 0) commits.push(number)
    }
    return commits
  } finally {
    closeSync(file)
  }
}
