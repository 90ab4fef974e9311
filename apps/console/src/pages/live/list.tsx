import { type KeyboardEvent, memo } from 'react'
import type { Api } from '../../api/client.ts'
import type { BatchReport } from '../../api/types.ts'
import type { Group, Row } from './feed.ts'
import { RowView } from './row.tsx'
import type { Known } from './use-known.ts'
import { consentWords, deviceWords, timeWords } from './words.ts'
import './list.css'

export interface ListProps {
  readonly api: Api
  readonly groups: readonly Group[]
  /** The keys of the rows that are open. */
  readonly open: ReadonlySet<string>
  readonly known: Known
  onToggle(row: Row): void
}

/** The events, newest first, under the batches they came in. */
export const List = memo(function List({ api, groups, open, known, onToggle }: ListProps) {
  return (
    <ol className="batches" onKeyDown={moveFocus}>
      {groups.map(({ key, report, rows }) => (
        <li key={key} className="batch">
          <BatchHead report={report} />
          <ol>
            {rows.map((row) => (
              <RowView key={row.key} api={api} row={row} open={open.has(row.key)} known={known} onToggle={onToggle} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  )
})

const BatchHead = memo(function BatchHead({ report }: { readonly report: BatchReport }) {
  const device = deviceWords(report)
  return (
    <p className="batch-head muted">
      <code>{report.batch}</code>
      <span>{report.site}</span>
      <time dateTime={report.received}>{timeWords(report.received)}</time>
      <span>{consentWords(report.consent)}</span>
      {device && <span>{device}</span>}
    </p>
  )
})

/** Up and down go from row to row: with a thousand of them, Tab alone would be slow. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('button.row')]
  const at = rows.indexOf(document.activeElement as HTMLElement)
  const next = rows[at + step]
  if (at < 0 || !next) return
  event.preventDefault()
  next.focus()
}
