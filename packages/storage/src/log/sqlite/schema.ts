import { closeSync, openSync, readSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** `WEND` in ASCII: the file is ours. */
const applicationId = 0x57454e44

/**
 * How each layout is made from the one before, the first from nothing. A file's layout number says how many it has. To
 * change the layout, add a step: older files take it when opened, an older version refuses the file untouched.
 *
 * Bodies and ids live apart. Bodies go in whole pages at the front as they expire, and those pages are used again; ids
 * stay longer, 28 bytes each, so that a repeated event is recognised after its body has gone. No other index: each
 * costs a third of the speed once millions of rows are there.
 */
const steps = [
  `CREATE TABLE sites (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, site INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE TABLE ids (site INTEGER NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (site, id)) WITHOUT ROWID;
  CREATE TABLE hours (hour INTEGER PRIMARY KEY, seq INTEGER NOT NULL);
  CREATE TABLE consumers (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
  PRAGMA application_id = ${applicationId};`,
  // Class 0 is none: it takes no byte in a row, and rows of layout 1 have it without being written again.
  `CREATE TABLE classes (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  INSERT INTO classes VALUES (0, '');
  ALTER TABLE events ADD COLUMN class INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;`,
  // Rows of layouts 1 and 2 have no checksum and are taken as they are.
  `ALTER TABLE events ADD COLUMN crc INTEGER;
  CREATE TABLE notes (number INTEGER PRIMARY KEY, text TEXT NOT NULL);`,
]
const version = steps.length

const foreign = (path: string, found: number) =>
  new Error(
    `${path} is not a log of this version of Wend (found layout ${found}, expected ${version} or lower). Nothing was changed. Start the version that wrote it, or name another file.`,
  )

/**
 * Looks at the first 100 bytes of a file (https://sqlite.org/fileformat.html#the_database_header): to close a database
 * may write into it what stands in its -wal, so one that is not ours is not opened at all. All zero is a new one.
 */
function mayBeOurs(header: Buffer): boolean {
  const [schema = 0, layout = 0, application = 0] = [40, 60, 68].map((at) => header.readUInt32BE(at))
  const blank = schema === 0 && layout === 0 && application === 0
  return (
    header.toString('latin1', 0, 16) === 'SQLite format 3\0' &&
    (blank || (layout >= 1 && layout <= version && application === applicationId))
  )
}

/** Whether an open database is a log that this version can read. */
export function isLog(db: DatabaseSync): boolean {
  const layout = pragmaOf(db, 'user_version')
  return layout >= 1 && layout <= version && pragmaOf(db, 'application_id') === applicationId
}

const pragmaOf = (db: DatabaseSync, name: string): number =>
  Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0])

function headerOf(path: string, flags: 'r' | 'a+'): { size: number; header: Buffer } {
  // Only its owner may read it; SQLite gives its -wal and -shm files the same rights.
  const file = openSync(path, flags, 0o600)
  try {
    const header = Buffer.alloc(100)
    return { size: readSync(file, header, 0, header.length, 0), header }
  } finally {
    closeSync(file)
  }
}

/** Takes the steps that a file lacks, all or none. */
function bringUp(db: DatabaseSync, found: number): void {
  try {
    db.exec(`BEGIN IMMEDIATE; ${steps.slice(found).join('')} PRAGMA user_version = ${version}; COMMIT;`)
  } catch (error) {
    db.close()
    throw error
  }
}

/** Opens the file durably: every commit reaches the disk (FULL), and deleted bytes are overwritten (secure_delete). */
export function openDatabase(path: string): DatabaseSync {
  const { size, header } = headerOf(path, 'a+')
  if (size > 0 && !mayBeOurs(header)) throw foreign(path, header.readUInt32BE(60))
  const db = new DatabaseSync(path, { timeout: 5000 })
  const found = pragmaOf(db, 'user_version')
  const empty = found === 0 && pragmaOf(db, 'schema_version') === 0
  if (!empty && !isLog(db)) {
    db.close()
    throw foreign(path, found)
  }
  db.exec(
    'PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;',
  )
  if (found < version) bringUp(db, found)
  return db
}
