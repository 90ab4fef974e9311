import { useEffect, useRef, useState } from 'react'
import type { FailedEvent, Site, WhichFailed } from '../../api/types.ts'
import type { PageProps } from '../page.ts'
import { Confirm, type Question } from './confirm.tsx'
import { Detail } from './detail.tsx'
import { Group } from './group.tsx'
import { useActions } from './use-actions.ts'
import { useFailed } from './use-failed.ts'
import { useSites } from './use-sites.ts'
import { counted, typeWords } from './words.ts'
import './failed.css'

/** What was rejected and is kept: why, what of it, and a second try. */
export function Failed({ api }: PageProps) {
  const [site, setSite] = useState<string>()
  const [text, setText] = useState('')
  const [q, setQ] = useState('')
  const [expanded, setExpanded] = useState<string>()
  const [open, setOpen] = useState<FailedEvent>()
  const [question, setQuestion] = useState<Question>()
  const { answer, asking, again } = useFailed(api, { site, q })
  const sites = useSites(api)
  const actions = useActions(api, () => {
    setOpen(undefined)
    again()
  })

  // Each word that is typed would make the collector read its whole store.
  useEffect(() => {
    const timer = setTimeout(() => setQ(text.trim()), 300)
    return () => clearTimeout(timer)
  }, [text])

  // Back to the row that the panel was opened from.
  const opened = useRef<string>(undefined)
  useEffect(() => {
    if (open) opened.current = open.id
    else if (opened.current !== undefined) document.getElementById(`failed-${opened.current}`)?.focus()
  }, [open])

  const ask = (what: 'replay' | 'discard', count: number, which: WhichFailed, name: string) =>
    setQuestion(
      what === 'replay'
        ? {
            title: `Replay ${counted(count)}?`,
            text: `${name}: tried again with the declarations and the policy of today. What fits is stored with its own time and leaves this list.`,
            yes: 'Replay',
            final: false,
            onYes: () => actions.replay(which),
          }
        : {
            title: `Discard ${counted(count)}?`,
            text: `${name}: removed for good, also from the files. This cannot be undone.`,
            yes: 'Discard',
            final: true,
            onYes: () => actions.discard(which),
          },
    )

  const { counts } = answer.phase === 'found' ? answer.page : { counts: [] }
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className={open ? 'failed with-panel' : 'failed'}>
      <div className="failed-head">
        <h1>Failed</h1>
        <button type="button" onClick={again} disabled={asking}>
          Refresh
        </button>
        <SiteChoice sites={sites} site={site} onChoose={setSite} />
        <input
          type="search"
          aria-label="Find in rejected events"
          placeholder="Find in rejected events…"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>

      <p role="status" className={actions.problem === undefined ? 'failed-said' : 'failed-said notice bad'}>
        {actions.busy ? 'Working…' : (actions.problem ?? actions.said)}
      </p>

      {answer.phase === 'loading' && <p className="nothing">Asking the collector…</p>}
      {answer.phase === 'failed' && (
        <p className="notice bad failed-trouble">
          Rejected events could not be loaded. {answer.problem}{' '}
          <button type="button" onClick={again}>
            Try again
          </button>
        </p>
      )}
      {answer.phase === 'found' && total === 0 && <Nothing searched={q !== '' || site !== undefined} />}
      {total > 0 && (
        <section aria-label="Rejected events" aria-busy={asking}>
          <p className="shown muted">{counted(total)}, by type and reason</p>
          <ul className="failed-groups">
            {counts.map((kind) => {
              const key = `${kind.code} ${kind.type}`
              const which: WhichFailed = { ...(site !== undefined && { site }), code: kind.code, type: kind.type }
              const act = (what: 'replay' | 'discard') =>
                ask(what, kind.count, which, `${typeWords(kind.type)}, ${kind.code}`)
              return (
                <Group
                  key={key}
                  {...{ api, kind }}
                  query={{ site, q: q || undefined }}
                  expanded={expanded === key}
                  busy={actions.busy || q !== ''}
                  open={open?.id}
                  version={actions.version}
                  onToggle={() => setExpanded(expanded === key ? undefined : key)}
                  onOpen={setOpen}
                  onReplay={() => act('replay')}
                  onDiscard={() => act('discard')}
                />
              )
            })}
          </ul>
          {q !== '' && <p className="muted">To replay or discard a whole kind, clear the search first.</p>}
        </section>
      )}

      {open && (
        <Detail
          one={open}
          busy={actions.busy}
          onClose={() => setOpen(undefined)}
          onReplay={() => ask('replay', 1, { ids: [open.id] }, typeWords(open.type))}
          onDiscard={() => ask('discard', 1, { ids: [open.id] }, typeWords(open.type))}
        />
      )}
      {question && <Confirm question={question} onClose={() => setQuestion(undefined)} />}
    </div>
  )
}

function SiteChoice({
  sites,
  site,
  onChoose,
}: {
  readonly sites: readonly Site[]
  readonly site: string | undefined
  onChoose(site: string | undefined): void
}) {
  if (sites.length < 2) return null
  return (
    <label className="failed-site">
      Site{' '}
      <select value={site ?? ''} onChange={(event) => onChoose(event.target.value || undefined)}>
        <option value="">All</option>
        {sites.map((one) => (
          <option key={one.site}>{one.site}</option>
        ))}
      </select>
    </label>
  )
}

function Nothing({ searched }: { readonly searched: boolean }) {
  if (searched) return <p className="nothing">No rejected event fits.</p>
  return (
    <div className="failed-empty">
      <h2>Nothing has been rejected</h2>
      <p>
        An event that is not as its type demands is kept here, without anything that could name a person, until you have
        mended the cause and replay it. Events that nobody agreed to are not kept.
      </p>
    </div>
  )
}
