/** Where this tab keeps the token. Closing the tab signs out. */
export interface Session {
  /** Takes a token out of the address, if a sign-in link brought one, and returns the one to use. */
  token(): string | undefined
  keep(token: string): void
  forget(): void
}

export interface SessionWorld {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState'>
  readonly storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
}

const name = 'wend.token'

export function createSession(world: SessionWorld): Session {
  let memory: string | undefined

  /** Browsers that block storage throw on the first touch; the token then lasts until the page is reloaded. */
  function stored<T>(use: (storage: ReturnType<SessionWorld['storage']>) => T): T | undefined {
    try {
      return use(world.storage())
    } catch {
      return undefined
    }
  }

  const session: Session = {
    token() {
      const linked = tokenIn(world.location.hash)
      if (linked !== undefined) {
        // The address is what gets bookmarked, synchronised, photographed and pasted into tickets.
        world.history.replaceState(null, '', world.location.pathname + world.location.search)
        session.keep(linked)
      }
      return memory ?? stored((storage) => storage.getItem(name)) ?? undefined
    },
    keep(token) {
      memory = token
      stored((storage) => storage.setItem(name, token))
    },
    forget() {
      memory = undefined
      stored((storage) => storage.removeItem(name))
    },
  }
  return session
}

/** The token in a sign-in link or in its fragment. */
export function tokenIn(text: string): string | undefined {
  const found = /#token=([^&\s]+)/.exec(text)?.[1]
  if (found === undefined) return undefined
  try {
    return decodeURIComponent(found)
  } catch {
    return found
  }
}
