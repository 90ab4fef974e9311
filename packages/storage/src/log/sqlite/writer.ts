import type { DatabaseSync } from 'node:sqlite'
import type { Entry, Offset, Retention, Stored } from '../log.ts'

/** The entries of one call, and when it was made. */
export interface Appending {
  entries: readonly Entry[]
  at: number
}

const hourOf = (at: number): number => Math.floor(at / 3_600_000)
const idsAtATime = 20_000

/** The statements of the log on one open database. Synchronous; one thread owns it. */
export function createWriter(db: DatabaseSync) {
  const addId = db.prepare('INSERT OR IGNORE INTO ids (site, id, seq) VALUES (?, ?, ?)')
  const addEvent = db.prepare('INSERT INTO events (seq, at, site, body) VALUES (?, ?, ?, ?)')
  const addSite = db.prepare('INSERT INTO sites (name) VALUES (?) RETURNING number')
  const addHour = db.prepare('INSERT OR IGNORE INTO hours (hour, seq) VALUES (?, ?)')
  const events = 'SELECT seq AS offset, at, name AS site, body FROM events JOIN sites ON site = number WHERE seq > ?'
  const all = db.prepare(`${events} ORDER BY seq LIMIT ?`)
  const ofSite = db.prepare(`${events} AND name = ? ORDER BY seq LIMIT ?`)
  const firstSeq = db.prepare('SELECT min(seq) AS seq FROM events')
  const lastSeq = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'events'")
  const cursorOf = db.prepare('SELECT seq FROM consumers WHERE name = ?')
  const setCursor = db.prepare(
    'INSERT INTO consumers VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET seq = max(seq, excluded.seq)',
  )
  const number = (row: Record<string, unknown> | undefined, column: string): number => Number(row?.[column] ?? 0)

  const sites = new Map(
    db
      .prepare('SELECT name, number FROM sites')
      .all()
      .map((row) => [String(row.name), Number(row.number)]),
  )
  let last = number(lastSeq.get(), 'seq')
  let hour = number(db.prepare('SELECT max(hour) AS hour FROM hours').get(), 'hour')
  let forgotten = 1

  const transaction = <T>(work: () => T): T => {
    db.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      db.exec('COMMIT')
      return result
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }

  const siteNumber = (name: string): number => {
    const known = sites.get(name)
    if (known !== undefined) return known
    const added = number(addSite.get(name), 'number')
    sites.set(name, added)
    return added
  }

  return {
    /** Writes all of a round in one transaction; the offsets for each call. Throws and writes nothing on any failure. */
    append(round: readonly Appending[]): Offset[][] {
      const before = { last, hour, sites: sites.size }
      try {
        return transaction(() =>
          round.map(({ entries, at }) => {
            const first = last + 1
            const offsets = entries.map(({ site, id, body }) => {
              const number = siteNumber(site)
              if (addId.run(number, Buffer.from(id.replaceAll('-', ''), 'hex'), last + 1).changes === 0) return 0
              addEvent.run(++last, at, number, body)
              return last
            })
            if (last >= first && hourOf(at) > hour) {
              hour = hourOf(at)
              addHour.run(hour, first)
            }
            return offsets
          }),
        )
      } catch (error) {
        last = before.last
        hour = before.hour
        if (sites.size > before.sites) for (const [name, number] of sites) if (number > before.sites) sites.delete(name)
        throw error
      }
    },

    read: (after: Offset, limit: number, site?: string): Stored[] =>
      (site === undefined ? all.all(after, limit) : ofSite.all(after, site, limit)) as unknown as Stored[],

    bounds: () => ({ first: number(firstSeq.get(), 'seq') || last + 1, last }),

    cursor: (consumer: string): Offset => number(cursorOf.get(consumer), 'seq'),

    advance(consumer: string, to: Offset): void {
      setCursor.run(consumer, to)
    },

    retain({ maxAge, maxBytes, maxIdAge }: Retention, now: number): { removed: number } {
      const read = db.prepare('SELECT min(seq) AS seq FROM consumers').get()
      const unread = read?.seq == null ? Number.MAX_SAFE_INTEGER : Number(read.seq) + 1
      const young = db.prepare('SELECT seq FROM events WHERE at >= ? ORDER BY seq LIMIT 1').get(now - maxAge)
      const end = Math.min(young ? Number(young.seq) : last + 1, unread)
      let removed = Number(db.prepare('DELETE FROM events WHERE seq < ?').run(end).changes)
      removed += trim(maxBytes, unread)
      forgetIds(now - maxIdAge)
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      return { removed }
    },

    close: () => db.close(),
  }

  /** Bytes of the file that hold something. What expired is used again before the file grows. */
  function usedBytes(): number {
    const pragma = (name: string) => number(db.prepare(`PRAGMA ${name}`).get(), name)
    return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size')
  }

  /** Removes the oldest bodies until the rest fits. */
  function trim(maxBytes: number, unread: Offset): number {
    const oldest = db.prepare('SELECT seq, length(CAST(body AS BLOB)) AS bytes FROM events WHERE seq < ? ORDER BY seq')
    let over = usedBytes() - maxBytes
    let end = 0
    if (over > 0) {
      for (const row of oldest.iterate(unread)) {
        if (over <= 0) break
        over -= Number(row.bytes)
        end = Number(row.seq)
      }
    }
    return end ? Number(db.prepare('DELETE FROM events WHERE seq <= ?').run(end).changes) : 0
  }

  /**
   * Forgets ids whose hour has passed: those before the first mark of a younger hour, for nothing tells an id's age but
   * its place in the log. In slices; the newest mark stays, so that what comes next has an hour.
   */
  function forgetIds(before: number): void {
    const mark = db.prepare('SELECT min(seq) AS seq FROM hours WHERE hour >= ?').get(hourOf(before))
    const old = number(mark, 'seq') || last + 1
    const end = Math.min(old, number(firstSeq.get(), 'seq') || last + 1)
    if (end <= forgotten) return
    const slice = db.prepare('SELECT site, id, seq FROM ids WHERE (site, id) > (?, ?) ORDER BY site, id LIMIT ?')
    const forget = db.prepare('DELETE FROM ids WHERE site = ? AND id = ?')
    let from: { site: number; id: Uint8Array } = { site: 0, id: new Uint8Array() }
    for (;;) {
      const rows = slice.all(from.site, from.id, idsAtATime) as unknown as {
        site: number
        id: Uint8Array
        seq: number
      }[]
      transaction(() => {
        for (const row of rows) if (row.seq < end) forget.run(row.site, row.id)
      })
      const tail = rows.at(-1)
      if (!tail) break
      from = tail
    }
    db.prepare('DELETE FROM hours WHERE seq < ? AND hour < (SELECT max(hour) FROM hours)').run(end)
    forgotten = end
  }
}

export type Writer = ReturnType<typeof createWriter>
