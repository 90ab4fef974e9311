import { useEffect, useState } from 'react'
import type { Api } from '../../api/client.ts'
import type { Link } from '../../api/follow.ts'
import type { Site } from '../../api/types.ts'
import { Copy } from '../../parts/copy.tsx'

export interface EmptyProps {
  readonly api: Api
  readonly link: Link
  readonly cleared: boolean
  readonly paused: boolean
}

/** What stands in place of the list while there is none. */
export function Empty({ api, link, cleared, paused }: EmptyProps) {
  if (cleared || paused) {
    return (
      <p className="nothing">
        {cleared ? 'Cleared. ' : 'Paused. '}
        {paused
          ? 'Events that arrive are counted, and shown when you resume.'
          : 'New events appear here as they arrive.'}
      </p>
    )
  }
  if (link.phase === 'connecting') return <p className="nothing">Connecting to the collector…</p>
  if (link.phase === 'reconnecting') return <p className="nothing">Nothing to show until the collector is back.</p>
  return <FirstSteps api={api} />
}

/** How to make a first event arrive. */
function FirstSteps({ api }: { readonly api: Api }) {
  const [sites, setSites] = useState<readonly Site[]>([])
  const [problem, setProblem] = useState<string>()

  useEffect(() => {
    const leaving = new AbortController()
    api.sites(leaving.signal).then(setSites, (error: unknown) => {
      if (!leaving.signal.aborted) setProblem(error instanceof Error ? error.message : String(error))
    })
    return () => leaving.abort()
  }, [api])

  return (
    <div className="first-steps">
      <h2>No events have arrived yet</h2>
      <p>
        Open the demo shop, whose address <code>npm start</code> prints, and click around. Or put the snippet of a site
        into the <code>&lt;head&gt;</code> of its pages, and open one of them. Each event appears here as it arrives,
        with what became of it.
      </p>
      {problem !== undefined && <p className="notice bad">The snippets could not be loaded. {problem}</p>}
      {sites.map((site) => (
        <section key={site.site} className="snippet" aria-label={`Site ${site.site}`}>
          <header>
            <h3>{site.site}</h3>
            <Copy text={site.snippet} label="Copy snippet" />
          </header>
          <pre>
            <code>{site.snippet}</code>
          </pre>
          <p className="muted">
            Accepts events from{' '}
            {site.origins.map((origin, index) => (
              <span key={origin}>
                {index > 0 && ', '}
                <Origin origin={origin} />
              </span>
            ))}
          </p>
        </section>
      ))}
    </div>
  )
}

/** A link where the origin is an address, and not a pattern or something that only looks like one. */
function Origin({ origin }: { readonly origin: string }) {
  if (!/^https?:\/\/[\w.:[\]-]+$/.test(origin)) return <code>{origin}</code>
  return (
    <a href={origin} target="_blank" rel="noreferrer">
      {origin}
    </a>
  )
}
