import type { Api } from '../../api/client.ts'
import { Copy } from '../../parts/copy.tsx'
import { Fact } from '../../parts/fact.tsx'
import { Json } from '../../parts/json.tsx'
import type { Row } from './feed.ts'
import { type Stored, useStored } from './use-stored.ts'
import { consentWords, deviceWords, duration, meanings, timeWords } from './words.ts'
import './detail.css'

export interface DetailProps {
  readonly api: Api
  readonly row: Row
  readonly id: string
  /** What an event of this type is called. */
  readonly label: string | undefined
}

/** Everything there is about one event, below its row. */
export function Detail({ api, row, id, label }: DetailProps) {
  const { event, report } = row
  const { stored, again } = useStored(api, event.sequence)
  const text = JSON.stringify(stored.phase === 'found' ? stored.event : event, null, 2)
  return (
    <section id={id} className="detail" aria-label={`The whole event ${event.type ?? ''}`}>
      <dl>
        <Fact name="What">{label}</Fact>
        <Fact name="Verdict">{`${event.verdict}. ${event.message ?? meanings[event.verdict]}`}</Fact>
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
      <div className="detail-json">
        <header>
          <h3>{stored.phase === 'found' ? 'Stored event' : 'Report'}</h3>
          <Copy text={text} label="Copy JSON" />
        </header>
        <StoredState stored={stored} again={again} />
        <pre>
          <Json text={text} />
        </pre>
      </div>
    </section>
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
