import { Refused } from '../http/refused.ts'

/**
 * Lets a few wait for one after the other and refuses the rest. Whoever looks at this page makes the log search through
 * everything, which must not keep events from being stored.
 */
export function createGate(most: number) {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return <T>(run: () => Promise<T>): Promise<T> => {
    if (waiting >= most)
      throw new Refused('log_unavailable', 'Too many people are looking at their data just now. Try again in a minute.')
    waiting++
    const turn = last.then(run).finally(() => {
      waiting--
    })
    last = turn.catch(() => {})
    return turn
  }
}
