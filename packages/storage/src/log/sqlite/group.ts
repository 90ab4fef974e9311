interface Waiting<Item, Result> {
  item: Item
  resolve(result: Result): void
  reject(error: unknown): void
}

/**
 * Gathers items while a round is under way and hands them all to the next round: no timer, no delay when idle, and
 * larger rounds under load. `run` gives one result for each item, in order; when it throws, each item of the round fails.
 */
export function createQueue<Item, Result>(run: (items: Item[]) => Promise<Result[]>) {
  let next: Waiting<Item, Result>[] = []
  let running: Promise<void> | undefined

  const rounds = async () => {
    while (next.length) {
      const round = next
      next = []
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
    add: (item: Item) =>
      new Promise<Result>((resolve, reject) => {
        next.push({ item, resolve, reject })
        // One turn of the event loop lets requests that arrived together share the round.
        running ??= new Promise<void>((turn) => setImmediate(turn)).then(rounds)
      }),
    /** Resolves when nothing is under way. */
    idle: async () => {
      while (running) await running
    },
  }
}
