import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { PageProps } from '../page.ts'
import { Empty } from './empty.tsx'
import { Families } from './families.tsx'
import { group, limit, type Row } from './feed.ts'
import { applyFilter, countFamilies, countMarks, isFiltering, noFilter, toggled } from './filter.ts'
import { LinkState, Trouble } from './link.tsx'
import { List } from './list.tsx'
import { Marks } from './marks.tsx'
import { Nothing } from './nothing.tsx'
import { useFilter } from './use-filter.ts'
import { useKnown } from './use-known.ts'
import { useLive } from './use-live.ts'
import { counted } from './words.ts'
import './live.css'

/** What arrives at the collector, as it arrives, and what becomes of it. */
export function Live({ api }: PageProps) {
  const { feed, dispatch, link, retry } = useLive(api)
  const known = useKnown(api)
  const [filter, setFilter] = useFilter()
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())

  const text = useDeferredValue(filter.text)
  const shown = useMemo(() => applyFilter(feed.rows, { ...filter, text }), [feed.rows, filter, text])
  const groups = useMemo(() => group(shown), [shown])
  // The counters are switches too: each says how many there are to be seen, whatever the others are set to.
  const counts = useMemo(
    () => countMarks(applyFilter(feed.rows, { ...filter, text, marks: noFilter.marks })),
    [feed.rows, filter, text],
  )
  const families = useMemo(
    () => countFamilies(applyFilter(feed.rows, { ...filter, text, families: noFilter.families })),
    [feed.rows, filter, text],
  )

  const toggle = useCallback(({ key }: Row) => setOpen((keys) => toggled(keys, key)), [])
  // What is being read must not be pushed away by what arrives.
  const reading = open.size > 0 && shown.some(({ key }) => open.has(key))
  useEffect(() => dispatch({ do: reading ? 'hold' : 'release' }), [reading, dispatch])

  const full = feed.rows.length === limit ? ', the newest there are' : ''
  return (
    <div className="live">
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

      {(feed.rows.length > 0 || feed.cleared || feed.paused || isFiltering(filter)) && (
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
            known={known}
            counts={families}
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
        {shown.length > 0 ? (
          <List api={api} groups={groups} open={open} known={known} onToggle={toggle} />
        ) : isFiltering(filter) && (feed.rows.length > 0 || link.phase === 'live') ? (
          <Nothing rows={feed.rows} filter={filter} known={known} onClear={() => setFilter(noFilter)} />
        ) : (
          <Empty api={api} link={link} cleared={feed.cleared} paused={feed.paused !== false} />
        )}
      </section>
    </div>
  )
}
