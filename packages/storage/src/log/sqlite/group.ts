/**
 * Hands everything that is added within one turn of the event loop to one round, at the end of that turn. While a round
 * holds the thread nothing is heard, so under load more comes together, and nothing waits for a timer when idle. A round of
 * `most` does not wait for that end.
 */
export function createGroup<Item>(run: (items: readonly Item[]) => void, most = Number.POSITIVE_INFINITY) {
  let items: Item[] = []
  let turn: NodeJS.Immediate | undefined

  /** Runs the round now, when there is one. */
  const flush = () => {
    clearImmediate(turn)
    turn = undefined
    const round = items
    items = []
    if (round.length) run(round)
  }

  return {
    add(item: Item) {
      items.push(item)
      if (items.length >= most) flush()
      else turn ??= setImmediate(flush)
    },
    flush,
  }
}
