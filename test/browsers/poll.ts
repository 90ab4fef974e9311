import { setTimeout as sleep } from 'node:timers/promises'

/** Resolves with the first truthy answer. A failing question counts as no, and the last failure is the error's cause. */
export async function poll<T>(what: string, ask: () => T | Promise<T>, limit = 10_000): Promise<NonNullable<T>> {
  const end = performance.now() + limit
  let cause: unknown
  do {
    try {
      const answer = await ask()
      if (answer) return answer
      cause = undefined
    } catch (error) {
      cause = error
    }
    await sleep(50)
  } while (performance.now() < end)
  throw new Error(`Waited ${limit / 1000} s in vain for: ${what}`, { cause })
}
