import type { LossRow, QualityReport } from '../../api/types.ts'
import { Bars } from './bars.tsx'
import { daysOf, scaleOf } from './days.ts'
import { number, percent } from './words.ts'

const columns: readonly {
  readonly head: string
  readonly of: (row: LossRow) => string
  readonly hint: string
  /** Whether the number is worth a look, because something is wrong. */
  readonly bad?: (row: LossRow) => boolean
}[] = [
  { head: 'Received', of: (row) => number(row.received), hint: 'Events that came, repeated ones included' },
  {
    head: 'Lost',
    of: (row) => number(row.lost),
    hint: 'Never came, from tabs that have been quiet for a day, or were too large to send',
    bad: (row) => row.lost > 0,
  },
  { head: 'Share lost', of: (row) => percent(row.rate), hint: 'Of what should have come', bad: (row) => row.lost > 0 },
  { head: 'Missing so far', of: (row) => number(row.missing), hint: 'May still come' },
  { head: 'Late', of: (row) => number(row.late), hint: 'More than a minute after they could have been sent' },
  { head: 'Repeated', of: (row) => number(row.duplicates), hint: 'Came again and were stored once' },
  { head: 'Out of order', of: (row) => number(row.outOfOrder), hint: 'Came after a later one of their tab' },
]

/** One row for each browser, and one for all. Roles are said, since a phone shows the table as a list. */
export function Browsers({ report }: { readonly report: QualityReport }) {
  const rows = [...report.browsers, { browser: 'All browsers', ...report.totals }]
  const days = rows.map(({ browser }, index) => daysOf(report, index < report.browsers.length ? browser : undefined))
  const scale = scaleOf(days.flat())
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: WebKit takes the roles of a table away where it is laid out otherwise
    <table className="losses" role="table">
      <caption>
        Share lost each day: the height of a bar, where a full one is {percent(scale)}.{' '}
        <span className="key key-lost">lost</span> <span className="key key-missing">missing so far</span>
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">
            Browser
          </th>
          {columns.map(({ head, hint }) => (
            <th key={head} role="columnheader" scope="col" className="figure" title={hint}>
              {head}
            </th>
          ))}
          <th role="columnheader" scope="col">
            Days
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row, index) => (
          <tr key={row.browser} role="row" className={index === report.browsers.length ? 'all' : undefined}>
            <th role="rowheader" scope="row">
              {row.browser}
            </th>
            {columns.map(({ head, of, bad }) => (
              <td key={head} role="cell" className={bad?.(row) ? 'figure bad' : 'figure'} data-head={head}>
                {of(row)}
              </td>
            ))}
            <td role="cell" className="days">
              <Bars days={days[index] ?? []} scale={scale} label={`${row.browser}, share lost each day`} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  )
}
