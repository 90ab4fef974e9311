import type { MetricType } from 'web-vitals'
import type { Data } from '../api.ts'
import type { Part } from './host.ts'
import { guarded, leaving } from './page.ts'

/** Observes one metric of web-vitals, which calls `hear` with each value of it. */
export type Observe<Metric> = (hear: (metric: Metric) => void, options: { reportSoftNavs: boolean }) => void

/**
 * Reports each metric once a view, by what it is worth when the page is hidden or left for the first time, or when the next
 * view has begun. What a page that is looked at again adds to it is not told. Where the browser tells navigations within a
 * page apart (Chrome 151) each of their views has its own; elsewhere what comes later counts for the view that was loaded.
 * web-vitals cannot be ended, so after the end of the part it goes unheard.
 */
export const reportVitals =
  <Metric extends MetricType>(observe: readonly Observe<Metric>[], describe?: (metric: Metric) => Data): Part =>
  (host) => {
    /** Each view, and since when it is known, in milliseconds since the page began. */
    const views: (readonly [since: number, view: string])[] = []
    const begin = () => views.push([performance.now(), host.view])
    begin()
    host.hearing.add(guarded(host, (type: string) => void (type === 'page.viewed' && begin())))
    /** The view that began when a navigation did: the browser takes another moment of it than we do. */
    const viewOf = (start = 0) =>
      views.reduce((best, one) => (Math.abs(one[0] - start) < Math.abs(best[0] - start) ? one : best))[1]
    /** By metric and view. Several navigations within one view, as a browser counts them: the first is told. */
    const vitals = new Map<string, { id: string; tell: () => void; told?: boolean }>()
    for (const on of observe)
      on(
        guarded(host, (metric: Metric) => {
          const { id, name, value, rating, navigationStartTime } = metric
          const view = viewOf(navigationStartTime)
          const rounded = Math.round(value * 1e4) / 1e4
          const tell = () =>
            host.track('vital.measured', { metric: name, value: rounded, rating, ...describe?.(metric) }, view)
          const key = name + view
          const vital = vitals.get(key)
          if (!vital) vitals.set(key, { id, tell })
          else if (vital.id === id) vital.tell = tell
        }),
        { reportSoftNavs: true },
      )
    leaving(host, () => {
      for (const vital of vitals.values()) {
        if (!vital.told) vital.tell()
        vital.told = true
      }
    })
  }
