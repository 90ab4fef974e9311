import { useEffect, useId } from 'react'
import type { Api, FailedQuery } from '../../api/client.ts'
import type { FailedEvent, FailedPage } from '../../api/types.ts'
import { timeWords } from '../live/words.ts'
import { useFailed } from './use-failed.ts'
import { counted, mendOf, typeWords, whatOf } from './words.ts'

export type Kind = FailedPage['counts'][number]

export interface GroupProps {
  readonly api: Api
  readonly kind: Kind
  readonly query: FailedQuery
  readonly expanded: boolean
  readonly busy: boolean
  /** The id of the event that is open beside the list. */
  readonly open: string | undefined
  /** Changes when the store has. */
  readonly version: number
  onToggle(): void
  onOpen(one: FailedEvent): void
  onReplay(): void
  onDiscard(): void
}

/** All events of one type that were rejected for one reason. */
export function Group(props: GroupProps) {
  const { kind, expanded, busy, onToggle, onReplay, onDiscard } = props
  const id = useId()
  return (
    <li className="failed-group">
      <div className="failed-group-head">
        <button type="button" className="failed-toggle" aria-expanded={expanded} aria-controls={id} onClick={onToggle}>
          <span className="failed-count">{kind.count.toLocaleString('en')}</span>
          <span className="failed-kind">
            <code>{typeWords(kind.type)}</code>
            <span className="failed-why">
              <code className="failed-code">{kind.code}</code> {whatOf(kind.code)}
            </span>
          </span>
        </button>
        <div className="failed-actions">
          <button
            type="button"
            onClick={onReplay}
            disabled={busy || kind.code === 'event_too_large'}
            aria-label={`Replay ${counted(kind.count)}: ${typeWords(kind.type)}, ${kind.code}`}
          >
            Replay
          </button>
          <button
            type="button"
            onClick={onDiscard}
            disabled={busy}
            aria-label={`Discard ${counted(kind.count)}: ${typeWords(kind.type)}, ${kind.code}`}
          >
            Discard
          </button>
        </div>
      </div>
      <div id={id} hidden={!expanded}>
        {expanded && <Events {...props} />}
      </div>
    </li>
  )
}

const shown = 100

function Events({ api, kind, query, open, version, onOpen }: GroupProps) {
  const { answer, again } = useFailed(api, { ...query, code: kind.code, type: kind.type, limit: shown })

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was there before is asked for again
  useEffect(() => {
    if (version > 0) again()
  }, [version])

  if (answer.phase === 'loading') return <p className="failed-note muted">Loading…</p>
  if (answer.phase === 'failed') {
    return (
      <p className="notice bad failed-trouble">
        These could not be loaded. {answer.problem}{' '}
        <button type="button" onClick={again}>
          Try again
        </button>
      </p>
    )
  }
  const { failed, next } = answer.page
  return (
    <>
      <p className="failed-note muted">
        {mendOf(kind.code)}
        {next !== undefined && ` The oldest ${shown} are listed; search to see others.`}
      </p>
      <ol>
        {failed.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              id={`failed-${one.id}`}
              className="failed-row"
              aria-current={one.id === open || undefined}
              onClick={() => onOpen(one)}
            >
              <time dateTime={one.time}>{timeWords(one.time)}</time>
              <span className="failed-place">
                {one.site} <code>{one.pointer || '/'}</code>
              </span>
              <code className="failed-data">{JSON.stringify(one.event.data ?? one.left ?? {})}</code>
            </button>
          </li>
        ))}
      </ol>
    </>
  )
}
