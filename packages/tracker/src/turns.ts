/** Lets one tab of an origin at a time do something, by Web Locks. Where there are none, each goes its own way. */
export interface Turns {
  /** Does something when no other tab does it. Its signal ends its turn; what it would still do, the next one does. */
  take(work: (signal: AbortSignal) => Promise<unknown>): Promise<unknown>
  /** Lets go, and no longer waits either: a page that holds a lock does not go into the back/forward cache. */
  leave(): void
}

export function createTurns(name: string): Turns {
  let turn = new AbortController()
  let letGo: (() => void) | undefined
  return {
    take(work) {
      const { signal } = turn
      const run = () =>
        new Promise<unknown>((resolve) => {
          letGo = () => resolve(undefined)
          // It may be granted as it is given up.
          if (signal.aborted) letGo()
          else work(signal).then(resolve)
        })
      const ask = async () => navigator.locks.request(name, { signal }, run)
      // None here, or not for this page.
      return ask().catch(() => (signal.aborted ? undefined : run()))
    },
    leave() {
      turn.abort()
      turn = new AbortController()
      letGo?.()
    },
  }
}
