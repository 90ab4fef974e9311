import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { PageProps } from '../page.ts'
import { Empty } from './empty.tsx'
import { Families } from './families.tsx'
import { group, limit, type Row } from './feed.ts'
import { applyFilter, countMarks, isFiltering, noFilter, seenFamilies } from './filter.ts'
import { LinkState, Trouble } from './link.tsx'
import { List } from './list.tsx'
import { Marks } from './marks.tsx'
import { Panel } from './panel.tsx'
import { useLive } from './use-live.ts'
import { counted } from './words.ts'
import './live.css'

/** What arrives at the collector, as it arrives, and what becomes of it. */
export function Live({ api }: PageProps) {
  const { feed, dispatch, link, retry } = useLive(api)
  const [filter, setFilter] = useState(noFilter)
  const [open, setOpen] = useState<Row>()

  const text = useDeferredValue(filter.text)
  const shown = useMemo(() => applyFilter(feed.rows, { ...filter, text }), [feed.rows, filter, text])
  const groups = useMemo(() => group(shown), [shown])
  const families = useMemo(() => seenFamilies(feed.rows, filter), [feed.rows, filter])
  // The counters are switches too: each says how many there are to be seen, whatever the others are set to.
  const counts = useMemo(
    () => countMarks(applyFilter(feed.rows, { ...filter, text, marks: noFilter.marks })),
    [feed.rows, filter, text],
  )

  // Back to the row that the panel was opened from, once the panel is gone and no longer keeps the focus.
  const opened = useRef<string>(undefined)
  useEffect(() => {
    if (open) opened.current = open.key
    else if (opened.current !== undefined) document.getElementById(opened.current)?.focus()
  }, [open])
  const close = useCallback(() => setOpen(undefined), [])

  const full = feed.rows.length === limit ? ', the newest there are' : ''
  return (
    <div className={open ? 'live with-panel' : 'live'}>
      <div className="live-head">
        <h1>Live</h1>
        <LinkState link={link} paused={feed.paused} />
        <div className="live-actions">
          {feed.paused ? (
            <button type="button" className="primary" onClick={() => dispatch({ do: 'resume' })}>
              Resume{feed.arrived > 0 && ` · ${feed.arrived.toLocaleString('en')} new`}
            </button>
          ) : (
            <button type="button" onClick={() => dispatch({ do: 'pause' })}>
              Pause
            </button>
          )}
          <button
            type="button"
            onClick={() => dispatch({ do: 'clear' })}
            disabled={feed.rows.length + feed.arrived === 0}
          >
            Clear
          </button>
        </div>
      </div>

      <Trouble link={link} retry={retry} />

      {(feed.rows.length > 0 || feed.cleared || feed.paused) && (
        <section className="filters" aria-label="Filters">
          <Marks counts={counts} chosen={filter.marks} onChoose={(marks) => setFilter({ ...filter, marks })} />
          <input
            type="search"
            aria-label="Find in type, text, page, reason, batch or browser"
            placeholder="Find type, text, page, reason…"
            value={filter.text}
            onChange={(event) => setFilter({ ...filter, text: event.target.value })}
          />
          <Families
            seen={families}
            chosen={filter.families}
            onChoose={(families) => setFilter({ ...filter, families })}
          />
        </section>
      )}

      <section aria-label="Events">
        {feed.rows.length > 0 && (
          <p className="shown muted">
            {isFiltering(filter) ? (
              <>
                {shown.length.toLocaleString('en')} of {counted(feed.rows.length, 'event')} match.{' '}
                <button type="button" className="link" onClick={() => setFilter(noFilter)}>
                  Show all
                </button>
              </>
            ) : (
              `${counted(feed.rows.length, 'event')}${full}`
            )}
          </p>
        )}
        {feed.rows.length === 0 ? (
          <Empty api={api} link={link} cleared={feed.cleared} paused={feed.paused} />
        ) : (
          <List groups={groups} open={open?.key} onOpen={setOpen} />
        )}
      </section>

      {open && <Panel api={api} row={open} onClose={close} />}
    </div>
  )
}
