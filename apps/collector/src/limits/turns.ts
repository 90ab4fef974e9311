import type { Group } from './admission.ts'

/**
 * Bytes of bodies that are worked on in one turn of the event loop: two or three milliseconds. What comes meanwhile is heard
 * before there is more.
 */
const perTurn = 64 * 1024

export interface Turns {
  /** Resolves when it is the group's turn, with so many bytes of work. */
  take(group: Group, bytes: number): Promise<void> | undefined
}

/**
 * Lets requests whose bodies are there go on one group after the other, some in each turn of the event loop. A busy group
 * waits for itself; one request of a quiet group waits for at most one turn.
 */
export function createTurns(): Turns {
  const waiting = new Map<Group, { bytes: number; go: () => void }[]>()
  let left = perTurn
  let coming = false

  const soon = () => {
    if (!coming) setImmediate(turn)
    coming = true
  }
  const turn = () => {
    coming = false
    left = perTurn
    for (const [group, requests] of waiting) {
      if (left <= 0) break
      // At the end of the map again, where it has more.
      waiting.delete(group)
      const request = requests.shift()
      if (requests.length) waiting.set(group, requests)
      left -= request?.bytes ?? 0
      request?.go()
    }
    // Once more after the last, so that a new turn begins with nothing used.
    if (left < perTurn) soon()
  }

  return {
    take(group, bytes) {
      soon()
      if (left > 0 && !waiting.size) {
        left -= bytes
        return undefined
      }
      return new Promise((go) => {
        const requests = waiting.get(group)
        if (requests) requests.push({ bytes, go })
        else waiting.set(group, [{ bytes, go }])
      })
    },
  }
}
