import { toneOf } from './family.ts'
import { toggled } from './filter.ts'

export interface FamiliesProps {
  readonly seen: readonly string[]
  readonly chosen: ReadonlySet<string>
  onChoose(chosen: ReadonlySet<string>): void
}

/** One chip for each family that has been seen. */
export function Families({ seen, chosen, onChoose }: FamiliesProps) {
  if (seen.length === 0) return null
  return (
    <fieldset className="chips">
      <legend className="hidden">Families</legend>
      {seen.map((family) => (
        <button
          key={family}
          type="button"
          className={`chip ${toneOf(family)}`}
          aria-pressed={chosen.has(family)}
          onClick={() => onChoose(toggled(chosen, family))}
        >
          {family}
        </button>
      ))}
    </fieldset>
  )
}
