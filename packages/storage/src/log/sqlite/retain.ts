import type { DatabaseSync } from 'node:sqlite'
import { transaction } from '../../files/transaction.ts'
import type { Offset, Retention } from '../log.ts'
import type { Names } from './names.ts'

/** What one slice removed, by class, and whether nothing is left to remove. */
export interface Removing {
  byClass: Record<string, number>
  done: boolean
}

/** Some milliseconds, about 30 when each body is as large as it may be: so long an append may have to wait. */
const rowsAtATime = 1000

/** Removes the bodies whose time has come, a slice at a time. */
export function createRetain(db: DatabaseSync, classes: Names) {
  const young = db.prepare('SELECT seq FROM events WHERE seq > ? AND seq < ? AND at >= ? ORDER BY seq LIMIT 1')
  const nth = db.prepare('SELECT seq FROM events WHERE seq > ? AND seq < ? ORDER BY seq LIMIT 1 OFFSET ?')
  const oldest = db.prepare(
    'SELECT seq, length(CAST(body AS BLOB)) AS bytes FROM events WHERE seq < ? ORDER BY seq LIMIT ?',
  )
  const usage = ['page_count', 'freelist_count', 'page_size'].map((name) => db.prepare(`PRAGMA ${name}`))
  /** For each class the offset up to which nothing of it is left, so that no run reads again what an earlier one has. */
  let done = new Map<number, Offset>()

  return {
    /** A class that is new has nothing before this offset. */
    begins: (number: number, at: Offset) => done.set(number, at),

    /** Removes a slice of what is too old or too much, before the first offset that a consumer has yet to read. */
    slice({ maxAge, maxBytes, classes: ages = {} }: Retention, now: number, unread: Offset): Removing {
      const counts = new Map<number, number>()
      const before = new Map(done)
      try {
        const finished = transaction(db, () => {
          for (const [age, numbers] of byAge(ages, maxAge))
            if (!expire(numbers, now - age, unread, counts)) return false
          return trim(maxBytes, unread, counts)
        })
        const byClass = Object.fromEntries(
          [...counts].map(([number, count]) => [classes.name(number) ?? '', count] as const),
        )
        return { byClass, done: finished }
      } catch (error) {
        done = before
        throw error
      }
    },
  }

  /** The classes of each age: those that are kept equally long are looked through together. */
  function byAge(ages: Readonly<Record<string, number>>, otherwise: number): Map<number, number[]> {
    const groups = new Map<number, number[]>()
    for (const [name, number] of classes.entries()) {
      const under = [name, name.replace(/\/.*/, '')].find((one) => Object.hasOwn(ages, one))
      const age = under === undefined ? otherwise : (ages[under] ?? otherwise)
      groups.set(age, [...(groups.get(age) ?? []), number])
    }
    return groups
  }

  /**
   * Removes what some classes have from before a time. A place in the log is a time: nothing after a young event goes.
   * Gives whether that was all.
   */
  function expire(numbers: number[], before: number, unread: Offset, counts: Map<number, number>): boolean {
    const from = Math.min(...numbers.map((number) => done.get(number) ?? 0))
    const slice = nth.get(from, unread, rowsAtATime - 1)?.seq
    const edge = slice === undefined ? unread : Number(slice) + 1
    const stop = young.get(from, edge, before)?.seq
    const end = stop === undefined ? edge : Number(stop)
    if (end > from + 1) {
      remove(from, end, numbers, counts)
      for (const number of numbers) done.set(number, Math.max(done.get(number) ?? 0, end - 1))
    }
    return stop !== undefined || slice === undefined
  }

  /** Removes the oldest bodies until the rest fits. Gives whether it does. */
  function trim(maxBytes: number, unread: Offset, counts: Map<number, number>): boolean {
    let over = usedBytes() - maxBytes
    let end = 0
    let rows = 0
    if (over <= 0) return true
    for (const row of oldest.iterate(unread, rowsAtATime)) {
      if (over <= 0) break
      over -= Number(row.bytes)
      end = Number(row.seq)
      rows++
    }
    remove(
      0,
      end + 1,
      [...classes.entries()].map(([, number]) => number),
      counts,
    )
    return rows < rowsAtATime
  }

  function remove(from: Offset, end: Offset, numbers: number[], counts: Map<number, number>): void {
    const where = `WHERE seq > ? AND seq < ? AND class IN (${numbers.join()})`
    const count = db.prepare(`SELECT class, count(*) AS count FROM events ${where} GROUP BY class`)
    for (const row of count.all(from, end)) {
      const number = Number(row.class)
      counts.set(number, (counts.get(number) ?? 0) + Number(row.count))
    }
    db.prepare(`DELETE FROM events ${where}`).run(from, end)
  }

  /** Bytes of the file that hold something. What expired is used again before the file grows. */
  function usedBytes(): number {
    const [pages = 0, free = 0, size = 0] = usage.map((pragma) => Number(Object.values(pragma.get() ?? {})[0]))
    return (pages - free) * size
  }
}
