// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { engagement } from './engagement.ts'
import { stage } from './testing.ts'

const browser = window as unknown as { happyDOM: { setURL(url: string): void } }
const pass = (milliseconds: number) => vi.advanceTimersByTime(milliseconds)
let focused: boolean
let hidden: boolean
let layout: (() => void) | undefined
let page: { scrollY: number; innerHeight: number; scrollHeight: number }
let scene: ReturnType<typeof stage>

const show = (yes: boolean) => {
  hidden = !yes
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}
const focus = (yes: boolean) => {
  focused = yes
  window.dispatchEvent(new Event(yes ? 'focus' : 'blur'))
}
const touch = () => document.body.dispatchEvent(new Event('pointermove', { bubbles: true }))
const scroll = (to: number) => {
  page.scrollY = to
  document.dispatchEvent(new Event('scroll', { bubbles: true }))
  layout?.()
}
const left = () => scene.of('page.left')

beforeEach(() => {
  vi.useFakeTimers()
  focused = true
  hidden = false
  page = { scrollY: 0, innerHeight: 500, scrollHeight: 2000 }
  vi.spyOn(document, 'hasFocus').mockImplementation(() => focused)
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => hidden)
  vi.spyOn(document.documentElement, 'scrollHeight', 'get').mockImplementation(() => page.scrollHeight)
  vi.stubGlobal(
    'ResizeObserver',
    class {
      heard: () => void
      constructor(heard: () => void) {
        this.heard = heard
      }
      observe() {
        layout = this.heard
      }
      disconnect() {
        layout = undefined
      }
    },
  )
  for (const key of ['scrollY', 'innerHeight'] as const)
    Object.defineProperty(globalThis, key, { configurable: true, get: () => page[key] })
  browser.happyDOM.setURL('https://shop.example/a')
  scene = stage(engagement)
})
afterEach(() => {
  scene.stop()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

describe('engagement', () => {
  it.each<[what: string, act: () => void, engaged: number]>([
    ['counts from the beginning', () => pass(4200), 4200],
    ['ends some seconds after the last touch', () => pass(60_000), 15_000],
    [
      'goes on with each touch',
      () => {
        for (let i = 0; i < 6; i++) {
          pass(10_000)
          touch()
        }
      },
      60_000,
    ],
    [
      'begins again with a touch after a rest',
      () => {
        pass(60_000)
        touch()
        pass(2000)
      },
      17_000,
    ],
    [
      'stands still while the tab is hidden',
      () => {
        pass(2500)
        show(false)
        focused = false
        pass(10_000)
        show(true)
        focus(true)
        pass(1500)
      },
      4000,
    ],
    [
      'stands still while the window has no focus',
      () => {
        pass(2500)
        focus(false)
        pass(10_000)
        focus(true)
        pass(500)
      },
      3000,
    ],
    [
      'does not count what a tab sleeps',
      () => {
        pass(3000)
        const now = performance.now()
        vi.spyOn(performance, 'now').mockImplementation(() => now + 3_600_000)
        pass(1000)
      },
      3000,
    ],
  ])('%s', (_, act, engaged) => {
    act()
    window.dispatchEvent(new Event('pagehide'))
    expect(left()).toMatchObject([{ url: 'https://shop.example/a', engaged }])
  })

  it('has no timer while the page is hidden, and none when nobody is there', () => {
    show(false)
    expect(vi.getTimerCount()).toBe(0)
    show(true)
    touch()
    expect(vi.getTimerCount()).toBe(1)
    pass(60_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('lets the site say when somebody is gone', () => {
    scene.stop()
    scene = stage(engagement, { idle: 5 })
    pass(60_000)
    scene.leave(true)
    expect(left()).toMatchObject([{ engaged: 5000 }])
  })

  it('tells the deepest place that was seen, of the page as it is in the end', () => {
    layout?.()
    scroll(900)
    scroll(100)
    page.scrollHeight = 2800
    layout?.()
    scene.leave(true)
    expect(left()).toMatchObject([{ depth: 50 }])
  })

  it('never tells more than all of it', () => {
    scroll(1900)
    scene.leave(true)
    expect(left()).toMatchObject([{ depth: 100 }])
  })

  it('says nothing of a depth that it has not seen', () => {
    scene.leave(true)
    expect(left()[0]).not.toHaveProperty('depth')
  })

  it('tells of each view once, with its own time, depth and address', () => {
    pass(2000)
    scroll(500)
    browser.happyDOM.setURL('https://shop.example/b')
    scene.leave(true)
    pass(3000)
    scroll(0)
    window.dispatchEvent(new Event('pagehide'))
    window.dispatchEvent(new Event('pagehide'))
    scene.leave()
    expect(scene.events).toEqual([
      { type: 'page.left', view: 'view-1', data: { url: 'https://shop.example/a', engaged: 2000, depth: 50 } },
      { type: 'page.left', view: 'view-2', data: { url: 'https://shop.example/b', engaged: 3000, depth: 25 } },
    ])
  })

  it('begins anew when the page comes back from the bfcache', () => {
    pass(2000)
    window.dispatchEvent(new Event('pagehide'))
    pass(10_000)
    scene.leave(true)
    pass(1000)
    window.dispatchEvent(new Event('pagehide'))
    expect(scene.events).toMatchObject([
      { view: 'view-1', data: { engaged: 2000 } },
      { view: 'view-2', data: { engaged: 1000 } },
    ])
  })

  it('only rests when the tab is switched', () => {
    show(false)
    scene.leave()
    show(true)
    expect(left()).toEqual([])
  })

  it('takes the address that a redirect leads to', () => {
    browser.happyDOM.setURL('https://shop.example/redirected')
    touch()
    scene.leave(true)
    expect(left()).toMatchObject([{ url: 'https://shop.example/redirected' }])
  })

  it('leaves nothing behind', () => {
    scene.stop()
    touch()
    window.dispatchEvent(new Event('pagehide'))
    pass(20_000)
    expect(vi.getTimerCount()).toBe(0)
    expect([scene.events, scene.leaving.size, layout]).toEqual([[], 0, undefined])
  })
})
