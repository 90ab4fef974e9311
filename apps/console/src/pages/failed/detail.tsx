import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef } from 'react'
import type { FailedEvent } from '../../api/types.ts'
import { Copy } from '../../parts/copy.tsx'
import { Fact } from '../../parts/fact.tsx'
import { MarkedJson } from './marked.tsx'
import { mendOf, typeWords } from './words.ts'

export interface DetailProps {
  readonly one: FailedEvent
  readonly busy: boolean
  onClose(): void
  onReplay(): void
  onDiscard(): void
}

/** Everything that is kept of one rejected event. Beside the list where there is room, over it elsewhere. */
export function Detail({ one, busy, onClose, onReplay, onDiscard }: DetailProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const id = useId()

  useLayoutEffect(() => {
    const current = dialog.current
    if (!current) return
    if (window.matchMedia('(min-width: 70rem)').matches) current.show()
    else current.showModal()
    return () => current.close()
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: each one that is opened is to be read from its top
  useEffect(() => {
    heading.current?.focus()
    dialog.current?.scrollTo(0, 0)
  }, [one.id])

  const { granted, browser, device } = one.attributes
  return (
    <dialog
      ref={dialog}
      className="panel"
      aria-labelledby={id}
      onKeyDown={(pressed: KeyboardEvent) => pressed.key === 'Escape' && onClose()}
      onCancel={onClose}
    >
      <header>
        <h2 id={id} ref={heading} tabIndex={-1}>
          <code>{typeWords(one.type)}</code>
        </h2>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </header>
      <p className="panel-verdict">
        <span className="pill mark-rejected">{one.code}</span> {one.message}{' '}
        <span className="muted">{mendOf(one.code)}</span>
      </p>
      <dl>
        <Fact name="At">{one.pointer}</Fact>
        <Fact name="Came">{new Date(one.time).toLocaleString()}</Fact>
        <Fact name="Site">{one.site}</Fact>
        <Fact name="Visitor">{one.subject ?? 'not recognised'}</Fact>
        <Fact name="Agreed to">{granted || 'nothing by name'}</Fact>
        <Fact name="Sent by">{[browser, device].filter(Boolean).join(', ')}</Fact>
        <Fact name="Size">{one.bytes === undefined ? undefined : `${Math.round(one.bytes / 1024)} KB`}</Fact>
        <Fact name="Names only">{one.left?.join(', ')}</Fact>
        <Fact name="Left out">
          {one.removed === undefined ? undefined : `${one.removed} that could say who somebody is, or were too long`}
        </Fact>
      </dl>
      <div className="failed-actions">
        <button type="button" className="primary" disabled={busy || !one.whole} onClick={onReplay}>
          Replay
        </button>
        <button type="button" className="danger" disabled={busy} onClick={onDiscard}>
          Discard
        </button>
        {!one.whole && <span className="muted">Only a description is kept, so it cannot be replayed.</span>}
      </div>
      <div className="panel-json-head">
        <h3>As it is kept</h3>
        <Copy key={one.id} text={JSON.stringify(one.event, null, 2)} label="Copy JSON" />
      </div>
      <MarkedJson value={one.event} pointer={one.pointer} />
    </dialog>
  )
}
