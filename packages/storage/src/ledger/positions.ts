import { closeSync, existsSync, openSync, rmSync, statSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { transaction } from '../files/transaction.ts'
import { type Consent, LedgerUnavailable } from './ledger.ts'
import type { Link } from './line.ts'

/** A line of somebody: where it stands in the ledger. */
export interface Position {
  site: string
  who: string
  seq: number
  byte: number
  length: number
}

const version = 1
const applicationId = 0x57454e49
/** Bytes up to which an index is read whole when opened, in a fraction of a second. A larger one says so when it is used. */
const checkedWhole = 64 * 1024 * 1024
export const indexPath = (path: string): string => `${path}.index`

/**
 * The index beside a ledger: whose lines stand where, and how far it has come. It holds no record, so that the file alone
 * says what was agreed to; it is derived, and made anew when it is missing or cannot be read.
 */
export function openPositions(path: string) {
  const db = openIndex(indexPath(path))
  const add = db.prepare('INSERT OR REPLACE INTO positions (site, who, seq, byte, length) VALUES (?, ?, ?, ?, ?)')
  const remember = db.prepare(
    'INSERT OR REPLACE INTO head (one, name, seq, hash, byte, state) VALUES (1, ?, ?, ?, ?, ?)',
  )
  const ofWho = 'SELECT site, who, seq, byte, length FROM positions WHERE site = ? AND who = ?'
  const last = db.prepare(`${ofWho} ORDER BY seq DESC LIMIT 1`)
  const all = db.prepare(`${ofWho} ORDER BY seq`)

  return {
    /** How far it has come, and the state of the file then; undefined when it is new. */
    head: () =>
      db.prepare('SELECT name, seq, hash, byte, state FROM head').get() as (Link & { state: string }) | undefined,
    add(positions: readonly Position[], link: Link, state: string): void {
      transaction(db, () => {
        for (const { site, who, seq, byte, length } of positions) add.run(site, who, seq, byte, length)
        remember.run(link.name, link.seq, link.hash, link.byte, state)
      })
    },
    last: (site: string, who: string) => readable(path, () => last.get(site, who) as Position | undefined),
    all: (site: string, who: string) => readable(path, () => all.all(site, who) as unknown as Position[]),
    clear: () => db.exec('DELETE FROM positions; DELETE FROM head'),
    close: () => db.close(),
  }
}

/** Whoever cannot be looked up is not taken for somebody of whom nothing is known. */
function readable<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    throw new LedgerUnavailable(
      `The index of the consent ledger at ${path} cannot be read: ${(cause as Error).message}. Stop the collector and remove ${indexPath(path)}; it is made anew.`,
      { cause },
    )
  }
}

export type Positions = ReturnType<typeof openPositions>

export const positionOf = ({ site, who }: Consent, { seq, byte: end }: Link, byte: number): Position => ({
  site,
  who,
  seq,
  byte,
  length: end - byte - 1,
})

/** How far the index of a ledger has come, without touching it; undefined when there is none that can be read. */
export function headOf(path: string): Link | undefined {
  if (!existsSync(indexPath(path))) return undefined
  let db: DatabaseSync | undefined
  try {
    db = new DatabaseSync(indexPath(path), { readOnly: true, timeout: 5000 })
    return db.prepare('SELECT name, seq, hash, byte FROM head').get() as Link | undefined
  } catch {
    return undefined
  } finally {
    db?.close()
  }
}

function openIndex(path: string): DatabaseSync {
  try {
    return openAsIs(path)
  } catch {
    for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
    return openAsIs(path)
  }
}

/** A crash may cost its last commits, which the file has anyway; it may not leave it mixed up: NORMAL, in WAL mode. */
function openAsIs(path: string): DatabaseSync {
  closeSync(openSync(path, 'a', 0o600))
  const db = new DatabaseSync(path, { timeout: 5000 })
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;')
    const pragma = (name: string) => Number(Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0])
    if (pragma('schema_version') === 0)
      db.exec(`BEGIN IMMEDIATE;
        CREATE TABLE positions (site TEXT, who TEXT, seq INTEGER, byte INTEGER, length INTEGER, PRIMARY KEY (site, who, seq)) WITHOUT ROWID;
        CREATE TABLE head (one INTEGER PRIMARY KEY, name TEXT, seq INTEGER, hash TEXT, byte INTEGER, state TEXT);
        PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version}; COMMIT;`)
    if (pragma('application_id') !== applicationId || pragma('user_version') !== version)
      throw new Error('not an index of this version')
    if (statSync(path).size < checkedWhole && db.prepare('PRAGMA quick_check(1)').get()?.quick_check !== 'ok')
      throw new Error('damaged')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}
