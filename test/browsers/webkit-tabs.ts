import type { WebDriver } from './webdriver.ts'

/** One tab of the session. */
export interface Tab {
  /** Runs commands while this tab is the session's current one, after the commands that came before. */
  use<Result>(work: () => Promise<Result>): Promise<Result>
  /** Closes the tab. */
  close(): Promise<void>
}

/** Shares one session between tabs: classic WebDriver knows one current window, and every command goes there. */
export async function createTabs(session: WebDriver): Promise<{ open(): Promise<Tab> }> {
  // The session ends with its last window, so the first one stays, unused.
  const first = await session.get<string>('/window')
  let current = first
  let queue: Promise<unknown> = Promise.resolve()

  function use<Result>(handle: string, work: () => Promise<Result>): Promise<Result> {
    const result = queue.then(async () => {
      if (current !== handle) await session.post('/window', { handle })
      current = handle
      return work()
    })
    queue = result.catch(() => {})
    return result
  }

  return {
    async open() {
      const { handle } = await use(first, () => session.post<{ handle: string }>('/window/new', { type: 'window' }))
      await use(handle, async () => {})
      return {
        use: (work) => use(handle, work),
        close: () =>
          use(handle, async () => {
            current = ''
            await session.delete('/window')
          }),
      }
    },
  }
}
