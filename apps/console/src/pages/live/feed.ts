import type { BatchReport, EventReport } from '../../api/types.ts'

/** How many events the page keeps. Older ones are in the log, and leave the page. */
export const limit = 1_000

/** One event of the list. Made once and never changed, so that only new rows are drawn. */
export interface Row {
  readonly key: string
  readonly event: EventReport
  readonly report: BatchReport
}

export interface Feed {
  /** What is shown, newest first. */
  readonly rows: readonly Row[]
  /** `reading`: until what is open is closed again, so that it does not move away. `asked`: until somebody resumes. */
  readonly paused: false | 'reading' | 'asked'
  /** What came since the pause, newest first, and no more of it than could be shown. */
  readonly waiting: readonly Row[]
  /** How many came since the pause, those included that no longer wait. */
  readonly arrived: number
  /** The reports that have come, newest last: the collector repeats some after it lost the connection or its memory. */
  readonly seen: readonly string[]
  readonly cleared: boolean
}

export type FeedAction =
  | { readonly do: 'add'; readonly reports: readonly BatchReport[] }
  | { readonly do: 'pause' | 'resume' | 'hold' | 'release' | 'clear' }

export const emptyFeed: Feed = { rows: [], paused: false, waiting: [], arrived: 0, seen: [], cleared: false }

export function reduce(feed: Feed, action: FeedAction): Feed {
  switch (action.do) {
    case 'add':
      return action.reports.reduce(add, feed)
    case 'pause':
      return { ...feed, paused: 'asked' }
    case 'hold':
      return feed.paused ? feed : { ...feed, paused: 'reading' }
    case 'release':
      return feed.paused === 'reading' ? reduce(feed, { do: 'resume' }) : feed
    case 'resume':
      return { ...feed, paused: false, rows: onTop(feed.waiting, feed.rows), waiting: [], arrived: 0 }
    case 'clear':
      return { ...feed, rows: [], waiting: [], arrived: 0, cleared: true }
  }
}

function add(feed: Feed, report: BatchReport): Feed {
  // A batch that a browser sends again is a report of its own, with its own time: its events are then duplicates.
  const name = `${report.batch}@${report.received}`
  if (feed.seen.includes(name)) return feed
  const seen = [...feed.seen, name].slice(-limit)
  const rows = report.events.map((event, index): Row => ({ key: `${name}-${index}`, event, report })).reverse()
  if (!feed.paused) return { ...feed, seen, rows: onTop(rows, feed.rows) }
  return { ...feed, seen, waiting: onTop(rows, feed.waiting), arrived: feed.arrived + rows.length }
}

function onTop(rows: readonly Row[], others: readonly Row[]): readonly Row[] {
  return [...rows, ...others].slice(0, limit)
}

/** Rows that stand together because they came in one batch. */
export interface Group {
  readonly key: string
  readonly report: BatchReport
  readonly rows: readonly Row[]
}

export function group(rows: readonly Row[]): readonly Group[] {
  const groups: { key: string; report: BatchReport; rows: Row[] }[] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last?.report === row.report) last.rows.push(row)
    else groups.push({ key: `${row.report.batch}@${row.report.received}`, report: row.report, rows: [row] })
  }
  return groups
}
