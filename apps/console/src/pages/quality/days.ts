import type { QualityReport } from '../../api/types.ts'

/** What came of one day's events, as much as a bar shows. */
export interface Day {
  /** `2026-11-22`, in UTC as the collector counts. */
  readonly day: string
  readonly received: number
  readonly late: number
  /** Numbers that came, that never came, and that may still come. */
  readonly seen: number
  readonly lost: number
  readonly missing: number
}

const length = 24 * 3_600_000

/** Every day of a report, with nothing where nothing came; of one browser, or of all. */
export function daysOf({ from, to, rows }: Pick<QualityReport, 'from' | 'to' | 'rows'>, browser?: string): Day[] {
  const days = new Map<string, Day>()
  for (let at = Date.parse(from); at <= Date.parse(to); at += length) {
    const day = new Date(at).toISOString().slice(0, 10)
    days.set(day, { day, received: 0, late: 0, seen: 0, lost: 0, missing: 0 })
  }
  for (const row of rows) {
    const sum = days.get(row.day)
    if (!sum || (browser !== undefined && row.browser !== browser)) continue
    days.set(row.day, {
      day: row.day,
      received: sum.received + row.received,
      late: sum.late + row.late,
      seen: sum.seen + row.seen,
      lost: sum.lost + row.lost,
      missing: sum.missing + row.missing,
    })
  }
  return [...days.values()]
}

/** The shares of a day that are lost and that are missing so far, of 1. */
export function sharesOf({ seen, lost, missing }: Pick<Day, 'seen' | 'lost' | 'missing'>): {
  lost: number
  missing: number
} {
  const all = seen + lost + missing
  return all === 0 ? { lost: 0, missing: 0 } : { lost: lost / all, missing: missing / all }
}

/** What a whole bar stands for, the same for all bars of a page: the worst day, but no less than one percent. */
export const scaleOf = (days: readonly Day[]): number =>
  days.reduce((most, day) => {
    const { lost, missing } = sharesOf(day)
    return Math.max(most, lost + missing)
  }, 0.01)

/** The first day of so many that end today. */
export const firstOf = (count: number, now = Date.now()): string =>
  new Date(now - (count - 1) * length).toISOString().slice(0, 10)
