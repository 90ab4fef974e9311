import type { LossRow, QualityReport } from '@wend/protocol'
import { BadConfig } from '../config/load.ts'
import { dayOf, daysKept, dayWords } from '../quality/days.ts'
import { percent } from '../quality/words.ts'
import { call, type Remote } from './remote.ts'

export const qualityUsage = `wend quality [--days 7] [--json]
                              what was lost on the way, late, repeated or out of order, by browser`

export interface QualityOptions {
  site?: string | undefined
  /** How many days back, today included; as it was typed. */
  days: string
  json: boolean
  clock?: () => number
}

/** Asks a collector what was lost, and gives a table with a plain sentence under it, or the whole answer as JSON. */
export async function quality(remote: Remote, { site, days, json, clock = Date.now }: QualityOptions): Promise<string> {
  const count = /^\d{1,2}$/.test(days) ? Number(days) : 0
  if (count < 1 || count > daysKept)
    throw new BadConfig(`“--days” should be a whole number from 1 to ${daysKept}: older counts are not kept.`)
  const today = dayOf(clock())
  const query = new URLSearchParams({ from: dayWords(today - count + 1), to: dayWords(today), ...(site && { site }) })
  const report = (await (await call(remote, `/api/quality?${query}`)).json()) as QualityReport
  return json ? JSON.stringify(report, null, 2) : textOf(report)
}

const columns: readonly (readonly [head: string, of: (row: LossRow) => string])[] = [
  ['received', ({ received }) => number(received)],
  ['stored', ({ accepted }) => number(accepted)],
  ['repeated', ({ duplicates }) => number(duplicates)],
  ['late', ({ late }) => number(late)],
  ['disordered', ({ outOfOrder }) => number(outOfOrder)],
  ['missing', ({ missing }) => number(missing)],
  ['lost', ({ lost }) => number(lost)],
  ['rate', percent],
]

const number = (count: number): string => count.toLocaleString('en')

function textOf({ from, to, browsers, totals, bots, complete, summary, notes }: QualityReport): string {
  const rows = [...browsers, { browser: 'all', ...totals }].map((row) => [
    row.browser,
    ...columns.map(([, of]) => of(row)),
  ])
  const table = [['browser', ...columns.map(([head]) => head)], ...rows]
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? []
  const lines = table.map((row) =>
    row.map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[0] ?? 0))).join('  '),
  )
  return [
    `${from} to ${to}, UTC`,
    '',
    ...(browsers.length ? [...lines, ''] : []),
    summary,
    ...(bots.received ? [`Left out: ${number(bots.received)} of bots.`] : []),
    ...(complete ? [] : ['The collector is still counting what is in its log.']),
    ...notes,
  ].join('\n')
}
