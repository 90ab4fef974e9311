import { addCounts, type Counts, noCounts } from './counts.ts'

export const dayLength = 24 * 3_600_000
/** Browsers that have a row of their own on one day of a site. A real site sees fewer; a sender can name any. */
const mostBrowsers = 60
/** Where the counts of the rest go. */
const others = 'other'
/** The row of all bots of a day. */
export const bots = 'bots'
/** How long counts are kept. */
export const daysKept = 90

/** Days since 1970, in UTC. */
export const dayOf = (at: number): number => Math.floor(at / dayLength)
export const dayWords = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10)
/** The day that `2026-11-22` names, or undefined when it is none. */
export function dayFrom(text: string): number | undefined {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) || dayWords(dayOf(at)) !== text ? undefined : dayOf(at)
}

export interface Row {
  site: string
  day: number
  browser: string
  counts: Counts
}

/** Counts by site, day and browser, so many days long and so many browsers wide. */
export function createDays(rows: readonly Row[] = []) {
  const bySite = new Map<string, Map<number, Map<string, Counts>>>()
  let newest = 0

  const browsersOf = (site: string, day: number): Map<string, Counts> => {
    const days = bySite.get(site) ?? new Map<number, Map<string, Counts>>()
    const browsers = days.get(day) ?? new Map<string, Counts>()
    bySite.set(site, days)
    days.set(day, browsers)
    return browsers
  }

  /** Makes room for one more. The smallest goes, so that made-up browsers cannot keep a real one out. */
  const fold = (browsers: Map<string, Counts>) => {
    const own = [...browsers].filter(([name]) => name !== others && name !== bots)
    const [name, counts] = own.reduce((least, one) => (one[1].received < least[1].received ? one : least))
    const rest = browsers.get(others) ?? noCounts()
    addCounts(rest, counts)
    browsers.delete(name)
    browsers.set(others, rest)
  }

  const row = (site: string, day: number, browser: string): Counts => {
    if (day <= newest - daysKept) return noCounts() // a gap of a tab that nobody heard of since
    const browsers = browsersOf(site, day)
    const found = browsers.get(browser)
    if (found) return found
    if (browsers.size >= mostBrowsers) fold(browsers)
    const counts = noCounts()
    browsers.set(browser, counts)
    if (day > newest) {
      newest = day
      for (const days of bySite.values()) for (const one of days.keys()) if (one <= day - daysKept) days.delete(one)
    }
    return counts
  }

  for (const { site, day, browser, counts } of rows) Object.assign(row(site, day, browser), counts)

  return {
    /** The counts to add to, made when they are missing. */
    row,
    /** The row that has the counts of a browser; `other` when it was folded into that. */
    nameOf: (site: string, day: number, browser: string): string =>
      bySite.get(site)?.get(day)?.has(browser) ? browser : others,
    /** All rows, oldest day first. */
    rows: (): Row[] =>
      [...bySite].flatMap(([site, days]) =>
        [...days]
          .sort(([one], [other]) => one - other)
          .flatMap(([day, browsers]) => [...browsers].map(([browser, counts]) => ({ site, day, browser, counts }))),
      ),
  }
}

export type Days = ReturnType<typeof createDays>
