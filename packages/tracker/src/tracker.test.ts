// @vitest-environment happy-dom
import { createHash } from 'node:crypto'
import { runInThisContext } from 'node:vm'
import { builtIn, envelope, event, families, limits } from '@wend/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Wend } from './api.ts'
import type { Call } from './core.ts'
import { defaults, strict } from './defaults.ts'
import { always } from './pieces/always.ts'
import { accept, channels, later, load, lose, quiet, refuse, standIn, until } from './testing.ts'
import { createTracker, type Settings } from './tracker.ts'

let collector: ReturnType<typeof standIn>
let running: Wend[]
let uncaught: unknown[]
const note = (reason: unknown) => uncaught.push(reason)

const browser = window as unknown as { happyDOM: { setURL(url: string): void } }
const began = Date.UTC(2026, 10, 22, 12)
/** A property of the document for one test. */
const having = (properties: Record<string, unknown>) => {
  for (const [name, value] of Object.entries(properties))
    Object.defineProperty(document, name, { value, configurable: true, writable: true })
}
const restore = (...names: string[]) => {
  for (const name of names) Reflect.deleteProperty(document, name)
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: began })
  browser.happyDOM.setURL('https://shop.example/')
  document.title = 'Home'
  collector = standIn()
  vi.stubGlobal('fetch', collector.fetch)
  vi.stubGlobal('BroadcastChannel', channels().Channel)
  running = []
  uncaught = []
  process.on('unhandledRejection', note)
  addEventListener('error', note)
})
afterEach(async () => {
  for (const wend of running) wend.stop()
  await quiet()
  restore('prerendering', 'hidden', 'title', 'referrer')
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
  process.off('unhandledRejection', note)
  removeEventListener('error', note)
  expect(uncaught).toEqual([])
})

const create = (options: Partial<Settings> = {}) => {
  const tracker = createTracker(
    { site: 'shop', endpoint: 'https://shop.example/w', ...defaults, pieces: [always], ...options },
    load,
  )
  running.push(tracker.api)
  return tracker
}
const start = (options?: Partial<Settings>): Wend => create(options).api
/** A tracker that reports no views by itself. */
const quietly = (options?: Partial<Settings>): Wend => start({ pages: false, ...options })
const yes = { analytics: true }
const no = { analytics: false }
const hide = () => {
  having({ hidden: true })
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}
const show = () => {
  having({ hidden: false })
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

describe('the gate', () => {
  it('lets nothing out before a decision, whatever happens', async () => {
    const wend = start()
    wend.track('one thing')
    wend.page()
    wend.identify({ email: 'jo@example.com' })
    history.pushState(null, '', '/a')
    await wend.flush()
    hide()
    show()
    dispatchEvent(new Event('pagehide'))
    await pass(600_000)
    await quiet()
    expect(collector.requests).toEqual([])
  })

  it.each([
    ['no', no],
    ['nothing', {}],
    ['undefined', { analytics: undefined }],
    ['null', { analytics: null }],
    ['0', { analytics: 0 }],
    ['an empty text', { analytics: '' }],
    ['1', { analytics: 1 }],
    ['the text true', { analytics: 'true' }],
    ['the text granted', { analytics: 'granted' }],
    ['an object', { analytics: {} }],
    ['a text instead of choices', 'analytics'],
    ['true instead of choices', true],
    ['null instead of choices', null],
    ['another purpose', { marketing: true }],
  ])('takes %s for no yes', async (_, given) => {
    const wend = start()
    wend.track('before')
    wend.consent(given as never)
    wend.track('after')
    await wend.flush()
    await pass(600_000)
    expect(collector.requests).toEqual([])
  })

  it('releases what it held in order, with its times and a claim to it', async () => {
    const wend = quietly()
    wend.track('first')
    await pass(1000)
    wend.track('second')
    await pass(1000)
    wend.consent(yes, 'banner')
    await wend.flush()
    expect(collector.types()).toEqual(['custom.first', 'custom.second'])
    expect(collector.events().map(({ at }) => at)).toEqual([began, began + 1000])
    expect(collector.requests[0]?.envelope).toMatchObject({
      v: 1,
      site: 'shop',
      sent: began + 2000,
      consent: { granted: ['analytics'], source: 'banner', at: began + 2000, policy: 'default' },
    })
  })

  it('claims what was decided last, and says who said so and when', async () => {
    const wend = quietly()
    const claimed = async () => {
      wend.track('made')
      await wend.flush()
      return collector.requests.at(-1)?.envelope.consent
    }
    wend.consent(yes, 'banner')
    await pass(1000)
    wend.consent({ ...yes, marketing: true }, 'settings')
    const policy = 'default'
    expect(await claimed()).toEqual({
      granted: ['analytics', 'marketing'],
      source: 'settings',
      at: began + 1000,
      policy,
    })
    await pass(1000)
    wend.consent({ ...no, marketing: false }, 'settings')
    wend.consent(yes, 'settings')
    expect(await claimed()).toEqual({
      granted: ['analytics'],
      denied: ['marketing'],
      source: 'settings',
      at: began + 2000,
      policy,
    })
  })

  it('holds so many and drops the oldest', async () => {
    const wend = quietly()
    for (let number = 0; number < limits.heldEvents + 3; number++) wend.track('made', { number })
    wend.consent(yes)
    await wend.flush()
    const events = collector.events()
    expect(events).toHaveLength(limits.heldEvents)
    expect(events.map(({ data }) => data.number)).toEqual(events.map((_, index) => index + 3))
    expect(events.map(({ n }) => n)).toEqual(events.map((_, index) => index))
  })

  it('decides by purpose', async () => {
    const wend = quietly({
      policy: { ...strict, of: { '*': 'analytics', ad: 'marketing', 'custom.wished': 'personalisation' } },
    })
    for (const type of [
      'ad.clicked',
      'wished',
      'page.left',
      'unknown.thing',
      'constructor.x',
      '__proto__.x',
      'toString',
    ])
      wend.track(type)
    wend.consent(yes)
    await wend.flush()
    expect(collector.types()).toEqual(['page.left', 'unknown.thing', 'custom.tostring'])
    wend.consent({ marketing: true, personalisation: false })
    await wend.flush()
    expect(collector.types().slice(3)).toEqual(['ad.clicked'])
    expect(collector.requests.at(-1)?.envelope.consent.granted).toEqual(['analytics', 'marketing'])
  })

  it('knows by default what the taxonomy says', () => {
    const expected = families.flatMap(({ name, purpose }) =>
      purpose === 'analytics' || purpose === 'necessary' ? [] : [[name, purpose]],
    )
    expect(strict.of).toEqual({ '*': 'analytics', consent: 'necessary', ...Object.fromEntries(expected) })
    const differing = [...builtIn.values()].filter(
      ({ family, purpose }) => purpose !== families.find(({ name }) => name === family)?.purpose,
    )
    expect(differing.map(({ type }) => type)).toEqual([])
  })

  it('does not bring back on a new yes what was made before a no or while it stood', async () => {
    const wend = quietly()
    wend.track('held')
    wend.consent(yes)
    wend.track('waiting')
    wend.consent(no)
    wend.track('refused')
    wend.consent(yes)
    wend.track('again')
    await wend.flush()
    await pass(600_000)
    expect(collector.types()).toEqual(['custom.again'])
  })

  it('does not bring it back either where it waited for its page to be seen', async () => {
    const wend = start()
    wend.consent(yes)
    wend.track('waiting')
    wend.consent(no)
    wend.track('refused')
    wend.page()
    wend.consent(yes)
    wend.track('again')
    await pass(300)
    await wend.flush()
    expect(collector.types()).toEqual(['custom.again'])
  })

  it('does not bring it back either where it was still being hashed', async () => {
    const wend = quietly()
    wend.consent(yes)
    wend.identify({ email: 'before@example.com' })
    wend.consent(no)
    wend.identify({ email: 'while@example.com' })
    wend.consent(yes)
    await wend.flush()
    await quiet()
    await pass(10_000)
    expect(collector.requests).toEqual([])
  })

  it('keeps what one purpose allows when another is refused, also of a request that fails then', async () => {
    const hold = later()
    collector.answer = hold.answer
    const wend = quietly()
    wend.consent({ analytics: true, marketing: true })
    wend.track('ad.clicked')
    wend.track('page.left')
    void wend.flush()
    await until(() => collector.requests.length === 1)
    wend.consent({ analytics: true, marketing: false })
    collector.answer = accept
    hold.reject(new TypeError('gone'))
    await quiet()
    await pass(10_000)
    expect(collector.requests[1]?.envelope.events.map(({ type }) => type)).toEqual(['page.left'])
    expect(collector.requests[1]?.envelope.consent.granted).toEqual(['analytics'])
  })

  it.each(['Cookie Banner!', '', 'x'.repeat(500), 7, null, {}, 10n, Symbol('x')])(
    'names its source so that the envelope stays readable: %s',
    async (source) => {
      const wend = quietly()
      wend.consent(yes, source as never)
      wend.track('made')
      await wend.flush()
      expect(envelope.safeParse(collector.requests[0]?.envelope).error).toBeUndefined()
    },
  )

  it('keeps to it in any order of things', async () => {
    for (let seed = 1; seed <= 60; seed++) {
      let state = seed * 2654435761
      const random = (below: number) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0
        return Math.floor((state / 2 ** 32) * below)
      }
      collector = standIn()
      vi.stubGlobal('fetch', collector.fetch)
      const wend = start()
      let granted: boolean | undefined
      /** What may still be sent, and what may not, with how often it had been before. */
      const open = new Set<number>()
      const closed = new Map<number, number>()
      const times = (number: number) => collector.events().filter(({ data }) => data.number === number).length
      for (let step = 0; step < 60; step++) {
        const acts = [
          () => {
            wend.track('made', { number: step })
            if (granted === false) closed.set(step, 0)
            else open.add(step)
          },
          () => {
            wend.consent(yes)
            granted = true
          },
          () => {
            wend.consent(no)
            granted = false
            for (const number of open) closed.set(number, times(number))
            open.clear()
          },
          () => history.pushState(null, '', `/${step}`),
          () => pass(random(4000)),
          () => wend.flush(),
          () => void wend.flush(),
          () => dispatchEvent(new Event('pagehide')),
          () => {
            collector.answer = [accept, lose, refuse(503)][random(3)] ?? accept
          },
        ]
        await acts[random(acts.length)]?.()
      }
      collector.answer = accept
      wend.consent(yes)
      for (let turn = 0; turn < 3; turn++) {
        await pass(120_000)
        await wend.flush()
      }
      for (const number of open) expect(times(number), `event ${number} of seed ${seed}`).toBeGreaterThan(0)
      for (const [number, before] of closed) expect(times(number), `event ${number} of seed ${seed}`).toBe(before)
      wend.stop()
    }
  })
})

describe('an event', () => {
  it('has what the wire format wants, a number without gaps, and an id that sorts by time', async () => {
    const wend = start()
    wend.consent(yes)
    for (let number = 0; number < 20; number++) {
      wend.track('made', { number })
      await pass(100)
    }
    await wend.flush()
    const events = collector.events()
    for (const one of events) expect(event.safeParse(one).error).toBeUndefined()
    expect(events.map(({ n }) => n)).toEqual(events.map((_, index) => index))
    expect(new Set(events.map(({ id }) => id)).size).toBe(21)
    const times = events.map(({ id }) => id.slice(0, 13))
    expect([...times].sort()).toEqual(times)
    expect(envelope.safeParse(collector.requests[0]?.envelope).error).toBeUndefined()
  })

  it.each([
    ['product.viewed', 'product.viewed'],
    ['custom.a', 'custom.a'],
    ['sample ordered', 'custom.sample_ordered'],
    ['Sample  Ordered!', 'custom.sample_ordered_'],
    ['sampleOrdered', 'custom.sampleordered'],
    ['a-b_c', 'custom.a_b_c'],
    ['constructor', 'custom.constructor'],
  ])('named %s is of type %s', async (name, type) => {
    const wend = quietly()
    wend.consent(yes)
    wend.track(name)
    await wend.flush()
    expect(collector.types()).toEqual([type])
  })

  it.each([
    ['no data', undefined],
    ['null for data', null],
  ])('with %s has none, and can be read', async (_, data) => {
    const wend = quietly()
    wend.consent(yes)
    wend.track('made', data as never)
    wend.page(data as never)
    await wend.flush()
    expect(collector.events()[0]?.data).toEqual({})
    for (const one of collector.events()) expect(event.safeParse(one).error).toBeUndefined()
  })

  it('says what was said then, whatever the page does with its objects later', async () => {
    const wend = start()
    const data = { product: { id: 'mug' }, list: [1] }
    wend.track('made', data)
    data.product.id = 'jo@example.com'
    data.list.push(2)
    wend.consent(yes)
    await wend.flush()
    expect(collector.events()[1]?.data).toEqual({ product: { id: 'mug' }, list: [1] })
  })

  it('that cannot be sent is refused, and the next one goes', async () => {
    const wend = start()
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    const bad = [
      cyclic,
      { big: 10n },
      { text: 'ab '.repeat(limits.eventBytes / 3) },
      { text: 'ü'.repeat(limits.eventBytes / 2) },
      {
        get own() {
          throw new Error('of the page')
        },
      },
      {
        toJSON() {
          throw new Error('of the page')
        },
      },
      () => {},
      Symbol('x'),
    ]
    for (const data of bad) wend.track('bad', data as never)
    wend.consent(yes)
    for (const data of bad) wend.track('bad', data as never)
    wend.track('good', { text: 'ab '.repeat(limits.eventBytes / 3 - 400) })
    await wend.flush()
    expect(collector.types()).toEqual(['page.viewed', 'custom.good'])
    expect(collector.events().map(({ n }) => n)).toEqual([0, 1])
  })

  it('is sent when the clock goes back, too', async () => {
    const wend = quietly()
    wend.consent(yes)
    wend.track('later')
    vi.setSystemTime(began - 86_400_000)
    wend.track('earlier')
    await wend.flush()
    expect(collector.events().map(({ n, at }) => [n, at])).toEqual([
      [0, began],
      [1, began - 86_400_000],
    ])
  })
})

describe('no call', () => {
  const cyclic: unknown[] = []
  cyclic.push(cyclic)
  const nonsense: unknown[] = [
    undefined,
    null,
    true,
    false,
    0,
    1,
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    10n,
    '',
    ' ',
    '.',
    'a.b',
    'a',
    '\ud800',
    'x'.repeat(100_000),
    Symbol('x'),
    Symbol.iterator,
    {},
    [],
    [undefined],
    cyclic,
    () => {},
    class {},
    new Date(),
    new Date(Number.NaN),
    /x/,
    new Map([['analytics', true]]),
    new Set(['analytics']),
    new Error('x'),
    new Proxy(
      {},
      {
        get() {
          throw new Error('of the page')
        },
        ownKeys() {
          throw new Error('of the page')
        },
      },
    ),
    Object.create(null),
    JSON.parse('{ "__proto__": { "analytics": true }, "constructor": true }'),
    { toJSON: () => undefined },
    { toString: null, valueOf: null },
    { email: { toString: () => 'jo@example.com' } },
    { analytics: { valueOf: () => true } },
    new Uint8Array(3),
    globalThis.document,
    new Event('click'),
  ]
  it.each(['track', 'page', 'identify', 'consent', 'preferences', 'flush', 'debug', 'stop'] as const)(
    '%s throws, whatever it is given and when',
    async (method) => {
      vi.spyOn(console, 'info').mockImplementation(() => {})
      for (const prepare of [() => {}, (wend: Wend) => wend.consent(yes), (wend: Wend) => wend.stop()]) {
        const wend = start()
        prepare(wend)
        const call = wend[method] as (...args: unknown[]) => unknown
        for (const value of nonsense)
          for (const args of [[value], [value, value], ['made', value], [{ analytics: true }, value]]) {
            const given = call(...args)
            if (method === 'flush') expect(given).toBeInstanceOf(Promise)
            else expect(given).toBeUndefined()
          }
        await pass(400)
        wend.stop()
        await wend.flush()
      }
      await quiet()
    },
  )

  it.each([
    [
      'a missing crypto.subtle',
      () => vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) }),
    ],
    ['a missing fetch', () => vi.stubGlobal('fetch', undefined)],
    ['a missing CompressionStream', () => vi.stubGlobal('CompressionStream', undefined)],
    ['a missing AbortSignal.timeout', () => vi.stubGlobal('AbortSignal', {})],
    ['a title that is an element', () => having({ title: document.createElement('form') })],
    ['a referrer that is an element', () => having({ referrer: document.createElement('img') })],
    ['an address without a host', () => browser.happyDOM.setURL('about:blank')],
    ['a fetch that throws', () => vi.stubGlobal('fetch', () => JSON.parse('{'))],
  ])('minds %s', async (_, prepare) => {
    prepare()
    const wend = start()
    wend.consent(yes)
    wend.track('made')
    wend.identify({ email: 'jo@example.com' })
    await pass(400)
    await wend.flush()
    hide()
    dispatchEvent(new Event('pagehide'))
    await pass(1000)
    vi.stubGlobal('fetch', collector.fetch)
    await pass(120_000)
    await quiet()
    expect(collector.types().slice(0, 2)).toEqual(['page.viewed', 'custom.made'])
  })
})

describe('a page whose scripts the browser cuts off', () => {
  const Encoder = TextEncoder
  /** Calls of `TextEncoder.encode`, of which there is one for each event and each batch, until one never ends. */
  let left = Number.POSITIVE_INFINITY
  beforeEach(() => {
    vi.stubGlobal(
      'TextEncoder',
      class extends Encoder {
        override encode(text: string) {
          for (left--; left === 0; );
          return super.encode(text)
        }
      },
    )
  })
  /** Does something that is cut off as a browser does it, on its nth such call. */
  const cutOff = (call: number, work: () => void) => {
    left = call
    vi.stubGlobal('work', work)
    expect(() => runInThisContext('work()', { timeout: 100 })).toThrow('timed out')
    left = Number.POSITIVE_INFINITY
  }
  it.each([
    ['event 1', 1],
    ['event 2', 2],
    ['event 3', 3],
    ['their batch', 4],
  ])('sends all once and in order and is left, cut off at %s', async (_, call) => {
    const { Channel, open } = channels()
    vi.stubGlobal('BroadcastChannel', Channel)
    const wend = start()
    wend.consent(yes)
    wend.track('one')
    wend.track('two')
    cutOff(call, () => dispatchEvent(new Event('pagehide')))
    hide()
    expect(open.size).toBe(0)
    await quiet()
    expect(collector.types()).toEqual(['page.viewed', 'custom.one', 'custom.two'])
    expect(collector.events().map(({ n }) => n)).toEqual([0, 1, 2])
  })
})

it('leaves a page that breaks it there all the same, and comes back', async () => {
  const { Channel, open } = channels()
  vi.stubGlobal('BroadcastChannel', Channel)
  const wend = start()
  wend.consent(yes)
  having({ title: undefined })
  dispatchEvent(new Event('pagehide'))
  expect(open.size).toBe(0)
  restore('title')
  dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
  show()
  await quiet()
  expect(open.size).toBe(1)
})

describe('a view', () => {
  const views = () => collector.events().filter(({ type }) => type === 'page.viewed')

  it('has address, title and referrer, and what follows belongs to it', async () => {
    browser.happyDOM.setURL('https://shop.example/a?utm_source=news&email=jo@example.com#reviews')
    having({ referrer: 'https://search.example/?q=secret' })
    const wend = start()
    wend.consent(yes)
    wend.track('made')
    document.title = `Late ${'x'.repeat(600)}`
    await pass(300)
    await wend.flush()
    const [view, made] = collector.events()
    expect(view?.data).toEqual({
      url: 'https://shop.example/a?utm_source=news',
      title: document.title.slice(0, 512),
      referrer: 'https://search.example/',
      via: 'load',
    })
    expect(made?.view).toBe(view?.view)
    expect(view?.view).toMatch(/^[0-9a-f]{16}$/)
  })

  it('comes first, whatever is reported before it counts', async () => {
    const wend = start()
    wend.consent(yes)
    wend.track('one')
    wend.track('two')
    await pass(300)
    history.pushState(null, '', '/a')
    wend.track('three')
    await wend.flush()
    expect(collector.types()).toEqual(['page.viewed', 'custom.one', 'custom.two', 'page.viewed', 'custom.three'])
    const [first, one, two, second, three] = collector.events().map(({ view }) => view)
    expect([one, two, three]).toEqual([first, first, second])
    expect(second).not.toBe(first)
  })

  it('follows the visitor through a page that changes itself', async () => {
    having({ referrer: 'https://search.example/' })
    const wend = start()
    wend.consent(yes)
    await pass(300)
    history.pushState(null, '', '/a')
    document.title = 'A'
    await pass(300)
    history.pushState(null, '', '/old')
    history.replaceState(null, '', '/new')
    document.title = 'New'
    await pass(300)
    history.pushState(null, '', '/b')
    await wend.flush()
    expect(views().map(({ data }) => [data.title, data.url, data.referrer, data.via])).toEqual([
      ['Home', 'https://shop.example/', 'https://search.example/', 'load'],
      ['A', 'https://shop.example/a', 'https://shop.example/', 'navigation'],
      ['New', 'https://shop.example/new', 'https://shop.example/a', 'navigation'],
      ['New', 'https://shop.example/b', 'https://shop.example/new', 'navigation'],
    ])
  })

  it('by hand takes what it is given, and the page before', async () => {
    having({ referrer: 'https://search.example/' })
    const wend = quietly()
    wend.consent(yes)
    wend.page()
    wend.track('made')
    history.pushState(null, '', '/a')
    wend.page({ title: 'Step 2' })
    wend.page()
    await wend.flush()
    expect(views().map(({ data }) => [data.title, data.referrer, data.via])).toEqual([
      ['Home', 'https://search.example/', 'call'],
      ['Step 2', 'https://shop.example/', 'call'],
      ['Home', 'https://shop.example/a', 'call'],
    ])
    expect(new Set(views().map(({ view }) => view)).size).toBe(3)
    expect(collector.events()[1]?.view).toBe(views()[0]?.view)
  })

  it('of a page that comes back from the cache is marked', async () => {
    having({ referrer: 'https://search.example/' })
    const wend = start()
    wend.consent(yes)
    await pass(300)
    dispatchEvent(new Event('pagehide'))
    await pass(3_600_000)
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: false }))
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    wend.track('made')
    await pass(300)
    await wend.flush()
    expect(views().map(({ data, at }) => [data.via, data.referrer, at])).toEqual([
      ['load', 'https://search.example/', began],
      ['restored', 'https://search.example/', began + 3_600_300],
    ])
    expect(collector.events()[2]?.view).toBe(views()[1]?.view)
  })

  it('of a page that is prerendered waits until it is shown, and so does all else', async () => {
    having({ prerendering: true })
    const wend = start()
    wend.consent(yes)
    wend.track('early')
    await wend.flush()
    dispatchEvent(new Event('pagehide'))
    hide()
    await pass(60_000)
    expect(collector.requests).toEqual([])
    having({ prerendering: false })
    document.dispatchEvent(new Event('prerenderingchange'))
    await pass(300)
    await wend.flush()
    expect(collector.events().map(({ type, at }) => [type, at])).toEqual([
      ['page.viewed', began + 60_000],
      ['custom.early', began],
    ])
    expect(collector.events()[1]?.view).toBe(collector.events()[0]?.view)
  })

  it('that nobody wanted by itself does not keep a prerendered page from waiting', async () => {
    having({ prerendering: true })
    const wend = quietly()
    wend.consent(yes)
    wend.track('early')
    await pass(10_000)
    expect(collector.requests).toEqual([])
    document.dispatchEvent(new Event('prerenderingchange'))
    await wend.flush()
    expect(collector.types()).toEqual(['custom.early'])
  })
})

describe('identify', () => {
  const sha = (text: string) => createHash('sha256').update(text).digest('hex')

  it('sends digests of what is in the one spelling of everybody', async () => {
    const wend = quietly()
    wend.consent(yes)
    wend.identify({ email: ' Jo@Example.com ', phone: '+49 (151) 234 5678', customer: ' C-17 ' })
    await wend.flush()
    const [claim] = collector.events()
    expect(claim).toMatchObject({
      type: 'identity.claimed',
      at: began,
      data: { identifiers: { email: sha('jo@example.com'), phone: sha('+491512345678'), customer: sha('C-17') } },
    })
    expect(builtIn.get('identity.claimed')?.data.safeParse(claim?.data).error).toBeUndefined()
    expect(JSON.stringify(collector.requests)).not.toMatch(/jo@|example\.com"|C-17/i)
  })

  it('passes on what the site’s backend has signed', async () => {
    const wend = quietly()
    const proof = `${'a'.repeat(60)}.${'b'.repeat(43)}`
    wend.consent(yes)
    wend.identify({ account: 'A-1', proof })
    await wend.flush()
    const [claim] = collector.events()
    expect(claim?.data).toEqual({ identifiers: { account: sha('A-1') }, proof })
    expect(builtIn.get('identity.claimed')?.data.safeParse(claim?.data).error).toBeUndefined()
  })

  it('leaves out what is no identifier, and sends nothing where none is', async () => {
    const wend = quietly()
    wend.consent(yes)
    wend.identify({ email: 'jo@example.com', phone: '0151' })
    wend.identify({ email: 'jo' })
    wend.identify({})
    wend.identify({ passport: 'C01X00T47' } as never)
    await wend.flush()
    expect(collector.events().map(({ data }) => data)).toEqual([{ identifiers: { email: sha('jo@example.com') } }])
  })

  it('sends nothing where the page may not hash', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
    const wend = quietly()
    wend.consent(yes)
    wend.identify({ email: 'jo@example.com' })
    wend.track('made')
    await wend.flush()
    expect(collector.types()).toEqual(['custom.made'])
  })
})

describe('flush', () => {
  it('resolves once all that was waiting has been answered, more than a request of it too', async () => {
    vi.stubGlobal('CompressionStream', undefined)
    const wend = start()
    wend.consent(yes)
    for (let number = 0; number < 100; number++) wend.track('made', { number, text: 'x'.repeat(2000) })
    wend.identify({ email: 'jo@example.com' })
    await wend.flush()
    expect(collector.events()).toHaveLength(102)
    expect(collector.requests.length).toBeGreaterThan(3)
  })

  it('resolves when that has failed, or there is nothing, or nothing runs any more', async () => {
    collector.answer = lose
    const wend = start()
    await wend.flush()
    wend.consent(yes)
    wend.track('made')
    await wend.flush()
    await wend.flush()
    expect(collector.requests).toHaveLength(1)
    wend.stop()
    await wend.flush()
  })

  it('waits for what is under way', async () => {
    const hold = later()
    collector.answer = hold.answer
    const wend = quietly()
    wend.consent(yes)
    wend.track('one')
    void wend.flush()
    await until(() => collector.requests.length === 1)
    wend.track('two')
    let done = false
    const flushed = wend.flush().then(() => {
      done = true
    })
    await quiet()
    expect(done).toBe(false)
    hold.resolve(Response.json({}))
    await flushed
    expect(collector.types()).toEqual(['custom.one', 'custom.two'])
  })
})

describe('leaving', () => {
  it('sends the last events once, with the view that had not counted yet', async () => {
    const wend = start()
    wend.consent(yes)
    wend.track('made')
    hide()
    dispatchEvent(new Event('pagehide'))
    expect(collector.types()).toEqual(['page.viewed', 'custom.made'])
    await pass(60_000)
    expect(collector.requests).toHaveLength(1)
  })

  it('sends what the page itself reports when it is left', async () => {
    const wend = quietly()
    wend.consent(yes)
    const last = () => wend.track('time spent')
    document.addEventListener('visibilitychange', last)
    hide()
    document.removeEventListener('visibilitychange', last)
    expect(collector.types()).toEqual(['custom.time_spent'])
  })

  it('and coming back hours later goes on as before', async () => {
    const wend = start()
    wend.consent(yes)
    await pass(300)
    hide()
    await pass(6 * 3_600_000)
    show()
    expect(collector.requests).toHaveLength(1)
    wend.track('made')
    await pass(5000)
    expect(collector.types()).toEqual(['page.viewed', 'custom.made'])
    expect(collector.events()[1]?.view).toBe(collector.events()[0]?.view)
  })
})

describe('stop', () => {
  it('sends what is waiting and allowed, and leaves nothing behind', async () => {
    const listening = new Set<string>()
    for (const [place, target] of Object.entries({ window: globalThis, document })) {
      const { addEventListener: on, removeEventListener: off } = target
      let last = 0
      const numbers = new Map<unknown, number>()
      const key = (type: unknown, listener: unknown) => {
        if (!numbers.has(listener)) numbers.set(listener, ++last)
        return `${place} ${type} ${numbers.get(listener)}`
      }
      vi.spyOn(target, 'addEventListener').mockImplementation((...args: Parameters<typeof on>) => {
        listening.add(key(args[0], args[1]))
        const { signal } = Object(args[2]) as AddEventListenerOptions
        signal?.addEventListener('abort', () => listening.delete(key(args[0], args[1])))
        return on.apply(target, args)
      })
      vi.spyOn(target, 'removeEventListener').mockImplementation((...args: Parameters<typeof off>) => {
        listening.delete(key(args[0], args[1]))
        return off.apply(target, args)
      })
    }
    for (const prepare of [
      () => {},
      () => having({ readyState: 'loading' }),
      () => having({ prerendering: true, readyState: 'complete' }),
    ]) {
      prepare()
      const wend = start()
      expect(listening.size).toBeGreaterThan(0)
      wend.consent(yes)
      wend.track('made')
      wend.stop()
      wend.stop()
      expect([...listening]).toEqual([])
    }
    restore('readyState')
    await quiet()
    expect(collector.types()).toEqual(['page.viewed', 'custom.made', 'page.viewed', 'custom.made'])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is the end, whatever is called or happens later', async () => {
    const wend = start()
    wend.consent(yes)
    await wend.flush()
    wend.identify({ email: 'jo@example.com' })
    wend.stop()
    wend.track('made')
    wend.page()
    wend.consent(yes)
    wend.identify({ email: 'jo@example.com' })
    history.pushState(null, '', '/a')
    dispatchEvent(new Event('pagehide'))
    dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    document.dispatchEvent(new Event('prerenderingchange'))
    await quiet()
    await wend.flush()
    wend.stop()
    await pass(600_000)
    expect(collector.types()).toEqual(['page.viewed'])
  })
})

describe('calls made in another way', () => {
  it('are made in order, at the time at which they were', async () => {
    const { api, act } = create({ pages: false })
    const calls: Call[] = [
      ['track', ['one'], began - 3000],
      ['consent', [yes, 'banner'], began - 2000],
      ['track', ['two'], began - 1000],
    ]
    calls.forEach(act)
    await api.flush()
    expect(collector.events().map(({ type, at }) => [type, at])).toEqual([
      ['custom.one', began - 3000],
      ['custom.two', began - 1000],
    ])
    expect(collector.requests[0]?.envelope.consent.at).toBe(began - 2000)
  })

  it.each([undefined, null, 7, 'track', [], ['track'], ['nothing', [], 0], ['track', 'x'], ['track', null, 0]])(
    'do no harm where they are none: %j',
    (call) => {
      expect(() => create().act(call as unknown as Call)).not.toThrow()
    },
  )
})

it('settings that are undefined are those that are missing', async () => {
  const options = { pages: undefined, linger: undefined, region: undefined, signals: undefined }
  const wend = start(options as unknown as Partial<Settings>)
  wend.consent(yes)
  wend.track('ad.clicked')
  await pass(300)
  await pass(4999)
  expect(collector.requests).toEqual([])
  await pass(1)
  expect(collector.types()).toEqual(['page.viewed'])
})

it('says in the console what it does, once it is asked to', async () => {
  const lines: string[] = []
  vi.spyOn(console, 'info').mockImplementation((...parts) => void lines.push(parts.map(String).join(' ')))
  const wend = quietly()
  wend.track('quiet')
  expect(lines).toEqual([])
  wend.debug()
  wend.consent(yes)
  wend.track('big', { text: 'ab '.repeat(15_000) })
  await pass(50)
  expect(lines.join('\n')).toMatch(/keep custom\.quiet[\s\S]*\] large[\s\S]*200 /)
  wend.debug(false)
  const { length } = lines
  wend.track('quiet')
  expect(lines).toHaveLength(length)
})

it('does not grow while nobody decides, and while nobody answers', async () => {
  collector.answer = lose
  const wend = start()
  for (let number = 0; number < 3000; number++) wend.track('made', { number })
  wend.consent(yes)
  for (let number = 0; number < 3000; number++) wend.track('made', { number })
  await wend.flush()
  collector.answer = accept
  await pass(60_000)
  await until(() => collector.requests.length >= 2)
  await wend.flush()
  expect(collector.requests.slice(1).flatMap(({ envelope }) => envelope.events).length).toBeLessThanOrEqual(
    limits.heldEvents,
  )
})
