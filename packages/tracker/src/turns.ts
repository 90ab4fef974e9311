/**
 * Does something when no other tab of the origin does it, by a Web Lock; where there are none, at once. The signal ends the
 * turn, and the wait for it, if `done` is not called before: a page that holds a lock does not go into the back/forward cache.
 */
export async function inTurn<T>(
  name: string,
  signal: AbortSignal,
  work: (done: (result: T) => void) => unknown,
): Promise<T | undefined> {
  const run = async () => {
    // It may be granted as it is given up.
    if (!signal.aborted)
      return await new Promise<T | undefined>((resolve) => {
        signal.onabort = () => resolve(undefined)
        work(resolve)
      })
  }
  try {
    return await navigator.locks.request(name, { signal }, run)
  } catch {
    // None here, or not for this page.
    return run()
  }
}
