import { useEffect, useState } from 'react'
import type { QualityReport, Site } from '../../api/types.ts'
import type { PageProps } from '../page.ts'
import { Browsers } from './browsers.tsx'
import { ByDay } from './by-day.tsx'
import { useQuality } from './use-quality.ts'
import { dayWords, number } from './words.ts'
import './quality.css'

const spans = [7, 30, 90] as const

/** What was lost on the way from browsers to the log, as far as it can be measured. */
export function Quality({ api }: PageProps) {
  const [days, setDays] = useState<number>(spans[0])
  const [site, setSite] = useState<string>()
  const { answer, asking, again } = useQuality(api, { site, days })
  const [sites, setSites] = useState<readonly Site[]>([])

  useEffect(() => {
    const leaving = new AbortController()
    // Without the list there is no choice of a site, and what is asked of all of them says what is wrong.
    api.sites(leaving.signal).then(setSites, () => {})
    return () => leaving.abort()
  }, [api])

  return (
    <div className="quality">
      <div className="quality-head">
        <h1>Quality</h1>
        <button type="button" onClick={again} disabled={asking}>
          Refresh
        </button>
        {sites.length > 1 && (
          <label className="quality-site">
            Site{' '}
            <select value={site ?? ''} onChange={(event) => setSite(event.target.value || undefined)}>
              <option value="">All</option>
              {sites.map((one) => (
                <option key={one.site}>{one.site}</option>
              ))}
            </select>
          </label>
        )}
        <fieldset className="spans">
          <legend className="hidden">Days to look back</legend>
          {spans.map((count) => (
            <button key={count} type="button" aria-pressed={count === days} onClick={() => setDays(count)}>
              {count} days
            </button>
          ))}
        </fieldset>
      </div>
      <div aria-live="polite" aria-busy={asking}>
        {answer.phase === 'loading' && <p className="nothing">Asking the collector…</p>}
        {answer.phase === 'failed' && (
          <p className="notice bad quality-trouble">
            What was lost could not be loaded. {answer.problem}{' '}
            <button type="button" onClick={again}>
              Try again
            </button>
          </p>
        )}
        {answer.phase === 'found' && <Report report={answer.report} />}
      </div>
    </div>
  )
}

function Report({ report }: { readonly report: QualityReport }) {
  const { browsers, bots, complete, notes, summary } = report
  return (
    <>
      {!complete && (
        <p className="notice">The collector is still counting what is in its log. The figures will grow.</p>
      )}
      {browsers.length === 0 ? (
        <div className="quality-empty">
          <h2>Nothing was received in these days</h2>
          <p>
            As soon as pages with the tracker send events, this page says for each browser how many of them were lost,
            late or repeated.
          </p>
        </div>
      ) : (
        <>
          <p className="quality-summary">{summary}</p>
          <Browsers report={report} />
          <ByDay report={report} />
        </>
      )}
      <div className="quality-notes muted">
        <p>
          {dayWords(report.from)} to {dayWords(report.to)}, in UTC.
          {bots.received > 0 && ` Left out: ${number(bots.received)} of bots.`}
        </p>
        {notes.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
    </>
  )
}
