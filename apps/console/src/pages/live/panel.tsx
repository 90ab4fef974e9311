import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from 'react'
import type { Api } from '../../api/client.ts'
import { Copy } from '../../parts/copy.tsx'
import { Json } from '../../parts/json.tsx'
import type { Row } from './feed.ts'
import { type Stored, useStored } from './use-stored.ts'
import { consentWords, deviceWords, duration, meanings, timeWords, whyNot } from './words.ts'
import './panel.css'

/** From here on the panel stands beside the list; panel.css knows the same number. */
const wide = '(min-width: 70rem)'

export interface PanelProps {
  readonly api: Api
  readonly row: Row
  /** Has to stay the same function from one drawing to the next. */
  onClose(): void
}

/** Everything there is about one event. */
export function Panel({ api, row, onClose }: PanelProps) {
  const { event, report } = row
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()
  const { stored, again } = useStored(api, event.sequence)
  const text = JSON.stringify(stored.phase === 'found' ? stored.event : event, null, 2)
  const why = whyNot(event)

  // Beside the list, the list stays in use, and another row replaces this one. Over the list, nothing else can be used.
  useLayoutEffect(() => {
    const current = dialog.current
    if (!current) return
    if (window.matchMedia(wide).matches) current.show()
    else current.showModal()
    return () => current.close()
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each row that is opened is to be read from its top
  useEffect(() => {
    heading.current?.focus()
    dialog.current?.scrollTo(0, 0)
  }, [row])

  function onKeyDown(pressed: KeyboardEvent) {
    // The browser closes only modal dialogs by itself.
    if (pressed.key === 'Escape') onClose()
  }

  return (
    <dialog ref={dialog} className="panel" aria-labelledby={id} onKeyDown={onKeyDown} onCancel={onClose}>
      <header>
        <h2 id={id} ref={heading} tabIndex={-1}>
          <code>{event.type || 'no type'}</code>
        </h2>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </header>
      {event.display !== undefined && <p className="panel-display">{event.display}</p>}
      <p className="panel-verdict">
        <span className={`pill mark-${event.verdict}`}>{event.verdict}</span> {why ?? meanings.accepted}
      </p>
      <dl>
        <Fact name="Code">{event.code}</Fact>
        <Fact name="At">{event.pointer}</Fact>
        <Fact name="Time">{timeWords(event.time ?? report.received)}</Fact>
        <Fact name="Page">{event.page}</Fact>
        <Fact name="Channel">{event.channel}</Fact>
        <Fact name="Held for consent">{event.held === undefined ? undefined : duration(event.held)}</Fact>
        <Fact name="Consent">{consentWords(report.consent)}</Fact>
        <Fact name="Sent by">{deviceWords(report)}</Fact>
        <Fact name="Batch">{`${report.batch}, to ${report.site}`}</Fact>
      </dl>
      <div className="panel-json-head">
        <h3>{stored.phase === 'found' ? 'Stored event' : 'Report'}</h3>
        <Copy key={row.key} text={text} label="Copy JSON" />
      </div>
      <StoredState stored={stored} again={again} />
      <pre>
        <Json text={text} />
      </pre>
    </dialog>
  )
}

function Fact({ name, children }: { readonly name: string; readonly children: string | undefined }) {
  if (!children) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function StoredState({ stored, again }: { readonly stored: Stored; again(): void }) {
  switch (stored.phase) {
    case 'found':
      return null
    case 'none':
      return <p className="muted">This event was not stored: the report on it is all there is.</p>
    case 'loading':
      return <p className="muted">Loading the stored event…</p>
    case 'gone':
      return <p className="muted">The stored event is no longer in the log. This is the report on it.</p>
    case 'failed':
      return (
        <div className="notice bad trouble">
          <p role="status">The stored event could not be loaded. {stored.problem} This is the report on it.</p>
          <button type="button" onClick={again}>
            Try again
          </button>
        </div>
      )
  }
}
