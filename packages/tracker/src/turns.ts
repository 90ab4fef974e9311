/** Keeps the tabs of an origin out of each other's way, by Web Locks. Where there are none, each goes its own. */
export interface Turns {
  /** Does something when no other tab does it. */
  take<T>(work: () => Promise<T>): Promise<T | undefined>
  /** The pages that are alive, this one among them. */
  live(): Promise<string[]>
  /**
   * Lets go of everything: a page that holds a lock does not go into the back/forward cache. What comes after that is another
   * life, of another name.
   */
  leave(owner: string): void
}

export function createTurns(name: string, owner: string): Turns {
  const { locks } = navigator
  let here: AbortController | undefined
  const hold = async <T>(lock: string, work: () => Promise<T>): Promise<T | undefined> => {
    here ??= arrive()
    const { signal } = here
    try {
      return await locks.request(lock, { signal }, () => {
        // It may be granted as it is given up.
        if (!signal.aborted)
          return Promise.race([
            work(),
            new Promise<undefined>((leave) => signal.addEventListener('abort', () => leave(undefined))),
          ])
      })
    } catch {
      // None here, or not for this page.
      if (!signal.aborted) return work()
    }
  }
  const arrive = () => {
    here = new AbortController()
    void hold(name + owner, () => new Promise(() => {}))
    return here
  }
  return {
    take: (work) => hold(name, work),
    async live() {
      here ??= arrive()
      const { held = [] } = (await locks?.query()) ?? {}
      return [owner, ...held.flatMap((lock) => (lock.name?.startsWith(name) && lock.name.slice(name.length)) || [])]
    },
    leave(next) {
      here?.abort()
      here = undefined
      owner = next
    },
  }
}
