/**
 * Runs in the page: so many calls of `track`, numbered from `first`, spread over so many milliseconds; 0 is one synchronous
 * burst. Resolves after the last one. With `next` it resolves at once, and the page goes there in the task of its last call:
 * of a page that lies in the back/forward cache a driver would hear nothing more.
 */
export function calls(first: number, count: number, over: number, next: string): Promise<void> {
  return new Promise((done) => {
    const start = performance.now()
    let made = 0
    const step = () => {
      // As many as are due, so that a browser which slows the timers of a tab down makes no fewer.
      const due = over ? Math.min(count, Math.ceil(((performance.now() - start) / over) * count)) : count
      while (made < due) window.wend.track('counted', { n: first + made++ })
      if (made < count) return void setTimeout(step, 10)
      if (next) location.assign(next)
      done()
    }
    if (!next) return step()
    setTimeout(step)
    done()
  })
}

/** Runs in the page: when it sent something to the collector since a moment, also what met a closed port. */
export function sendings(collector: string, since: number): number[] {
  return performance
    .getEntriesByType('resource')
    .filter(({ name }) => name.startsWith(collector) && !name.includes('/w.js'))
    .map(({ startTime }) => performance.timeOrigin + startTime)
    .filter((at) => at >= since)
}

/** The most of these moments that lie within so many milliseconds of each other. */
export function busiest(times: readonly number[], within = 5000): number {
  const sorted = times.toSorted((a, b) => a - b)
  let [most, from] = [0, 0]
  for (const [index, time] of sorted.entries()) {
    while (time - (sorted[from] ?? time) > within) from++
    most = Math.max(most, index - from + 1)
  }
  return most
}
