import type { LossRow, QualityReport } from '@wend/protocol'
import { addCounts, type Counts, noCounts } from './counts.ts'
import { bots, type Days, dayOf, dayWords } from './days.ts'
import type { Tabs } from './tabs.ts'
import { summary } from './words.ts'

/** So long a tab has to be quiet before what is missing of it counts as lost. */
export const quietFor = 24 * 3_600_000

export interface ReportQuery {
  /** All of them when it is left out. */
  site?: string | undefined
  /** Days since 1970, both included. */
  from: number
  to: number
}

interface Source {
  days: Days
  tabs: Tabs
  clock: () => number
  told: () => { rebuilt: number; crowded: boolean }
}

type Sum = { counts: Counts; missing: number }

/** Answers what was lost, from the counts of the days and from what is missing of tabs that may still send it. */
export function createReport({ days, tabs, clock, told }: Source) {
  return ({ site, from, to }: ReportQuery): Omit<QualityReport, 'complete'> => {
    const wanted = (one: string, day: number) => day >= from && day <= to && (site === undefined || one === site)
    const sums = new Map<string, Sum & { site: string; day: number; browser: string }>()
    for (const { site, day, browser, counts } of days.rows())
      if (wanted(site, day))
        sums.set(keyOf(site, day, browser), { site, day, browser, counts: { ...counts }, missing: 0 })
    const quiet = clock() - quietFor
    for (const { tab, hole, size } of tabs.holes()) {
      if (!wanted(tab.site, hole.day)) continue
      const row = sums.get(keyOf(tab.site, hole.day, days.nameOf(tab.site, hole.day, tab.browser)))
      if (!row) continue
      if (tab.heard <= quiet) row.counts.gone += size
      else row.missing += size
    }
    const all = [...sums.values()]
    const people = all.filter(({ browser }) => browser !== bots)
    const browsers = [...Map.groupBy(people, ({ browser }) => browser)]
      .map(([browser, rows]) => ({ browser, ...wordsOf(total(rows)) }))
      .sort((one, other) => other.received - one.received)
    const totals = wordsOf(total(people))
    const { rebuilt, crowded } = told()
    return {
      from: dayWords(from),
      to: dayWords(to),
      rows: people.map(({ site, day, browser, ...sum }) => ({ site, day: dayWords(day), browser, ...wordsOf(sum) })),
      browsers,
      totals,
      bots: { received: total(all.filter(({ browser }) => browser === bots)).counts.received },
      summary: summary({ browsers, totals }),
      notes: [
        'A tab that lost its last events and sent nothing after them cannot be told from one that had nothing to say.',
        ...(crowded
          ? ['More tabs came than can be watched; losses at the beginning of a tab are not counted now.']
          : []),
        ...(rebuilt && from <= dayOf(rebuilt)
          ? [
              `Days up to ${new Date(rebuilt).toISOString().slice(0, 10)} were counted anew from the log: what was refused or erased looks lost there, and duplicates are missing.`,
            ]
          : []),
      ],
    }
  }
}

const keyOf = (site: string, day: number, browser: string): string => `${site}\n${day}\n${browser}`

function total(rows: readonly Sum[]): Sum {
  const sum: Sum = { counts: noCounts(), missing: 0 }
  for (const { counts, missing } of rows) {
    addCounts(sum.counts, counts)
    sum.missing += missing
  }
  return sum
}

/** As it is told: `lost` is all that never came, refused in the page or gone on the way. */
function wordsOf({ counts, missing }: Sum): LossRow {
  const { gone, large, full, old, ...rest } = counts
  const lost = gone + large
  return {
    ...rest,
    lost,
    missing,
    reported: { large, full, old },
    rate: rest.seen + lost === 0 ? null : lost / (rest.seen + lost),
  }
}
