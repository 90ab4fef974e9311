// @vitest-environment happy-dom
import { createHash } from 'node:crypto'
import type { Compiled, Statement } from '@wend/privacy/decide'
import { decision, envelope } from '@wend/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Wend } from './api.ts'
import type { Piece } from './core.ts'
import { defaults, strict } from './defaults.ts'
import type { PartName } from './parts/part.ts'
import { always } from './pieces/always.ts'
import { ask } from './pieces/ask.ts'
import { landing } from './pieces/landing.ts'
import { legal } from './pieces/legal.ts'
import { memory } from './pieces/memory.ts'
import { refusals } from './pieces/refusals.ts'
import { regime as regimes } from './pieces/regime.ts'
import { accept, channels, later, load, lose, quiet, refuse, standIn, until } from './testing.ts'
import { createTracker, type Settings } from './tracker.ts'

const browser = window as unknown as { happyDOM: { setURL(url: string): void } }
const began = Date.UTC(2026, 10, 22, 12)
let collector: ReturnType<typeof standIn>
let tabs: ReturnType<typeof channels>
let running: Wend[]
let loaded: PartName[]
let uncaught: unknown[]
const note = (reason: unknown) => uncaught.push(reason)
const yes = { analytics: true }
const no = { analytics: false }
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)
const leave = () => dispatchEvent(new Event('pagehide'))
const comeBack = () => dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
const navigatorHaving = (properties: Record<string, unknown>) => {
  for (const [name, value] of Object.entries(properties))
    Object.defineProperty(navigator, name, { value, configurable: true })
}
const forget = () => {
  // biome-ignore lint/suspicious/noDocumentCookie: as a page would.
  document.cookie = 'wend_consent=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT'
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: began })
  browser.happyDOM.setURL('https://shop.example/?utm_source=news&sid=1')
  Object.defineProperty(document, 'referrer', { value: 'https://search.example/?q=x', configurable: true })
  document.title = 'Home'
  collector = standIn()
  tabs = channels()
  vi.stubGlobal('fetch', collector.fetch)
  vi.stubGlobal('BroadcastChannel', tabs.Channel)
  running = []
  loaded = []
  uncaught = []
  process.on('unhandledRejection', note)
  addEventListener('error', note)
})
afterEach(async () => {
  for (const wend of running) wend.stop()
  await quiet()
  forget()
  for (const name of ['globalPrivacyControl', 'doNotTrack']) Reflect.deleteProperty(navigator, name)
  for (const name of ['referrer', 'title', 'readyState', 'visibilityState']) Reflect.deleteProperty(document, name)
  vi.unstubAllGlobals()
  vi.useRealTimers()
  process.off('unhandledRejection', note)
  removeEventListener('error', note)
  expect(uncaught).toEqual([])
})

const start = (options: Partial<Settings> = {}, get = load): Wend => {
  const { api } = createTracker(
    {
      site: 'shop',
      endpoint: 'https://shop.example/w',
      ...defaults,
      pages: false,
      pieces: [always, regimes, landing, refusals, legal, memory],
      ...options,
    },
    (part) => {
      loaded.push(part)
      return get(part)
    },
  )
  running.push(api)
  return api
}
const policy = (more: Partial<Compiled>): Compiled => ({ ...strict, ...more })
const regime = (mode: 'opt-in' | 'opt-out', before: 'hold' | 'anonymous' | 'off'): Compiled['regimes'] => ({
  '*': [mode, before],
  '': [mode, before],
})
const proving = (receipt: string) => (sent: Parameters<typeof accept>[0]) =>
  Response.json({ accepted: sent.envelope.events?.length, others: [], receipt })
const lastClaim = () => collector.requests.at(-1)?.envelope.consent

describe('a withdrawal', () => {
  it('is sent at once with what is left, and everything waiting is gone', async () => {
    const wend = start()
    wend.consent({ ...yes, marketing: true }, 'banner')
    wend.track('waiting')
    wend.track('ad.clicked')
    wend.consent(no, 'settings')
    expect(collector.requests).toEqual([])
    expect(collector.withdrawals).toHaveLength(1)
    const [sent] = collector.withdrawals
    expect(sent?.url).toBe('https://shop.example/w/c')
    expect(sent?.init).toMatchObject({
      method: 'POST',
      keepalive: true,
      credentials: 'include',
      headers: { 'Content-Type': 'text/plain' },
    })
    expect(sent?.envelope.consent).toMatchObject({ granted: ['marketing'], denied: ['analytics'], source: 'settings' })
    expect(decision.safeParse(sent?.envelope).error).toBeUndefined()
    await wend.flush()
    expect(collector.types()).toEqual([])
  })

  it('takes back what is being packed, before it is sent itself', async () => {
    const wend = start()
    wend.consent(yes)
    for (let number = 0; number < 30; number++) wend.track('made', { text: 'some words '.repeat(20) })
    const flushed = wend.flush()
    await Promise.resolve()
    wend.consent(no)
    await flushed
    await pass(600_000)
    expect(collector.requests).toEqual([])
    expect(collector.withdrawals).toHaveLength(1)
  })

  it.each([
    ['the connection is lost', lose],
    ['the collector is down', refuse(503)],
  ])('is tried again until it is answered, where %s', async (_, answer) => {
    collector.answer = answer
    const wend = start()
    wend.consent(yes)
    wend.consent(no)
    await pass(20_000)
    const tries = collector.withdrawals.length
    expect(tries).toBeGreaterThan(2)
    collector.answer = accept
    await pass(60_000)
    expect(collector.withdrawals.length).toBe(tries + 1)
    const bodies = new Set(collector.withdrawals.map(({ envelope }) => JSON.stringify(envelope)))
    expect(bodies.size).toBe(1)
    await pass(600_000)
    expect(collector.withdrawals.length).toBe(tries + 1)
  })

  it('is not overtaken by what a new yes allows, and two of them go one by one', async () => {
    collector.answer = lose
    const wend = start()
    wend.consent(yes)
    wend.consent(no)
    wend.consent({ ...yes, marketing: true })
    wend.track('again')
    wend.consent({ marketing: false })
    await wend.flush()
    await pass(10_000)
    expect(collector.requests).toEqual([])
    collector.answer = accept
    const before = collector.withdrawals.length
    await pass(120_000)
    await wend.flush()
    const granted = collector.withdrawals.slice(before).map(({ envelope }) => envelope.consent.granted)
    expect(granted).toHaveLength(2)
    expect(granted).toEqual(expect.arrayContaining([[], ['analytics']]))
    expect(collector.types()).toEqual(['custom.again'])
    expect(collector.requests[0]?.at).toBeGreaterThanOrEqual(collector.withdrawals.at(-1)?.at ?? Number.NaN)
  })

  it('gives up a request under way, and what is still allowed of that goes again', async () => {
    const hold = later()
    collector.answer = (sent, index) => (sent.url.endsWith('/c') || index ? accept(sent, index) : hold.answer())
    const wend = start()
    wend.consent({ ...yes, marketing: true })
    wend.track('ad.clicked')
    wend.track('made')
    void wend.flush()
    await until(() => collector.requests.length === 1)
    wend.consent({ marketing: false })
    expect(collector.requests[0]?.init.signal?.aborted).toBe(true)
    await quiet()
    await pass(10_000)
    expect(collector.requests[1]?.envelope.events.map(({ type }) => type)).toEqual(['custom.made'])
    expect(collector.requests[1]?.envelope.events[0]?.id).toBe(collector.requests[0]?.envelope.events[1]?.id)
  })

  it('of who the visitor is drops what was known of them, and what comes after it goes as nobody’s', async () => {
    const wend = start()
    wend.consent({ ...yes, marketing: true })
    wend.track('ad.clicked')
    wend.identify({ email: 'jo@example.com' })
    wend.consent(no)
    wend.track('ad.clicked')
    await wend.flush()
    expect(collector.requests).toHaveLength(1)
    expect(collector.requests[0]?.init.credentials).toBe('omit')
    expect(collector.events().map((event) => Object.keys(event))).toEqual([['id', 'type', 'at', 'data']])
  })

  it('is not sent for what nobody had agreed to', async () => {
    const wend = start()
    wend.track('made')
    wend.consent({ ...no, marketing: false })
    wend.consent({ ...no, marketing: false })
    await wend.flush()
    leave()
    await pass(600_000)
    expect([collector.requests, collector.withdrawals]).toEqual([[], []])
  })

  it('of what was allowed because nobody had objected is one too', async () => {
    const wend = start({ policy: policy({ regimes: regime('opt-out', 'hold') }) })
    wend.track('made')
    await wend.flush()
    expect(collector.types()).toEqual(['custom.made'])
    expect(lastClaim()).toEqual({ granted: [], policy: 'default' })
    wend.consent(no)
    expect(collector.withdrawals).toHaveLength(1)
  })
})

describe('the other pages of the origin', () => {
  it('shut their gates when one withdraws, and say nothing more of it', async () => {
    const [one, other] = [start(), start()]
    for (const wend of [one, other]) {
      wend.consent(yes)
      wend.track('waiting')
    }
    one.consent(no)
    await quiet()
    other.track('late')
    await other.flush()
    await pass(600_000)
    expect(collector.requests).toEqual([])
    expect(collector.withdrawals).toHaveLength(1)
  })

  it('shut theirs also where the one that was asked had nothing to lose, and tell the collector then', async () => {
    const [one, other] = [start(), start()]
    one.consent(no)
    other.consent(yes)
    other.track('waiting')
    one.consent(no)
    await quiet()
    await other.flush()
    expect(collector.requests).toEqual([])
    expect(collector.withdrawals).toHaveLength(1)
  })

  it('of another site do not, and no message grants anything', async () => {
    const [one, other] = [start(), start({ site: 'blog' })]
    one.consent(yes)
    other.consent(yes)
    one.consent(no)
    const foreign = new tabs.Channel('wend/shop')
    for (const message of [
      [true, 'marketing'],
      [true, { analytics: true }],
      'true',
      null,
      7,
      [],
      {},
      [true, '__proto__', 'constructor'],
    ])
      foreign.postMessage(message)
    await quiet()
    one.track('made')
    other.track('made')
    await Promise.all([one.flush(), other.flush()])
    expect(collector.requests.map(({ envelope }) => envelope.site)).toEqual(['blog'])
  })

  it('are not heard while the page is in the back/forward cache, and are again after', async () => {
    const wend = start()
    expect(tabs.open.size).toBe(1)
    leave()
    expect(tabs.open.size).toBe(0)
    comeBack()
    expect(tabs.open.size).toBe(1)
    wend.stop()
    expect(tabs.open.size).toBe(0)
  })

  it('are done without where the browser has no channel', async () => {
    for (const missing of [
      undefined,
      class {
        constructor() {
          throw new DOMException('Not here.', 'SecurityError')
        }
      },
    ]) {
      vi.stubGlobal('BroadcastChannel', missing)
      const wend = start()
      wend.consent(yes)
      wend.consent(no)
    }
    expect(collector.withdrawals).toHaveLength(2)
  })
})

describe('a receipt', () => {
  it('is carried from the answer on, and forgotten on withdrawal', async () => {
    collector.answer = proving('one.two')
    const wend = start()
    const claimed = async () => {
      wend.track('made')
      await wend.flush()
      return lastClaim()?.receipt
    }
    wend.consent(yes)
    expect(await claimed()).toBeUndefined()
    expect(await claimed()).toBe('one.two')
    collector.answer = accept
    expect(await claimed()).toBe('one.two')
    expect(await claimed()).toBe('one.two')
    wend.consent(no)
    expect(collector.withdrawals[0]?.envelope.consent.receipt).toBe('one.two')
    wend.consent(yes)
    expect(await claimed()).toBeUndefined()
  })

  it('that is known to be of a withdrawn visitor shuts the gate', async () => {
    const wend = start()
    wend.consent({ ...yes, marketing: true })
    collector.answer = () =>
      Response.json({ accepted: 0, others: [{ id: '0', verdict: 'dropped', code: 'consent_withdrawn' }] })
    wend.track('made')
    await wend.flush()
    collector.answer = accept
    wend.track('late')
    wend.track('ad.clicked')
    await wend.flush()
    await pass(600_000)
    expect(collector.types()).toEqual(['custom.made'])
    expect(collector.withdrawals).toEqual([])
    wend.consent(yes)
    wend.track('again')
    await wend.flush()
    expect(collector.types()).toEqual(['custom.made', 'custom.again'])
  })
})

describe('anonymous events', () => {
  const open = policy({ regimes: regime('opt-in', 'anonymous') })

  it('go without anything that ties them together, and never with others', async () => {
    collector.answer = proving('one.two')
    const wend = start({ policy: open })
    wend.page()
    wend.track('first')
    wend.identify({ email: 'jo@example.com' })
    await wend.flush()
    wend.track('second')
    wend.consent({ ...yes, marketing: true }, 'banner', { text: 'a'.repeat(64), language: 'de' })
    wend.track('third')
    await wend.flush()
    await wend.flush()
    expect(collector.requests.map(({ envelope }) => envelope.events.map(({ type }) => type))).toEqual([
      ['page.viewed', 'custom.first'],
      ['custom.second'],
      ['page.viewed', 'custom.third'],
    ])
    const anonymous = collector.requests.slice(0, 2)
    for (const { init, envelope: sent } of anonymous) {
      expect(init.credentials).toBe('omit')
      expect(sent.tab).toBeUndefined()
      expect(sent.consent).toMatchObject({ nobody: true })
      expect(sent.consent.granted).not.toContain('analytics')
      expect(Object.keys(sent.consent).filter((key) => /receipt|at|text|language|legal/.test(key))).toEqual([])
      for (const event of sent.events) expect(Object.keys(event)).toEqual(['id', 'type', 'at', 'data'])
      expect(envelope.safeParse(sent).error).toBeUndefined()
    }
    expect(collector.requests[2]?.init.credentials).toBe('include')
    expect(collector.requests[2]?.envelope.consent).toMatchObject({ text: 'a'.repeat(64), language: 'de' })
  })

  it('that waited for their page stay so after a yes, and the view is reported again', async () => {
    const wend = start({ policy: open, pages: true })
    wend.track('early')
    wend.consent(yes)
    await pass(300)
    await wend.flush()
    const [anonymous, known] = [0, 1].map((index) => collector.requests[index]?.envelope.events ?? [])
    expect(anonymous?.map(({ type }) => type)).toEqual(['page.viewed', 'custom.early'])
    expect(known?.map(({ data }) => data.via)).toEqual(['consent'])
  })

  it('are gone after a no', async () => {
    const wend = start({ policy: open })
    wend.track('made')
    wend.consent(no)
    await wend.flush()
    expect(collector.requests).toEqual([])
  })
})

describe('where the visitor came in', () => {
  const off = policy({ regimes: regime('opt-in', 'off') })
  const navigate = async (url: string) => {
    history.pushState(null, '', url)
    await pass(300)
  }

  it('is reported with the first yes in the life of the page, once', async () => {
    const wend = start({ policy: off, pages: true })
    await pass(300)
    await navigate('/shoes?sid=2')
    wend.consent(yes)
    wend.consent({ ...yes, marketing: true })
    await wend.flush()
    expect(collector.events().map(({ type, data }) => [type, data])).toEqual([
      [
        'page.viewed',
        {
          url: 'https://shop.example/shoes',
          title: 'Home',
          referrer: 'https://search.example/',
          via: 'consent',
          landing: 'https://shop.example/?utm_source=news',
        },
      ],
    ])
  })

  it('is what the held view says by itself', async () => {
    const wend = start({ pages: true })
    await pass(300)
    await navigate('/shoes')
    wend.consent(yes)
    await wend.flush()
    expect(collector.events().map(({ data }) => [data.via, data.url])).toEqual([
      ['load', 'https://shop.example/?utm_source=news'],
      ['navigation', 'https://shop.example/shoes'],
    ])
  })

  it('is forgotten with a no', async () => {
    const wend = start({ policy: off, pages: true })
    await pass(300)
    wend.consent(no)
    wend.consent(yes)
    await navigate('/shoes')
    await wend.flush()
    expect(collector.events().map(({ data }) => [data.via, data.landing])).toEqual([['navigation', undefined]])
  })

  it('does not outlive the page: the next full load knows nothing of it', async () => {
    const first = start({ policy: off, pages: true })
    await pass(300)
    leave()
    first.stop()
    expect([document.cookie, localStorage.length, sessionStorage.length, window.name]).toEqual(['', 0, 0, ''])
    browser.happyDOM.setURL('https://shop.example/shoes')
    Object.defineProperty(document, 'referrer', { value: 'https://shop.example/', configurable: true })
    const next = start({ policy: off, pages: true })
    await pass(300)
    next.consent(yes)
    await next.flush()
    expect(collector.events().map(({ data }) => [data.landing, data.referrer])).toEqual([
      ['https://shop.example/shoes', 'https://shop.example/'],
    ])
  })
})

describe('signals', () => {
  it('of the browser: Global Privacy Control stops what the policy says', async () => {
    navigatorHaving({ globalPrivacyControl: true })
    const wend = start()
    wend.consent({ ...yes, marketing: true })
    wend.track('made')
    wend.track('ad.clicked')
    await wend.flush()
    expect(collector.types()).toEqual(['custom.made'])
    expect(lastClaim()).toMatchObject({ granted: ['analytics'], denied: ['personalisation', 'marketing'] })
  })

  it.each([
    ['counts where the policy listens to it', ['analytics'], []],
    ['does not where it does not', [], ['custom.made']],
  ] as const)('of the browser: Do Not Track %s', async (_, dnt, types) => {
    navigatorHaving({ doNotTrack: '1' })
    const wend = start({ policy: policy({ dnt }) })
    wend.consent(yes)
    wend.track('made')
    await wend.flush()
    expect(collector.types()).toEqual(types)
  })

  it('of the region: the rules of the most specific one hold', async () => {
    const regimes: Compiled['regimes'] = {
      '*': ['opt-in', 'hold'],
      '': ['opt-in', 'off'],
      US: ['opt-out', 'hold'],
      'US-CA': ['opt-in', 'hold'],
    }
    for (const [region, sent] of [
      ['US-NY', 1],
      ['US-CA', 0],
      ['DE', 0],
      [undefined, 0],
    ] as const) {
      const before = collector.events().length
      const wend = start({ policy: policy({ regimes }), region })
      wend.track('made')
      await wend.flush()
      expect(collector.events().length - before, region).toBe(sent)
    }
  })

  const framework = () => {
    let tell: (statement: Statement, text?: string) => void = () => {}
    let stopped = 0
    const signal = {
      name: 'tcf',
      watch(given: typeof tell) {
        tell = given
        return () => {
          stopped++
        }
      },
    }
    return { signal, tell: (statement: Statement, text?: string) => tell(statement, text), stopped: () => stopped }
  }
  const listening = policy({ legal: ['tcf'] })

  it('of a framework: nothing leaves before it has told, whatever the visitor says', async () => {
    const { signal, tell, stopped } = framework()
    const wend = start({ policy: listening, signals: [signal] })
    wend.consent(yes)
    wend.track('made')
    await wend.flush()
    expect(collector.requests).toEqual([])
    tell({ says: { analytics: true }, at: began - 1000 }, 'CPx')
    await wend.flush()
    expect(collector.types()).toEqual(['custom.made'])
    // A hash takes as long as it takes, and goes with what comes after it.
    for (let turn = 0; turn < 500 && !lastClaim()?.legal; turn++) {
      await quiet()
      wend.track('made')
      await wend.flush()
    }
    expect(lastClaim()).toMatchObject({
      granted: ['analytics'],
      legal: createHash('sha256').update('CPx').digest('hex'),
    })
    expect(JSON.stringify(collector.requests)).not.toContain('CPx')
    wend.stop()
    expect(stopped()).toBe(1)
  })

  it('of a framework: its no beats any yes, and taking it back is a withdrawal', async () => {
    const { signal, tell } = framework()
    const wend = start({ policy: listening, signals: [signal] })
    tell({ says: { analytics: true }, at: began })
    wend.track('made')
    await wend.flush()
    expect(lastClaim()).toMatchObject({ granted: ['analytics'], source: 'tcf', at: began })
    wend.track('waiting')
    tell({ says: { analytics: false }, at: began })
    wend.consent(yes)
    wend.track('late')
    await wend.flush()
    expect(collector.types()).toEqual(['custom.made'])
    expect(collector.withdrawals).toHaveLength(1)
  })

  it.each([
    ['breaks', () => framework()],
    ['throws', () => ({ signal: { name: 'tcf', watch: () => JSON.parse('{') } })],
    ['is not there', () => ({ signal: undefined })],
  ])('of a framework that %s: no', async (_, make) => {
    const { signal, tell } = make() as Partial<ReturnType<typeof framework>>
    const wend = start({
      policy: policy({ legal: ['tcf'], regimes: regime('opt-out', 'hold') }),
      signals: signal ? [signal] : [],
    })
    tell?.('failed')
    wend.consent(yes)
    wend.track('made')
    await wend.flush()
    expect(collector.requests).toEqual([])
  })
})

describe('memory', () => {
  const remembering = policy({ id: '3.0a1b2c3d4e5f', remember: 6 })
  const sent = async (wend: Wend) => {
    const before = collector.events().length
    wend.track('made')
    await wend.flush()
    return collector.events().length - before
  }
  const cookie = () => decodeURIComponent(document.cookie.replace('wend_consent=', ''))

  it('writes nothing before a decision, and nothing at all where the policy does not want it', async () => {
    const wend = start({ policy: remembering })
    wend.track('made')
    await wend.flush()
    expect(document.cookie).toBe('')
    const other = start()
    other.consent(yes)
    other.track('made')
    await other.flush()
    other.consent(no)
    expect(document.cookie).toBe('')
  })

  it('takes a decision and its receipt to the next page', async () => {
    collector.answer = proving('one.two')
    const first = start({ policy: remembering })
    first.consent(yes, 'banner')
    expect(JSON.parse(cookie())).toEqual({ says: yes, at: began, policy: '3.0a1b2c3d4e5f' })
    expect(await sent(first)).toBe(1)
    expect(JSON.parse(cookie()).receipt).toBe('one.two')
    first.stop()
    await pass(1000)
    const next = start({ policy: remembering })
    expect(await sent(next)).toBe(1)
    expect(lastClaim()).toMatchObject({ granted: ['analytics'], source: 'remembered', at: began, receipt: 'one.two' })
    next.consent(no)
    expect(JSON.parse(cookie())).toEqual({ says: no, at: began + 1000, policy: '3.0a1b2c3d4e5f' })
    expect(collector.withdrawals).toHaveLength(1)
    next.stop()
    expect(await sent(start({ policy: remembering }))).toBe(0)
  })

  it.each<[string, object | string, number]>([
    ['one of today', { says: yes, at: began, policy: '3.aaaaaaaaaaaa' }, 1],
    ['one of a newer policy', { says: yes, at: began, policy: '4.aaaaaaaaaaaa' }, 1],
    ['one of an older policy', { says: yes, at: began, policy: '2.aaaaaaaaaaaa' }, 0],
    ['one that is too old', { says: yes, at: began - 200 * 86_400_000, policy: '3.aaaaaaaaaaaa' }, 0],
    ['one without a time', { says: yes, policy: '3.aaaaaaaaaaaa' }, 0],
    ['no object', 'yes', 0],
    ['what says nothing', { says: null, at: began }, 0],
  ])('reads %s', async (_, content, events) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    // biome-ignore lint/suspicious/noDocumentCookie: as a page would.
    document.cookie = `wend_consent=${encodeURIComponent(text)}; path=/`
    expect(await sent(start({ policy: remembering }))).toBe(events)
  })

  it('reads a no of the page of data before anything leaves, also where nobody need agree', async () => {
    // biome-ignore lint/suspicious/noDocumentCookie: as a page would.
    document.cookie = `wend_consent=${encodeURIComponent(JSON.stringify({ says: no, at: began, y: 1 }))}; path=/`
    const wend = start({ policy: { ...remembering, regimes: regime('opt-out', 'hold') }, pages: true })
    await pass(300)
    expect(await sent(wend)).toBe(0)
    expect(collector.withdrawals).toEqual([])
  })

  it('reads again when the page comes back from the cache', async () => {
    const wend = start({ policy: remembering })
    wend.consent(yes)
    expect(await sent(wend)).toBe(1)
    leave()
    const elsewhere = { says: no, at: began + 5000, policy: '3.0a1b2c3d4e5f' }
    // biome-ignore lint/suspicious/noDocumentCookie: as a page would.
    document.cookie = `wend_consent=${encodeURIComponent(JSON.stringify(elsewhere))}; path=/`
    await pass(10_000)
    comeBack()
    expect(await sent(wend)).toBe(0)
    expect(collector.withdrawals).toEqual([])
  })
})

describe('parts', () => {
  it('are asked for by nobody before there is a yes, nor where nothing is in doubt', async () => {
    const wend = start()
    wend.identify({ email: 'jo@example.com' })
    wend.track('made', { text: 'jo@example.com' })
    await wend.flush()
    expect(loaded).toEqual([])
    const other = start()
    other.consent(yes)
    other.track('product.viewed', { product: { id: 'mug', name: 'Mug 0.3 l' }, price: 12.5 })
    await other.flush()
    expect(loaded).toEqual([])
  })

  it('take out what names a person, in order, also in keys and addresses', async () => {
    const wend = start()
    wend.consent(yes)
    wend.track('one', {
      deep: [{ note: 'Mail jo@example.com' }],
      'jo@example.com': 1,
      target: 'https://shop.example/u/jo@example.com?utm_source=x&sid=1',
      order: '2026-004711',
    })
    wend.track('two')
    wend.identify({ email: 'jo@example.com' })
    wend.track('three')
    await wend.flush()
    expect(loaded).toEqual(['scrub', 'identify'])
    expect(collector.types()).toEqual(['custom.one', 'custom.two', 'identity.claimed', 'custom.three'])
    expect(collector.events()[0]?.data).toEqual({
      deep: [{ note: 'Mail [email]' }],
      '[email]': 1,
      target: 'https://shop.example/u/:email?utm_source=x',
      order: '2026-004711',
    })
    expect(JSON.stringify(collector.requests)).not.toContain('jo@')
  })

  it('that are not there when the page is left cost the text in doubt only', async () => {
    const wend = start({}, () => new Promise(() => {}))
    wend.consent(yes)
    wend.track('one', { note: 'Mail jo@example.com', pieces: 2, 'a@b.example': 1, list: ['jo@example.com', 'mug'] })
    wend.track('two')
    await quiet()
    expect(collector.requests).toEqual([])
    leave()
    expect(collector.types()).toEqual(['custom.one', 'custom.two'])
    expect(collector.events()[0]?.data).toEqual({ note: '[unchecked]', pieces: 2, list: ['[unchecked]', 'mug'] })
  })

  it.each([
    ['cannot be had', () => Promise.reject(new TypeError('Failed to fetch'))],
    [
      'cannot even be asked for',
      () => {
        throw new Error('blocked')
      },
    ],
    ['is none', () => Promise.resolve({ default: undefined })],
  ])('that %s cost the text in doubt, and who the visitor is', async (_, get) => {
    const wend = start({}, get)
    wend.consent(yes)
    wend.identify({ email: 'jo@example.com' })
    wend.track('one', { note: 'Mail jo@example.com' })
    wend.track('two')
    await wend.flush()
    expect(collector.events().map(({ type, data }) => [type, data])).toEqual([
      ['custom.one', { note: '[unchecked]' }],
      ['custom.two', {}],
    ])
  })

  it('do not bring back what was refused meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<{ default: unknown }>()
    const wend = start({}, () => promise)
    wend.consent(yes)
    wend.track('one', { note: 'jo@example.com' })
    wend.consent(no)
    wend.consent(yes)
    resolve(await load('scrub'))
    await wend.flush()
    expect(collector.types()).toEqual([])
  })

  it('keep only the fields that the policy names', async () => {
    const wend = start({ policy: policy({ fields: { 'page.viewed': ['url', 'title'] } }) })
    wend.consent(yes)
    wend.page()
    await wend.flush()
    expect(collector.events()[0]?.data).toEqual({ url: 'https://shop.example/?utm_source=news', title: 'Home' })
  })
})

describe('the banner', () => {
  const asking = policy({ id: '1.000000000000', remember: 6 })
  const open = vi.fn()
  const pieces: readonly Piece[] = [always, memory, ask]
  const begin = (options: Partial<Settings> = {}) => {
    open.mockReset()
    return start({ policy: asking, pieces, ...options }, async (part) =>
      part === 'banner' ? { default: open } : load(part),
    )
  }

  it('opens by itself once the page is there and seen, and its answer is a decision', async () => {
    Object.defineProperty(document, 'readyState', { value: 'loading', configurable: true })
    const wend = begin()
    await pass(10)
    expect(loaded).toEqual([])
    Object.defineProperty(document, 'readyState', { value: 'complete', configurable: true })
    dispatchEvent(new Event('load'))
    await pass(10)
    await quiet()
    expect(open).toHaveBeenCalledOnce()
    const [host, wanted] = open.mock.calls[0] ?? []
    expect([host.endpoint, host.site, host.current(), wanted]).toEqual([
      'https://shop.example/w',
      'shop',
      undefined,
      false,
    ])
    host.choose(yes, { text: 'b'.repeat(64), language: 'en' })
    expect(host.current()).toEqual(yes)
    wend.track('made')
    await wend.flush()
    expect(lastClaim()).toMatchObject({ source: 'banner', text: 'b'.repeat(64), language: 'en' })
  })

  it.each<[string, (wend: Wend) => void, Partial<Settings>]>([
    ['the page has said what the visitor wants', (wend) => wend.consent(no), {}],
    ['nobody need be asked', () => {}, { policy: { ...asking, regimes: regime('opt-out', 'hold') } }],
    [
      'another dialog is about to speak',
      () => {},
      { policy: { ...asking, legal: ['tcf'] }, pieces: [always, legal, ask] },
    ],
  ])('does not open where %s', async (_, act, options) => {
    act(begin(options))
    await pass(1000)
    await quiet()
    expect(open).not.toHaveBeenCalled()
  })

  it('does not open where it has been answered before', async () => {
    const first = begin()
    first.consent(no)
    first.stop()
    begin()
    await pass(1000)
    await quiet()
    expect(open).not.toHaveBeenCalled()
  })

  it('opens when the visitor wants it, and does no harm where there is none', async () => {
    const wend = begin({ policy: { ...asking, regimes: regime('opt-out', 'hold') } })
    wend.preferences()
    await quiet()
    expect(open.mock.calls.map(([, wanted]) => wanted)).toEqual([true])
    start().preferences()
    const broken = start({ pieces })
    broken.preferences()
    await quiet()
  })
})
