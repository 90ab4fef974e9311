// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Wend } from './api.ts'
import { strict } from './defaults.ts'
import { channels, standIn } from './testing.ts'

const folder = join(import.meta.dirname, '../dist')
const stub = readFileSync(join(folder, 'stub.js'), 'utf8')
const built = readFileSync(join(folder, 'w.js'), 'utf8')
const piece = (name: string) => readFileSync(join(folder, `pieces/${name}.js`), 'utf8')
/** As the collector writes it: the site's settings, and the pieces as they are. */
const settings = `{ site: 'shop', query: ['utm_source'], policy: ${JSON.stringify(strict)}, region: ${piece('region')}, pieces: [${piece('always')}] }`
const began = Date.UTC(2026, 10, 22, 12)

type Stub = Wend & { q: [string, unknown[], number][] }
const page = window as unknown as { wend?: Wend; happyDOM: { setURL(url: string): void } }
const wend = () => page.wend as Wend
const run = (code: string) => new Function(code)()
/** As a script tag with this address would run. */
const runScript = (src: string | null = 'https://shop.example/w/w.js?site=a/b', code = built) => {
  const currentScript = src === null ? null : Object.assign(document.createElement('script'), { type: 'x' })
  if (currentScript && src) Object.defineProperty(currentScript, 'src', { value: src })
  Object.defineProperty(document, 'currentScript', { value: currentScript, configurable: true })
  run(code.replace('__WEND_SETTINGS__', () => settings))
}

let collector: ReturnType<typeof standIn>
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: began })
  page.happyDOM.setURL('https://shop.example/')
  collector = standIn()
  vi.stubGlobal('fetch', collector.fetch)
  vi.stubGlobal('BroadcastChannel', channels().Channel)
})
afterEach(() => {
  page.wend?.stop()
  delete page.wend
  Reflect.deleteProperty(document, 'currentScript')
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('the stub', () => {
  it('weighs at most 1 kB', () => {
    expect(stub.length).toBeLessThanOrEqual(1024)
  })

  it('queues each call with its time, and gives nothing back but a promise to flush', async () => {
    run(stub)
    for (const method of ['track', 'page', 'identify', 'consent', 'preferences', 'debug', 'stop'] as const)
      expect((wend()[method] as (...args: unknown[]) => unknown)(1, 2)).toBeUndefined()
    expect(wend().flush()).toBeInstanceOf(Promise)
    await wend().flush()
    const calls = (page.wend as Stub).q
    expect(calls.map(([method]) => method)).toEqual([
      'track',
      'page',
      'identify',
      'consent',
      'preferences',
      'debug',
      'stop',
      'flush',
      'flush',
    ])
    expect(calls[0]).toEqual(['track', [1, 2], began])
  })

  it('ends what was to be heard also before the script is there', () => {
    run(stub)
    const listener = vi.fn()
    const end = wend().on('frustration', listener)
    const [, [, hear]] = (page.wend as Stub).q[0] as unknown as [string, [string, (sign: string) => void]]
    hear('a sign')
    end()
    hear('another')
    expect(listener.mock.calls).toEqual([['a sign']])
  })

  it('has each call that the tracker has', () => {
    run(stub)
    const stubbed = Object.keys(wend()).filter((key) => key !== 'q')
    runScript()
    expect(stubbed.sort()).toEqual(Object.keys(wend()).sort())
  })

  it('run twice stays what it was', () => {
    run(stub)
    wend().track('made')
    const first = page.wend
    run(stub)
    expect(page.wend).toBe(first)
    expect((page.wend as Stub).q).toHaveLength(1)
  })

  it('does not grow for ever where the script never comes, and forgets no decision', () => {
    run(stub)
    for (let number = 0; number < 5000; number++) wend().track('made')
    wend().consent({ analytics: false })
    const calls = (page.wend as Stub).q
    expect(calls).toHaveLength(1001)
    expect(calls.at(-1)?.[0]).toBe('consent')
  })
})

describe('the script', () => {
  it('takes over the calls of the stub, in their order and with their times', async () => {
    run(stub)
    wend().track('one', { number: 1 })
    vi.setSystemTime(began + 1000)
    wend().consent({ analytics: true }, 'banner')
    wend().track('two')
    vi.setSystemTime(began + 2000)
    runScript()
    expect(Object.isFrozen(page.wend)).toBe(true)
    wend().track('three')
    await wend().flush()
    expect(collector.events().map(({ type, at }) => [type, at - began])).toEqual([
      ['page.viewed', 2000],
      ['custom.one', 0],
      ['custom.two', 1000],
      ['custom.three', 2000],
    ])
    expect(collector.requests[0]?.url).toBe('https://shop.example/w/e')
    expect(collector.requests[0]?.envelope).toMatchObject({
      site: 'shop',
      consent: { granted: ['analytics'], source: 'banner', at: began + 1000 },
    })
  })

  it('takes calls through functions of the stub that somebody kept', async () => {
    run(stub)
    const { track, flush, consent } = wend()
    runScript()
    consent({ analytics: true })
    track('one')
    wend().track('two')
    track('three')
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    expect(() => track('four', cyclic as never)).not.toThrow()
    await flush()
    await wend().flush()
    expect(collector.types()).toEqual(['page.viewed', 'custom.one', 'custom.two', 'custom.three'])
  })

  it('takes over more calls than the stub keeps, and the decision among them', async () => {
    run(stub)
    const { track } = wend()
    for (let number = 0; number < 5000; number++) track('made')
    wend().consent({ analytics: true })
    runScript()
    track('late')
    await wend().flush()
    expect(collector.types().at(-1)).toBe('custom.late')
  })

  it('does not lose what a poisoned call stands before', async () => {
    run(stub)
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    wend().track('bad', cyclic as never)
    ;(page.wend as Stub).q.push('nonsense' as never, null as never, ['track', 'x', 0] as never)
    wend().track('good')
    wend().consent({ analytics: true })
    runScript()
    await wend().flush()
    expect(collector.types()).toEqual(['page.viewed', 'custom.good'])
  })

  it('works without the stub', async () => {
    runScript()
    wend().consent({ analytics: true })
    await wend().flush()
    expect(collector.types()).toEqual(['page.viewed'])
  })

  it('pasted twice runs once', async () => {
    run(stub)
    runScript()
    const first = page.wend
    run(stub)
    runScript()
    expect(page.wend).toBe(first)
    wend().consent({ analytics: true })
    await wend().flush()
    expect(collector.types()).toEqual(['page.viewed'])
  })

  it.each([
    ['nobody knows where it came from', null],
    ['it stands in the page', ''],
    ['it came as data', 'data:text/javascript,1'],
    ['it came as an object', 'blob:https://shop.example/2f1c'],
  ])('does not start where %s', async (_, src) => {
    run(stub)
    expect(() => runScript(src)).not.toThrow()
    expect(Object.isFrozen(page.wend)).toBe(false)
    wend().consent({ analytics: true })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(collector.requests).toEqual([])
  })

  it('does no harm from a file', async () => {
    page.happyDOM.setURL('file:///home/jo/page.html')
    runScript('file:///home/jo/w.js')
    wend().consent({ analytics: true })
    await wend().flush()
    expect(JSON.stringify(collector.events())).not.toContain('/home/jo')
  })

  it('does no harm where it cannot start, nor where the page has a “wend” of its own', () => {
    vi.stubGlobal('crypto', undefined)
    expect(() => runScript()).not.toThrow()
    expect(page.wend).toBeUndefined()
    vi.unstubAllGlobals()
    const own = { stop() {} }
    page.wend = own as never
    expect(() => runScript()).not.toThrow()
    expect(page.wend).toBe(own)
  })

  it('is ended by its own tag only: nothing in it looks like one', () => {
    expect(built).not.toMatch(/<\/script|<!--/i)
  })

  it.each([
    'eval',
    'Function(',
    'innerHTML',
    'outerHTML',
    'document.write',
    'insertAdjacentHTML',
    'cookie',
    'localStorage',
    'sessionStorage',
    'caches',
    'unload',
    'createElement',
    'XMLHttpRequest',
  ])('has no %s', (word) => {
    expect(built).not.toContain(word)
    expect(stub).not.toContain(word)
    for (const name of ['always', 'legal', 'ask', 'landing', 'region', 'regime'])
      expect(piece(name)).not.toContain(word)
  })

  it('imports nothing but its own parts, from where it came from', () => {
    expect(built.match(/import\([^)]*\)/g)).toEqual([
      expect.stringMatching(/^import\(`\$\{\w+\}\/\$\{\w+\}\.js\?site=\$\{[\w.]+\}`\)$/),
    ])
    expect(stub).not.toContain('import(')
  })
})
