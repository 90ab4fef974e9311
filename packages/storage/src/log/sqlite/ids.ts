import type { DatabaseSync } from 'node:sqlite'
import { transaction } from '../../files/transaction.ts'
import type { Offset } from '../log.ts'

/** Some milliseconds: so long an append may have to wait. */
const idsAtATime = 8000

export const hourOf = (at: number): number => Math.floor(at / 3_600_000)

/**
 * Forgets ids whose hour has passed: those before the first mark of a younger hour, for nothing tells an id's age but
 * its place in the log. Goes through all of them once an hour, in slices; the newest mark stays, so that what comes next
 * has an hour.
 */
export function createForgetIds(db: DatabaseSync) {
  const young = db.prepare('SELECT min(seq) AS seq FROM hours WHERE hour >= ?')
  const nth = db.prepare('SELECT site, id FROM ids WHERE (site, id) > (?, ?) ORDER BY site, id LIMIT 1 OFFSET ?')
  const forget = db.prepare('DELETE FROM ids WHERE (site, id) > (?, ?) AND (site, id) <= (?, ?) AND seq < ?')
  const forgetRest = db.prepare('DELETE FROM ids WHERE (site, id) > (?, ?) AND seq < ?')
  const forgetHours = db.prepare('DELETE FROM hours WHERE seq < ? AND hour < (SELECT max(hour) FROM hours)')
  let forgotten = 1
  /** The pass under way: up to which offset it forgets, and how far it has come. */
  let pass: { end: Offset; site: number; id: Uint8Array } | undefined

  /**
   * Forgets ids older than a time in the next slice; none that stands at or after `first`, the oldest event that is left.
   * Gives whether all of them are gone.
   */
  return function forgetIds(before: number, first: Offset): boolean {
    if (!pass) {
      const end = Math.min(Number(young.get(hourOf(before))?.seq ?? first), first)
      if (end <= forgotten) return true
      pass = { end, site: 0, id: new Uint8Array() }
    }
    const { end, site, id } = pass
    const to = nth.get(site, id, idsAtATime - 1) as { site: number; id: Uint8Array } | undefined
    if (to) {
      forget.run(site, id, to.site, to.id, end)
      pass = { end, ...to }
      return false
    }
    transaction(db, () => {
      forgetRest.run(site, id, end)
      forgetHours.run(end)
    })
    pass = undefined
    forgotten = end
    return true
  }
}
