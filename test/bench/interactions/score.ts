/** What was said of something and what is true of it, over all visits. */
export interface Row {
  what: string
  right: number
  wrong: number
  missed: number
  /** NaN where nothing was said. */
  precision: number
  /** NaN where there was nothing to say. */
  recall: number
}

export interface Difference {
  said: string[]
  missed: string[]
}

/** What is in one list and not in the other, each as often as it is. */
export function compare(said: readonly string[], really: readonly string[]): Difference & { right: number } {
  const missed = [...really]
  const wrong = said.filter((one) => {
    const at = missed.indexOf(one)
    if (at >= 0) missed.splice(at, 1)
    return at < 0
  })
  return { right: said.length - wrong.length, said: wrong, missed }
}

export function rowOf(what: string, found: readonly (Difference & { right: number })[]): Row {
  const sum = (count: (one: (typeof found)[0]) => number) => found.reduce((total, one) => total + count(one), 0)
  const [right, wrong, missed] = [
    sum((one) => one.right),
    sum(({ said }) => said.length),
    sum(({ missed }) => missed.length),
  ]
  return { what, right, wrong, missed, precision: right / (right + wrong), recall: right / (right + missed) }
}
