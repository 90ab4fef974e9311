import { type Mark, marks, toggled } from './filter.ts'
import { meanings } from './words.ts'

export interface MarksProps {
  readonly counts: Readonly<Record<Mark, number>>
  readonly chosen: ReadonlySet<Mark>
  onChoose(chosen: ReadonlySet<Mark>): void
}

/** The counters, each of which also picks what it counts. */
export function Marks({ counts, chosen, onChoose }: MarksProps) {
  return (
    <fieldset className="marks">
      <legend className="hidden">Show only</legend>
      {marks.map((mark) => (
        <button
          key={mark}
          type="button"
          className={`mark mark-${mark}${chosen.size > 0 && !chosen.has(mark) ? ' off' : ''}`}
          aria-pressed={chosen.has(mark)}
          title={meanings[mark]}
          onClick={() => onChoose(toggled(chosen, mark))}
        >
          <b>{counts[mark].toLocaleString('en')}</b> {mark}
        </button>
      ))}
    </fieldset>
  )
}
