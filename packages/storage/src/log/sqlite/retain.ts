import type { DatabaseSync } from 'node:sqlite'
import { transaction } from '../../files/transaction.ts'
import type { Offset, Removed, Retention } from '../log.ts'
import type { Names } from './names.ts'

/** Removes the bodies whose time has come. */
export function createRetain(db: DatabaseSync, classes: Names) {
  const young = db.prepare('SELECT seq FROM events WHERE seq > ? AND seq < ? AND at >= ? ORDER BY seq LIMIT 1')
  const usage = ['page_count', 'freelist_count', 'page_size'].map((name) => db.prepare(`PRAGMA ${name}`))
  /** For each class the offset up to which nothing of it is left, so that no run reads again what an earlier one has. */
  let done = new Map<number, Offset>()

  return {
    /** A class that is new has nothing before this offset. */
    begins: (number: number, at: Offset) => done.set(number, at),

    /** Removes what is too old or too much, before the first offset that a consumer has yet to read. */
    retain({ maxAge, maxBytes, classes: ages = {} }: Retention, now: number, unread: Offset): Removed {
      const byNumber = new Map<number, number>()
      const before = new Map(done)
      try {
        transaction(db, () => {
          for (const [age, numbers] of byAge(ages, maxAge)) expire(numbers, now - age, unread, byNumber)
          trim(maxBytes, unread, byNumber)
        })
      } catch (error) {
        done = before
        throw error
      }
      const byClass = Object.fromEntries(
        [...classes.entries()].flatMap(([name, number]) => {
          const count = byNumber.get(number)
          return count ? [[name, count]] : []
        }),
      )
      return { removed: [...byNumber.values()].reduce((sum, count) => sum + count, 0), byClass }
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

  /** Removes what some classes have from before a time. A place in the log is a time: nothing after a young event goes. */
  function expire(numbers: number[], before: number, unread: Offset, counts: Map<number, number>): void {
    const from = Math.min(...numbers.map((number) => done.get(number) ?? 0))
    const end = Number(young.get(from, unread, before)?.seq ?? unread)
    if (end <= from + 1) return
    remove(from, end, numbers, counts)
    for (const number of numbers) done.set(number, Math.max(done.get(number) ?? 0, end - 1))
  }

  /** Removes the oldest bodies until the rest fits. */
  function trim(maxBytes: number, unread: Offset, counts: Map<number, number>): void {
    const oldest = db.prepare('SELECT seq, length(CAST(body AS BLOB)) AS bytes FROM events WHERE seq < ? ORDER BY seq')
    let over = usedBytes() - maxBytes
    let end = 0
    if (over <= 0) return
    for (const row of oldest.iterate(unread)) {
      if (over <= 0) break
      over -= Number(row.bytes)
      end = Number(row.seq)
    }
    remove(
      0,
      end + 1,
      [...classes.entries()].map(([, number]) => number),
      counts,
    )
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
