import { type Day, sharesOf } from './days.ts'
import { barWords } from './words.ts'

export interface BarsProps {
  readonly days: readonly Day[]
  /** The share that a whole bar stands for. */
  readonly scale: number
  /** What the bars are of, for whoever hears them. */
  readonly label: string
}

const height = 28
/** What is there at all should be seen. */
const least = 2

/** A bar for each day: what is lost, solid from below, and on it what is missing so far, hollow. */
export function Bars({ days, scale, label }: BarsProps) {
  const step = 300 / days.length
  const width = Math.max(1.5, Math.min(14, step - 3))
  const room = (share: number) => (share > 0 ? Math.max(least, (share / scale) * height) : 0)
  return (
    <svg
      className="bars"
      viewBox={`0 0 300 ${height + 4}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${label}. ${days.map(barWords).join('; ')}.`}
    >
      {days.map((day, index) => {
        const { lost, missing } = sharesOf(day)
        const [solid, hollow] = [room(lost), room(missing)]
        const x = index * step + (step - width) / 2
        return (
          <g key={day.day} className={day.received === 0 ? 'bar-none' : 'bar-day'}>
            <title>{barWords(day)}</title>
            <rect className="bar-room" x={index * step} y={0} width={step} height={height + 4} />
            <rect className="bar-ground" x={x} y={height + 2} width={width} height={2} />
            <rect className="bar-lost" x={x} y={height + 1 - solid} width={width} height={solid} />
            {hollow > 0 && (
              <rect
                className="bar-missing"
                x={x + 0.75}
                y={height + 1 - solid - hollow + 0.75}
                width={width - 1.5}
                height={Math.max(0.5, hollow - 1.5)}
              />
            )}
          </g>
        )
      })}
    </svg>
  )
}
