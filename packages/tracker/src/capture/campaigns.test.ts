// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import { campaigns } from './campaigns.ts'
import { stage } from './testing.ts'

const opened = (name: string, type = 'navigate') => {
  vi.spyOn(performance, 'getEntriesByType').mockReturnValue([{ name, type } as PerformanceNavigationTiming])
  const { events, stop } = stage(campaigns)
  stop()
  return events.map(({ type, data }) => [type, data])
}
afterEach(() => void vi.restoreAllMocks())

it('tells of the click that led to the page, and of its campaign', () => {
  expect(opened('https://shop.example/?gclid=Cj0KCQ_x-1&utm_campaign=May%20sale&fbclid=IwAR0')).toEqual([
    ['ad.clicked', { network: 'google', campaign: 'May-sale', parameter: 'gclid', click: 'Cj0KCQ_x-1' }],
    ['ad.clicked', { network: 'meta', campaign: 'May-sale', parameter: 'fbclid', click: 'IwAR0' }],
  ])
})

it.each([
  ['has none', 'https://shop.example/?utm_source=news', 'navigate'],
  ['has an empty one', 'https://shop.example/?gclid=', 'navigate'],
  ['was loaded again', 'https://shop.example/?gclid=Cj0KCQ', 'reload'],
  ['was gone back to', 'https://shop.example/?gclid=Cj0KCQ', 'back_forward'],
])('tells nothing of a page that %s', (_, name, type) => {
  expect(opened(name, type)).toEqual([])
})
