// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hookHistory } from './pieces/history.ts'
import { watchViews } from './views.ts'

const browser = window as unknown as { happyDOM: { setURL(url: string): void } }
const began = Date.UTC(2026, 10, 22, 12)
let log: string[]
let watcher: ReturnType<typeof watchViews> & { stop(): void }

const path = (url: string) => url.replace('https://shop.example', '')
const watch = () => {
  const over = new AbortController()
  const { settle, open } = watchViews(
    (via) => log.push(`${via}:`),
    (url) => log.push(path(url)),
    over,
    hookHistory,
  )
  // As the tracker does it: what is pending counts, and then nothing does any more.
  watcher = {
    settle,
    open,
    stop() {
      settle()
      over.abort()
    },
  }
  return watcher
}
const pass = (milliseconds: number) => vi.advanceTimersByTime(milliseconds)
const push = (url: string) => history.pushState(null, '', url)
const replace = (url: string) => history.replaceState(null, '', url)

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: began })
  browser.happyDOM.setURL('https://shop.example/')
  log = []
})
afterEach(() => {
  watcher.stop()
  Reflect.deleteProperty(document, 'readyState')
  Reflect.deleteProperty(window, 'navigation')
  vi.useRealTimers()
})

describe('without the Navigation API', () => {
  beforeEach(() => {
    watch()
    pass(300)
    log = []
  })

  it.each<[what: string, act: () => void, seen: string[]]>([
    ['a push', () => push('/a'), ['navigation:', '/a']],
    ['a push of another query', () => push('/?x=1'), ['navigation:', '/?x=1']],
    ['a push of the same address', () => push('/'), []],
    ['a push of a place', () => push('/#b'), []],
    ['a push of a route', () => push('/#/b'), ['navigation:', '/#/b']],
    ['a replace', () => replace('/a'), ['navigation:', '/a']],
    ['a replace of the query alone', () => replace('/?x=1'), []],
    ['a replace of a place', () => replace('/#b'), []],
    [
      'a replace of the query, and a push of the one before',
      () => {
        replace('/?x=1')
        push('/')
      },
      ['navigation:', '/'],
    ],
    [
      'a replace of the query, and a push of the same',
      () => {
        replace('/?x=1')
        push('/?x=1')
      },
      [],
    ],
    [
      'a redirect',
      () => {
        push('/old')
        replace('/new')
      },
      ['navigation:', '/new'],
    ],
    [
      'a redirect that takes a moment',
      () => {
        push('/old')
        pass(200)
        replace('/new')
      },
      ['navigation:', '/new'],
    ],
    [
      'a page that then takes keys out of its address',
      () => {
        push('/a?utm_source=news')
        replace('/a')
      },
      ['navigation:', '/a?utm_source=news'],
    ],
    [
      'two pushes at once',
      () => {
        push('/a')
        push('/b')
      },
      ['navigation:', '/a', 'navigation:', '/b'],
    ],
    [
      'a place within the page',
      () => {
        location.hash = '#b'
        dispatchEvent(new Event('popstate'))
        dispatchEvent(new Event('hashchange'))
      },
      [],
    ],
    [
      'a route of the fragment, told of twice',
      () => {
        location.hash = '#/b'
        dispatchEvent(new Event('popstate'))
        dispatchEvent(new Event('hashchange'))
      },
      ['navigation:', '/#/b'],
    ],
  ])('sees %s', (_, act, seen) => {
    act()
    pass(1000)
    expect(log).toEqual(seen)
  })

  it('sees back and forward', async () => {
    push('/before')
    push('/a')
    pass(300)
    log = []
    for (const travel of [() => history.back(), () => history.forward()]) {
      vi.useRealTimers()
      travel()
      await new Promise((resolve) => setTimeout(resolve, 50))
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: began })
      dispatchEvent(new Event('popstate'))
      watcher.settle()
    }
    expect(log.filter((line) => !line.endsWith(':')).map((line) => line)).toEqual(['/before', '/a'])
  })

  it('lets the page have its errors, and sees no view then', () => {
    expect(() => history.pushState(null, '', 'https://elsewhere.example/')).toThrow()
    pass(1000)
    expect(log).toEqual([])
  })

  it('is silent once it is over', () => {
    push('/a')
    watcher.stop()
    log = log.slice(0, 1)
    push('/b')
    dispatchEvent(new Event('popstate'))
    pass(1000)
    expect(log).toEqual(['navigation:'])
  })

  it('leaves another wrapper in its place, and is silent under it', () => {
    const ours = history.pushState
    const calls: unknown[] = []
    const theirs: typeof history.pushState = function (this: History, ...args) {
      calls.push(args[2])
      return ours.apply(this, args)
    }
    history.pushState = theirs
    push('/a')
    watcher.stop()
    log = log.slice(0, 1)
    expect(history.pushState).toBe(theirs)
    push('/b')
    pass(1000)
    expect([calls, location.pathname, log]).toEqual([['/a', '/b'], '/b', ['navigation:']])
    Reflect.deleteProperty(history, 'pushState')
  })
})

describe('with the Navigation API', () => {
  const install = (properties: object) => {
    const navigation = Object.assign(new EventTarget(), properties)
    Object.defineProperty(window, 'navigation', { value: navigation, configurable: true })
    return (url: string, navigationType: string) => {
      browser.happyDOM.setURL(`https://shop.example${url}`)
      navigation.dispatchEvent(Object.assign(new Event('currententrychange'), { navigationType }))
    }
  }

  it('listens to it alone', () => {
    const { pushState } = history
    const go = install({ currentEntry: {} })
    watch()
    expect(history.pushState).toBe(pushState)
    pass(300)
    go('/a', 'push')
    pass(300)
    go('/a?x=1', 'replace')
    go('/', 'traverse')
    go('/b', 'replace')
    pass(300)
    go('/b', 'reload')
    watcher.stop()
    go('/c', 'push')
    pass(1000)
    expect(log).toEqual(['/', 'navigation:', '/a', 'navigation:', '/b'])
  })

  it.each([
    ['it is silent, without an origin', { currentEntry: null }],
    ['it is an element of the page', {}],
  ])('does without it where %s', (_, properties) => {
    install(properties)
    watch()
    pass(300)
    push('/a')
    pass(300)
    expect(log).toEqual(['/', 'navigation:', '/a'])
  })
})

describe('the first page', () => {
  const loading = () => Object.defineProperty(document, 'readyState', { value: 'loading', configurable: true })

  it('counts once it has stood for a moment', () => {
    watch()
    pass(299)
    expect(log).toEqual([])
    pass(1)
    expect(log).toEqual(['/'])
  })

  it('counts a moment after it has loaded', () => {
    loading()
    watch()
    pass(1000)
    dispatchEvent(new Event('load'))
    pass(299)
    expect(log).toEqual([])
    pass(1)
    expect(log).toEqual(['/'])
  })

  it('counts all the same where it does not load', () => {
    loading()
    watch()
    pass(3000)
    dispatchEvent(new Event('load'))
    pass(1000)
    expect(log).toEqual(['/'])
  })

  it('counts at once when it is left, and once', () => {
    watch()
    watcher.settle()
    watcher.settle()
    pass(1000)
    expect(log).toEqual(['/'])
  })

  it('counts under the address to which it sends on', () => {
    watch()
    replace('/home')
    pass(300)
    expect(log).toEqual(['/home'])
  })
})

it('a page that comes back from the cache is a view, also where the one before had not counted', () => {
  watch()
  watcher.open('restored')
  pass(300)
  expect(log).toEqual(['/', 'restored:', '/'])
})
