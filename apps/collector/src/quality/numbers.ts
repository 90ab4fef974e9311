/** Numbers from `from` to `to`, both included, that had not come when a later one did, on this day. */
export interface Hole {
  from: number
  to: number
  day: number
}

/** What is known of the numbers of one tab. Never its name. */
export interface Numbers {
  /** The highest that came; -1 before the first. */
  top: number
  /** What is missing below it, in rising order. */
  holes: Hole[]
}

/** The most numbers that a tab is believed to miss. One that claims more has counted wrong, or means to mislead. */
export const mostMissing = 10_000

/** What a number turned out to be: the next one or a later one, one that was missing, or one that had come. */
export type Taken = { kind: 'ahead' | 'known' } | { kind: 'filled'; hole: Hole }

/** Whether what a sender wrote is a number that a tracker gives. */
export const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 9_999_999_999

export const sizeOf = ({ from, to }: Hole): number => to - from + 1

/** Takes a number that came. What it leaves out counts as missing from now on, unless that is more than a tab may miss. */
export function take(numbers: Numbers, number: number, day: number): Taken {
  const { top, holes } = numbers
  if (number > top) {
    const hole = { from: top + 1, to: number - 1, day }
    if (number > top + 1 && missing(holes) + sizeOf(hole) <= mostMissing) holes.push(hole)
    numbers.top = number
    return { kind: 'ahead' }
  }
  const at = holes.findIndex(({ from, to }) => from <= number && number <= to)
  const hole = holes[at]
  if (!hole) return { kind: 'known' }
  const rest = [
    { ...hole, to: number - 1 },
    { ...hole, from: number + 1 },
  ].filter((part) => part.from <= part.to)
  holes.splice(at, 1, ...rest)
  return { kind: 'filled', hole }
}

const missing = (holes: readonly Hole[]): number => holes.reduce((sum, hole) => sum + sizeOf(hole), 0)
