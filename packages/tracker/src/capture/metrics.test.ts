import { beforeEach, expect, it, vi } from 'vitest'
import type { MetricType } from 'web-vitals'
import { reportVitals } from './metrics.ts'
import { stage } from './testing.ts'

/** In place of web-vitals: what it says of two metrics. */
let lcp: (metric: Partial<MetricType>) => void
let inp: (metric: Partial<MetricType>) => void
let scene: ReturnType<typeof stage>
let now: number

const part = reportVitals(
  [
    (hear) => {
      lcp = (metric) => hear({ name: 'LCP', rating: 'good', ...metric } as MetricType)
    },
    (hear) => {
      inp = (metric) => hear({ name: 'INP', rating: 'good', ...metric } as MetricType)
    },
  ],
  ({ entries }) => ({ target: `of ${entries?.length}` }),
)
/** What was reported, in short. */
const told = () => scene.events.map(({ data, view }) => [data.metric, data.value, view])
/** Another view begins, so many milliseconds after the page did. */
const next = (at: number) => {
  now = at
  scene.leave(true)
  scene.hear('page.viewed')
}

beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  now = 400
  scene = stage(part)
})

it('tells a metric once, as it is when the page is hidden first, with what it is due to', () => {
  lcp({ id: 'a', value: 800.123456, entries: [] })
  lcp({ id: 'a', value: 900.123456, entries: [] })
  expect(told()).toEqual([])
  scene.leave()
  scene.leave()
  lcp({ id: 'a', value: 1000, entries: [] })
  scene.leave()
  expect(scene.events).toEqual([
    {
      type: 'vital.measured',
      data: { metric: 'LCP', value: 900.1235, rating: 'good', target: 'of 0' },
      view: 'view-1',
    },
  ])
})

it('gives each view its own, however late it is known', () => {
  lcp({ id: 'a', value: 800, navigationStartTime: 0 })
  next(5000)
  // The browser says a moment after the view began that a navigation did, and only then what the last one came to.
  inp({ id: 'b', value: 40, navigationStartTime: 0 })
  lcp({ id: 'c', value: 90, navigationStartTime: 4950 })
  next(9000)
  lcp({ id: 'd', value: 70, navigationStartTime: 9020 })
  inp({ id: 'e', value: 16, navigationStartTime: 4950 })
  scene.leave()
  expect(told()).toEqual([
    ['LCP', 800, 'view-1'],
    ['INP', 40, 'view-1'],
    ['LCP', 90, 'view-2'],
    ['LCP', 70, 'view-3'],
    ['INP', 16, 'view-2'],
  ])
})

it('gives a view that comes back from the back/forward cache its own', () => {
  inp({ id: 'a', value: 40, navigationStartTime: 0 })
  next(60_000)
  inp({ id: 'b', value: 8, navigationStartTime: 59_990 })
  scene.leave()
  expect(told()).toEqual([
    ['INP', 40, 'view-1'],
    ['INP', 8, 'view-2'],
  ])
})

it('tells one for a view that the browser takes for two', () => {
  lcp({ id: 'a', value: 800, navigationStartTime: 0 })
  lcp({ id: 'b', value: 20, navigationStartTime: 3000 })
  scene.leave()
  lcp({ id: 'b', value: 30, navigationStartTime: 3000 })
  scene.leave()
  expect(told()).toEqual([['LCP', 800, 'view-1']])
})

it('is silent once it is over', () => {
  lcp({ id: 'a', value: 800 })
  scene.stop()
  scene.leave()
  inp({ id: 'b', value: 40 })
  scene.leave()
  expect(told()).toEqual([])
})
