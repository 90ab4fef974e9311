import type { Link } from '../../api/follow.ts'
import type { Feed } from './feed.ts'

/** The connection, in a word beside the heading. */
export function LinkState({ link, paused }: { readonly link: Link; readonly paused: Feed['paused'] }) {
  const word = {
    connecting: 'connecting…',
    live: paused === 'reading' ? 'paused to read' : paused ? 'paused' : 'live',
    reconnecting: 'reconnecting…',
  }[link.phase]
  return (
    <span role="status" className={`link-state is-${link.phase === 'live' && paused ? 'paused' : link.phase}`}>
      {word}
    </span>
  )
}

/** Says what is wrong when the collector stays away. A connection that was merely lost is back within a second. */
export function Trouble({ link, retry }: { readonly link: Link; retry(): void }) {
  if (link.phase !== 'reconnecting' || link.failures === 0) return null
  return (
    <div className="notice bad trouble">
      <p role="status">{link.problem} The page tries again by itself. What it shows is what had arrived before.</p>
      <button type="button" onClick={retry}>
        Try now
      </button>
    </div>
  )
}
