import type { Site } from './site.ts'

/**
 * Visitors whose withdrawal is being written down. The ledger tells only what is durable, and until then a batch from another
 * tab would still find them alive.
 */
export function createEnded() {
  const ending = new Map<string, number>()
  const keyOf = ({ name }: Site, subject: string) => `${name}\0${subject}`
  return {
    has: (site: Site, subject: string): boolean => ending.has(keyOf(site, subject)),
    /** Counts them as ended while something runs; after it the ledger, or nobody, says so. */
    async during<T>(site: Site, subject: string, run: () => Promise<T>): Promise<T> {
      const key = keyOf(site, subject)
      ending.set(key, (ending.get(key) ?? 0) + 1)
      try {
        return await run()
      } finally {
        const left = (ending.get(key) ?? 1) - 1
        if (left) ending.set(key, left)
        else ending.delete(key)
      }
    },
  }
}

export type Ended = ReturnType<typeof createEnded>
