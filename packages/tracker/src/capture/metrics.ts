import type { MetricType } from 'web-vitals'
import type { Data } from '../api.ts'
import type { Part } from './host.ts'

/**
 * Reports each metric once, by what it is worth when its page is hidden or left for the first time. What a page that is
 * looked at again adds to it is not told: there is one event for each metric of a view. web-vitals cannot be ended, so
 * after the end of the part it goes unheard.
 */
export const reportVitals =
  <Metric extends MetricType>(
    observe: readonly ((hear: (metric: Metric) => void) => void)[],
    describe?: (metric: Metric) => Data,
  ): Part =>
  (host) => {
    const first = host.view
    const waiting = new Map<string, () => void>()
    const told = new Set<string>()
    for (const on of observe)
      on((metric) => {
        const { id, name, value, rating, navigationType } = metric
        // What is measured from the load on belongs to the view that was loaded, however late it is known.
        const view = navigationType === 'back-forward-cache' ? host.view : first
        const rounded = Math.round(value * 1e4) / 1e4
        waiting.set(id, () =>
          host.track('vital.measured', { metric: name, value: rounded, rating, ...describe?.(metric) }, view),
        )
      })
    host.leaving.add(() => {
      for (const [id, tell] of waiting) if (!told.has(id)) tell()
      for (const id of waiting.keys()) told.add(id)
      waiting.clear()
    })
  }
