import type { DatabaseSync } from 'node:sqlite'
import { transaction } from '../../files/transaction.ts'
import type { Change, Note, Offset, Retention } from '../log.ts'
import { checkpoint } from './checkpoint.ts'
import { isCorrupt, isDiskFault } from './faults.ts'
import { createForgetIds, hourOf } from './ids.ts'
import { createNotes } from './kept-notes.ts'
import { createNames } from './names.ts'
import { type Packed, unpack } from './pack.ts'
import { createRetain, type Removing } from './retain.ts'
import { crcOf, createRows, type Slice } from './rows.ts'
import { createScrub } from './scrub.ts'
import { createSearch } from './search.ts'

/** The entries of one call, and when it was made. */
export interface Appending {
  packed: Packed
  at: number
  notes?: readonly Note[]
}

/**
 * The statements of the log on one open database, which is the file at `path` and has lost so many commits before. Synchronous;
 * one thread owns it.
 */
export function createWriter(db: DatabaseSync, path: string, lost = 0) {
  const addId = db.prepare('INSERT OR IGNORE INTO ids (site, id, seq) VALUES (?, ?, ?)')
  const addEvent = db.prepare('INSERT INTO events (seq, at, site, body, class, crc) VALUES (?, ?, ?, ?, ?, ?)')
  const addHour = db.prepare('INSERT OR IGNORE INTO hours (hour, seq) VALUES (?, ?)')
  const row = db.prepare('SELECT at, site, class FROM events WHERE seq = ?')
  const setBody = db.prepare('UPDATE events SET body = ?, crc = ? WHERE seq = ?')
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
  const rows = createRows(db, sites, lost)
  const notes = createNotes(db)
  const retention = createRetain(db, classes)
  const forgetIds = createForgetIds(db)
  const scrubber = createScrub(db, path)
  let last = Math.max(number(lastSeq.get(), 'seq'), highest())
  let hour = number(db.prepare('SELECT max(hour) AS hour FROM hours').get(), 'hour')
  /** Whether the system has failed us: what it says it wrote since the last good moment may not be on the disk. */
  let doubtful = false

  /** The last event, in case the number that remembers it is damaged: an offset that is taken is not given again. */
  function highest(): Offset {
    try {
      return number(db.prepare('SELECT max(seq) AS seq FROM events').get(), 'seq')
    } catch (error) {
      if (isCorrupt(error)) return 0
      throw error
    }
  }
  const first = (): Offset => {
    try {
      return number(firstSeq.get(), 'seq') || last + 1
    } catch (error) {
      if (isCorrupt(error)) return 1 // somewhere; reading finds what is left
      throw error
    }
  }
  const classNumber = (name: string): number => {
    const highest = classes.highest()
    const found = classes.number(name)
    if (found > highest) retention.begins(found, last)
    return found
  }

  /** Writes one call, in the transaction of its round. */
  const write = ({ packed, at }: Appending): Offset[] => {
    const begin = last + 1
    const offsets: Offset[] = []
    unpack(packed, (site, id, body, name) => {
      const number = sites.number(site)
      if (addId.run(number, Buffer.from(id.replaceAll('-', ''), 'hex'), last + 1).changes === 0) return offsets.push(0)
      const kept = name ? classNumber(name) : 0
      addEvent.run(++last, at, number, body, kept, crcOf(last, at, kept, site, body))
      return offsets.push(last)
    })
    if (last >= begin && hourOf(at) > hour) {
      hour = hourOf(at)
      addHour.run(hour, begin)
    }
    return offsets
  }

  /**
   * After a failed fsync the system may forget what it did not write, and say yes the next time
   * (https://lwn.net/Articles/752063/). A commit that comes after it in the -wal would be lost with it; so nothing is
   * taken until all that counts has reached the file itself.
   */
  const regainTrust = () => {
    if (!doubtful) return
    if (!checkpoint(db).moved) throw new Error('a write failed, and another process reads the file: end that first')
    doubtful = false
  }

  return {
    /** Writes all of a round in one transaction; the offsets for each call. Throws and writes nothing on any failure. */
    append(round: readonly Appending[]): Offset[][] {
      const before = { last, hour, sites: sites.highest(), classes: classes.highest() }
      for (const call of round) if (call.notes) notes.owe(call.notes)
      try {
        regainTrust()
        const offsets = transaction(db, () => {
          notes.write()
          return round.map(write)
        })
        notes.written()
        return offsets
      } catch (error) {
        doubtful ||= isDiskFault(error)
        last = before.last
        hour = before.hour
        sites.backTo(before.sites)
        classes.backTo(before.classes)
        throw error
      }
    },

    notes: notes.all,
    dropNotes: notes.drop,

    read: (after: Offset, limit: number, site?: string): Slice => rows.read(after, last, limit, site),

    bounds: () => ({ first: first(), last }),

    damaged: rows.damaged,

    cursor: (consumer: string): Offset => number(cursorOf.get(consumer), 'seq'),

    advance(consumer: string, to: Offset): void {
      setCursor.run(consumer, to)
    },

    mark: (name: string): number => number(markOf.get(name), 'value'),

    setMark(name: string, value: number): void {
      setMark.run(name, value)
    },

    scan: createSearch(db, sites, rows),

    replace: (changes: readonly Change[]): number =>
      transaction(db, () => {
        let there = 0
        for (const { offset, body } of changes) {
          if (body === null) {
            there += Number(remove.run(offset).changes)
            continue
          }
          const old = row.get(offset)
          if (!old) continue
          const site = sites.name(Number(old.site)) ?? ''
          setBody.run(body, crcOf(offset, Number(old.at), Number(old.class), site, body), offset)
          there++
        }
        return there
      }),

    /** Removes a slice of what is too old or too much. Gives which classes it was of; to be called again until `done`. */
    retain(limits: Retention, now: number): Removing {
      const cursor = leastCursor.get()?.seq
      const unread = cursor == null ? last + 1 : Math.min(last, Number(cursor)) + 1
      const removing = retention.slice(limits, now, unread)
      if (!removing.done || !forgetIds(now - limits.maxIdAge, first())) return { ...removing, done: false }
      checkpoint(db)
      return removing
    },

    scrub: scrubber.scrub,

    close() {
      try {
        if (notes.waiting()) this.append([])
      } finally {
        db.close()
        scrubber.close()
      }
    },
  }
}

export type Writer = ReturnType<typeof createWriter>
