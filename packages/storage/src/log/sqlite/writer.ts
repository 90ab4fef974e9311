import type { DatabaseSync } from 'node:sqlite'
import { transaction } from '../../files/transaction.ts'
import type { Change, Entry, Offset, Removed, Retention, Stored } from '../log.ts'
import { createForgetIds, hourOf } from './ids.ts'
import { createNames } from './names.ts'
import { createRetain } from './retain.ts'
import { createScrub } from './scrub.ts'
import { createSearch } from './search.ts'

/** The entries of one call, and when it was made. */
export interface Appending {
  entries: readonly Entry[]
  at: number
}

/** The statements of the log on one open database, which is the file at `path`. Synchronous; one thread owns it. */
export function createWriter(db: DatabaseSync, path: string) {
  const addId = db.prepare('INSERT OR IGNORE INTO ids (site, id, seq) VALUES (?, ?, ?)')
  const addEvent = db.prepare('INSERT INTO events (seq, at, site, body, class) VALUES (?, ?, ?, ?, ?)')
  const addHour = db.prepare('INSERT OR IGNORE INTO hours (hour, seq) VALUES (?, ?)')
  const events = 'SELECT seq AS offset, at, name AS site, body FROM events JOIN sites ON site = number WHERE seq > ?'
  const all = db.prepare(`${events} ORDER BY seq LIMIT ?`)
  const ofSite = db.prepare(`${events} AND name = ? ORDER BY seq LIMIT ?`)
  const setBody = db.prepare('UPDATE events SET body = ? WHERE seq = ?')
  const remove = db.prepare('DELETE FROM events WHERE seq = ?')
  const firstSeq = db.prepare('SELECT min(seq) AS seq FROM events')
  const lastSeq = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'events'")
  const cursorOf = db.prepare('SELECT seq FROM consumers WHERE name = ?')
  const setCursor = db.prepare(
    'INSERT INTO consumers VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET seq = max(seq, excluded.seq)',
  )
  const leastCursor = db.prepare('SELECT min(seq) AS seq FROM consumers')
  const markOf = db.prepare('SELECT value FROM marks WHERE name = ?')
  const setMark = db.prepare('INSERT INTO marks VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value')
  const number = (row: Record<string, unknown> | undefined, column: string): number => Number(row?.[column] ?? 0)

  const sites = createNames(db, 'sites')
  const classes = createNames(db, 'classes')
  const retention = createRetain(db, classes)
  const forgetIds = createForgetIds(db)
  const scrubber = createScrub(db, path)
  let last = number(lastSeq.get(), 'seq')
  let hour = number(db.prepare('SELECT max(hour) AS hour FROM hours').get(), 'hour')

  const first = () => number(firstSeq.get(), 'seq') || last + 1
  const classNumber = (name: string): number => {
    const highest = classes.highest()
    const found = classes.number(name)
    if (found > highest) retention.begins(found, last)
    return found
  }

  return {
    /** Writes all of a round in one transaction; the offsets for each call. Throws and writes nothing on any failure. */
    append(round: readonly Appending[]): Offset[][] {
      const before = { last, hour, sites: sites.highest(), classes: classes.highest() }
      try {
        return transaction(db, () =>
          round.map(({ entries, at }) => {
            const begin = last + 1
            const offsets = entries.map(({ site, id, body, class: name }) => {
              const number = sites.number(site)
              if (addId.run(number, Buffer.from(id.replaceAll('-', ''), 'hex'), last + 1).changes === 0) return 0
              const kept = name ? classNumber(name) : 0
              addEvent.run(++last, at, number, body, kept)
              return last
            })
            if (last >= begin && hourOf(at) > hour) {
              hour = hourOf(at)
              addHour.run(hour, begin)
            }
            return offsets
          }),
        )
      } catch (error) {
        last = before.last
        hour = before.hour
        sites.backTo(before.sites)
        classes.backTo(before.classes)
        throw error
      }
    },

    read: (after: Offset, limit: number, site?: string): Stored[] =>
      (site === undefined ? all.all(after, limit) : ofSite.all(after, site, limit)) as unknown as Stored[],

    bounds: () => ({ first: first(), last }),

    cursor: (consumer: string): Offset => number(cursorOf.get(consumer), 'seq'),

    advance(consumer: string, to: Offset): void {
      setCursor.run(consumer, to)
    },

    mark: (name: string): number => number(markOf.get(name), 'value'),

    setMark(name: string, value: number): void {
      setMark.run(name, value)
    },

    scan: createSearch(db),

    replace: (changes: readonly Change[]): number =>
      transaction(db, () => {
        let there = 0
        for (const { offset, body } of changes)
          there += Number((body === null ? remove.run(offset) : setBody.run(body, offset)).changes)
        return there
      }),

    retain(limits: Retention, now: number): Removed {
      const cursor = leastCursor.get()?.seq
      const unread = cursor == null ? last + 1 : Math.min(last, Number(cursor)) + 1
      const result = retention.retain(limits, now, unread)
      forgetIds(now - limits.maxIdAge, first())
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      return result
    },

    scrub: scrubber.scrub,

    close() {
      db.close()
      scrubber.close()
    },
  }
}

export type Writer = ReturnType<typeof createWriter>
