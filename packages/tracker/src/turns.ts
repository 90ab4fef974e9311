/** Keeps the tabs of an origin out of each other's way, by Web Locks. Where there are none, each goes its own. */
export interface Turns {
  /** Does something when no other tab does it. */
  take<T>(work: () => Promise<T>): Promise<T | undefined>
  /**
   * Says whether this page has something stored that it looks after. Not in Firefox, which keeps no page with a lock in the
   * back/forward cache, and looks before it says that the page is left: there, what a tab has may be sent by another as well.
   */
  stay(yes: boolean): void
  /** The pages that are alive and look after something, this one among them. */
  live(): Promise<string[]>
  /**
   * Lets go of everything: a page that holds a lock does not go into the back/forward cache. What comes after that is another
   * life, of another name.
   */
  leave(owner: string): void
}

export function createTurns(name: string, owner: string): Turns {
  let turn = new AbortController()
  let life: AbortController | undefined
  const hold = async <T>(lock: string, { signal }: AbortController, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await navigator.locks.request(lock, { signal }, () => {
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
  const stay = (yes: boolean) => {
    if (!yes || 'mozInnerScreenX' in globalThis) {
      life?.abort()
      life = undefined
    } else if (!life) {
      life = new AbortController()
      void hold(name + owner, life, () => new Promise(() => {}))
    }
  }
  const ask = async () => navigator.locks.query()
  return {
    take: (work) => hold(name, turn, work),
    stay,
    async live() {
      // Where they cannot be asked, nobody else is known to live.
      const { held = [] } = await ask().catch((): LockManagerSnapshot => ({}))
      const names = held.flatMap((lock) => (lock.name?.startsWith(name) && lock.name.slice(name.length)) || [])
      return [...new Set([owner, ...names])].sort()
    },
    leave(next) {
      turn.abort()
      turn = new AbortController()
      stay(false)
      owner = next
    },
  }
}
