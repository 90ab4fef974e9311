import { limits } from '@wend/protocol/limits'

/** What is sent together: events with identity, events without, and a withdrawal by itself. */
export type Kind = 0 | 1 | 2
export const known = 0
export const anonymously = 1
export const withdrawal = 2

/** One event ready to go: its JSON and how many bytes that is, what consent it needs and in which epoch of that it was made. */
export interface Item {
  json: string
  bytes: number
  kind: Kind
  purpose?: string
  epoch?: number | undefined
  /** Of a known one also the epoch of the purpose that visitors are recognised for, and where its ties to others begin. */
  who?: number | undefined
  cut?: number
}

/** Events that consent allows, waiting to be sent, oldest first. A durable one can stand in its place. */
export interface Queue {
  /** Adds events at the end, or puts back at the front what could not be sent. Gives the number of oldest ones that had to make room. */
  add(items: readonly Item[], front?: boolean): number
  /** Takes the oldest events that fit into so many bytes, at most a batch, all of one kind; of withdrawals one. */
  take(bytes: number): Item[]
  /** Removes what is no longer allowed. */
  keep(allowed: (item: Item) => boolean): void
  size(): number
}

export function memoryQueue(): Queue {
  let items: Item[] = []
  return {
    add(more, front) {
      items = front ? [...more, ...items] : [...items, ...more]
      return items.splice(0, items.length - limits.heldEvents).length
    },
    take(bytes) {
      let count = 0
      for (const item of items) {
        bytes -= item.bytes + 1
        if (
          bytes < 0 ||
          count === limits.batchEvents ||
          (count && (item.kind === withdrawal || item.kind !== items[0]?.kind))
        )
          break
        count++
      }
      return items.splice(0, count)
    },
    keep(allowed) {
      items = items.filter(allowed)
    },
    size: () => items.length,
  }
}
