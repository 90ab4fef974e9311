import { Words } from '../../parts/words.tsx'
import { familyOf } from './family.ts'
import type { Row } from './feed.ts'
import type { Filter } from './filter.ts'
import type { Known } from './use-known.ts'
import { counted } from './words.ts'

export interface NothingProps {
  readonly rows: readonly Row[]
  readonly filter: Filter
  readonly known: Known
  onClear(): void
}

/** What stands in place of the list while the filter lets nothing through: what would come through, and how. */
export function Nothing({ rows, filter, known, onClear }: NothingProps) {
  const missing = [...filter.families].filter((name) => rows.every(({ event }) => familyOf(event) !== name))
  if (missing.length === 0 || missing.length < filter.families.size) {
    return (
      <p className="nothing">
        None of the {counted(rows.length, 'event')} here matches.{' '}
        <button type="button" className="link" onClick={onClear}>
          Show all
        </button>
      </p>
    )
  }
  return (
    <ul className="missing">
      {missing.map((name) => (
        <Missing key={name} name={name} known={known} />
      ))}
    </ul>
  )
}

function Missing({ name, known }: { readonly name: string; readonly known: Known }) {
  const family = known.family(name)
  const examples = [...new Set(family?.events.map(({ display }) => display.replace(/\{[^}]*\}/g, '…')))].slice(0, 5)
  return (
    <li>
      <h2>Nothing of “{family?.label ?? name}” yet</h2>
      {family ? (
        <p>
          <Words text={family.comes} />
        </p>
      ) : (
        <p>The collector knows no family of this name. Look at the rejected events for what was meant.</p>
      )}
      {examples.length > 0 && <p className="muted">You would read: {examples.map((one) => `“${one}”`).join(', ')}</p>}
    </li>
  )
}
