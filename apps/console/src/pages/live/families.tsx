import { useEffect, useRef } from 'react'
import { toneOf } from './family.ts'
import { toggled } from './filter.ts'
import type { Known } from './use-known.ts'

export interface FamiliesProps {
  readonly known: Known
  /** How many events there are to be seen of each family that has any. */
  readonly counts: ReadonlyMap<string, number>
  readonly chosen: ReadonlySet<string>
  onChoose(chosen: ReadonlySet<string>): void
}

/** One chip for each family there is, in the order of the taxonomy: chips must not move about as events come in. */
export function Families({ known, counts, chosen, onChoose }: FamiliesProps) {
  const field = useRef<HTMLFieldSetElement>(null)
  // On a phone they are one line, and those that the address asks for may be out of sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: later it is the reader who scrolls
  useEffect(() => {
    field.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [known])
  const others = [...counts.keys(), ...chosen].sort()
  const names = [...new Set([...known.families.map(({ name }) => name), ...others])]
  if (names.length === 0) return null
  return (
    <fieldset className="chips" ref={field}>
      <legend className="hidden">Families</legend>
      {names.map((name) => {
        const count = counts.get(name) ?? 0
        return (
          <button
            key={name}
            type="button"
            className={`chip ${toneOf(name)}${count === 0 ? ' none' : ''}`}
            aria-pressed={chosen.has(name)}
            onClick={() => onChoose(toggled(chosen, name))}
          >
            {known.family(name)?.label ?? name} <span className="chip-count">{count.toLocaleString('en')}</span>
          </button>
        )
      })}
    </fieldset>
  )
}
