import { type KeyboardEvent, memo, useId, useRef } from 'react'
import type { Api } from '../../api/client.ts'
import { Detail } from './detail.tsx'
import { familyOf, toneOf } from './family.ts'
import type { Row } from './feed.ts'
import type { Known } from './use-known.ts'
import { duration, timeWords, whyNot } from './words.ts'

export interface RowProps {
  readonly api: Api
  readonly row: Row
  readonly open: boolean
  readonly known: Known
  onToggle(row: Row): void
}

/** One event of the list. The whole row is the button that opens it, below itself. */
export const RowView = memo(function RowView({ api, row, open, known, onToggle }: RowProps) {
  const { event, report } = row
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const family = familyOf(event)
  const label = known.label(event.type)
  const why = whyNot(event)
  const time = event.time ?? report.received

  function onKeyDown(pressed: KeyboardEvent) {
    if (pressed.key !== 'Escape' || !open) return
    onToggle(row)
    button.current?.focus()
  }

  return (
    <li className={`event is-${event.verdict}`} onKeyDown={onKeyDown}>
      <button
        type="button"
        className="row"
        ref={button}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => onToggle(row)}
      >
        <time dateTime={time}>{timeWords(time)}</time>
        <span className="kind">
          <span className={`family ${toneOf(family)}`}>{known.family(family)?.label ?? family}</span>
          <code className="type">{event.type || 'no type'}</code>
        </span>
        <span className="display">{event.display ?? label}</span>
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
      {open && <Detail api={api} row={row} id={id} label={label} />}
    </li>
  )
})
