/** Milliseconds. Whoever is refused is told to come back in a second or two anyway. */
const usual = 1000
const every = 50
/** Requests that are held at once: without their bodies, some kilobytes each. */
const most = 1024

export interface Hold {
  /** Resolves after a while, for as many as there is room for; for all others, and once nobody is held any more, at once. */
  wait(): Promise<void> | undefined
  /** Lets everybody go. */
  stop(): void
}

/**
 * Keeps those who are refused waiting for their answer, so that whoever hammers on gets slower: a connection asks once a
 * second, not as often as it can be answered. One timer for all.
 */
export function createHold(): Hold {
  const held: { until: number; go: () => void }[] = []
  let timer: NodeJS.Timeout | undefined
  let stopped = false

  const release = (now: number) => {
    const later = held.findIndex(({ until }) => until > now)
    const free = held.splice(0, later < 0 ? held.length : later)
    if (!held.length) {
      clearInterval(timer)
      timer = undefined
    }
    for (const { go } of free) go()
  }
  return {
    wait() {
      if (stopped || held.length >= most) return undefined
      timer ??= setInterval(() => release(performance.now()), every).unref()
      return new Promise((go) => held.push({ until: performance.now() + usual, go }))
    },
    stop() {
      stopped = true
      release(Number.POSITIVE_INFINITY)
    },
  }
}
