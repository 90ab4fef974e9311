/**
 * Gathers what is added within a turn of the event loop, or while a round is under way, for the next round, so that many
 * share one write and one fsync. The items of a round succeed together or fail together.
 */
export function createRounds<Item, Result>(run: (items: readonly Item[]) => Promise<readonly Result[]>) {
  type Waiting = { item: Item; resolve(result: Result): void; reject(error: unknown): void }
  let waiting: Waiting[] = []
  let running: Promise<void> | undefined

  const loop = async () => {
    await new Promise<void>((resolve) => setImmediate(resolve))
    while (waiting.length) {
      const round = waiting
      waiting = []
      try {
        const results = await run(round.map(({ item }) => item))
        for (const [index, { resolve }] of round.entries()) resolve(results[index] as Result)
      } catch (error) {
        for (const { reject } of round) reject(error)
      }
    }
    running = undefined
  }

  return {
    add: (item: Item): Promise<Result> =>
      new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        running ??= loop()
      }),
    /** Resolves when nothing is under way. */
    idle: async (): Promise<void> => running,
  }
}
