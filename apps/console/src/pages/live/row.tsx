import { memo } from 'react'
import { familyOf, toneOf } from './family.ts'
import type { Row } from './feed.ts'
import { duration, timeWords, whyNot } from './words.ts'

export interface RowProps {
  readonly row: Row
  readonly open: boolean
  onOpen(row: Row): void
}

/** One event of the list. The whole row is the button that opens it. */
export const RowView = memo(function RowView({ row, open, onOpen }: RowProps) {
  const { event, report } = row
  const family = familyOf(event)
  const why = whyNot(event)
  const time = event.time ?? report.received
  return (
    <li className={`event is-${event.verdict}`}>
      <button type="button" className="row" id={row.key} aria-current={open || undefined} onClick={() => onOpen(row)}>
        <time dateTime={time}>{timeWords(time)}</time>
        <span className="kind">
          <span className={`family ${toneOf(family)}`}>{family}</span>
          <code className="type">{event.type || 'no type'}</code>
        </span>
        <span className="display">{event.display}</span>
        <span className="page">{event.page}</span>
        <span className="ends">
          {event.held !== undefined && <span className="pill mark-held">held {duration(event.held)} for consent</span>}
          <span className={`pill mark-${event.verdict}`}>{event.verdict}</span>
        </span>
        {why !== undefined && (
          <span className="why">
            {event.code !== undefined && <code className="code">{event.code}</code>}
            <span>{why}</span>
            {event.pointer !== undefined && (
              <span className="muted">
                at <code>{event.pointer}</code>
              </span>
            )}
          </span>
        )}
      </button>
    </li>
  )
})
