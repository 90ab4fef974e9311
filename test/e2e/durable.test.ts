import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser, Page } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { page as html } from '../fixtures/page.ts'
import { withSnippet } from '../fixtures/snippet.ts'
import { leftOnDevice } from './device.ts'
import { type Stack, startStack } from './stack.ts'

/** Stands before the tracker: while the collector is down, nothing gets through to it, and this counts what is tried. */
const outage = `<script>(() => {
  window.tried = []
  const { fetch } = window
  const down = () => document.cookie.includes('down=1')
  window.fetch = (...args) => { tried.push('fetch'); return down() ? Promise.reject(new TypeError('down')) : fetch(...args) }
  if (window.fetchLater) { const original = fetchLater
    window.fetchLater = (...args) => { tried.push('fetchLater'); if (down()) throw new TypeError('down'); return original(...args) } }
  const beacon = navigator.sendBeacon.bind(navigator)
  navigator.sendBeacon = (...args) => { tried.push('beacon'); return down() ? false : beacon(...args) }
})()</script>`
/** A browser that has a beacon only, as Firefox before 133. */
const old = '<script>delete Request.prototype.keepalive; delete window.fetchLater</script>'

describe.each(browsers)('in $name', ({ launch, features, name }) => {
  let stack: Stack
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())
  // Each test is on an origin of its own, so that nothing of the one before is on its device.
  beforeEach(async () => {
    stack = await startStack({
      config: '    undeclared: accept\n',
      site: (snippet) => {
        const shop = (title: string, head: string) =>
          withSnippet(html(title, '<a id="a" href="/a">A</a>', head), snippet)
        return new Hono()
          .get('/beacon', (c) => c.html(shop('Beacon', old + outage)))
          .get('/empty', (c) => c.html(html('Empty', '')))
          .get('/:page?', (c) => c.html(shop('Shop', outage)))
      },
    })
    return () => stack.stop()
  })

  const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  const open = async (path = '/') => {
    const page = await browser.open(`${stack.site}/empty`)
    await down(page, false)
    await page.goto(stack.site + path)
    await page.waitFor(() => Object.isFrozen(window.wend))
    return page
  }
  const down = (page: Page, yes: boolean) =>
    page.evaluate((value) => {
      // biome-ignore lint/suspicious/noDocumentCookie: as a page would.
      document.cookie = `down=${value};path=/`
    }, +yes)
  const track = (page: Page, from: number, count: number) =>
    page.evaluate(
      (from, count) => {
        for (let number = from; number < from + count; number++) window.wend.track('made', { number })
      },
      from,
      count,
    )
  const agree = (page: Page) => page.evaluate(() => window.wend.consent({ analytics: true }))
  const numbersOf = (events: readonly { type: string; data: Record<string, unknown> }[]) =>
    events.filter(({ type }) => type === 'custom.made').map(({ data }) => data.number as number)
  const arrived = async (numbers: readonly number[]) => {
    const wanted = new Set(numbers)
    const found = await stack.until(
      (events) => numbersOf(events).filter((one) => wanted.has(one)).length >= numbers.length,
    )
    expect(
      numbersOf(found)
        .filter((one) => wanted.has(one))
        .sort((a, b) => a - b),
    ).toEqual([...numbers])
  }
  const range = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index)
  const base = 1000

  it('nothing is on the device before a yes, nor after a no, and events are between', async () => {
    const page = await open()
    await track(page, base, 1)
    await pause(500)
    expect((await leftOnDevice(page)).filter((left) => left !== 'cookie down')).toEqual([])
    await agree(page)
    await page.waitFor(async () => (await indexedDB.databases()).length === 1)
    await arrived([base])
    await page.evaluate(() => window.wend.consent({ analytics: false }))
    await page.waitFor(async () => (await indexedDB.databases()).length === 0)
    expect((await leftOnDevice(page)).filter((left) => !left.startsWith('cookie '))).toEqual([])
    await page.close()
  })

  it('what two tabs that were closed in an outage had to say comes with the next page, once', async () => {
    const [one, two] = [await open(), await open('/b')]
    for (const [index, page] of [one, two].entries()) {
      await agree(page)
      await pause(600)
      await down(page, true)
      await track(page, base + 100 + 20 * index, 20)
      await pause(400)
    }
    await one.close()
    await two.close()
    const page = await open('/c')
    await agree(page)
    await arrived(range(base + 100, 40))
    await page.close()
  })

  it('a withdrawal that nobody answered is sent again on the next page, and then the database goes', async () => {
    const page = await open()
    await agree(page)
    await pause(600)
    await down(page, true)
    await track(page, base + 200, 2)
    await page.evaluate(() => window.wend.consent({ analytics: false }))
    await pause(400)
    const before = stack.requests.filter(({ path }) => path === '/w/c').length
    await page.goto(`${stack.site}/empty`)
    await down(page, false)
    await page.goto(`${stack.site}/d`)
    await page.waitFor(() => Object.isFrozen(window.wend))
    await page.evaluate(() => window.wend.consent({ analytics: false }))
    await page.waitFor(async () => (await indexedDB.databases()).length === 0)
    await pause(200)
    expect([before, stack.requests.filter(({ path }) => path === '/w/c').length]).toEqual([before, before + 1])
    expect(numbersOf(await stack.events()).filter((number) => number >= base + 200 && number < base + 210)).toEqual([])
    await page.close()
  })

  it('a burst and a navigation at once loses nothing, and an event that is too large blocks nothing', async () => {
    const page = await open()
    await agree(page)
    await pause(600)
    await page.evaluate(
      (base, path) => {
        window.wend.track('made', { number: -1, text: 'ab '.repeat(400_000) })
        for (let number = base; number < base + 200; number++) window.wend.track('made', { number })
        location.href = path
      },
      base + 300,
      '/e',
    )
    await page.waitFor(() => location.pathname === '/e' && Object.isFrozen(window.wend))
    await agree(page)
    await arrived(range(base + 300, 200))
    await page.close()
  })

  it.runIf(name === 'chromium')('the end of a page takes the best way that there is', async () => {
    for (const [path, way, from] of [
      ['/f', 'fetchLater', 600],
      ['/beacon', 'beacon', 610],
    ] as const) {
      const page = await open(path)
      await agree(page)
      await pause(600)
      await page.evaluate(() => window.wend.flush())
      await page.evaluate((from) => {
        window.tried.length = 0
        window.wend.track('made', { number: from })
        dispatchEvent(new Event('pagehide'))
      }, base + from)
      expect(await page.evaluate(() => window.tried)).toEqual([way])
      await arrived([base + from])
      await page.close()
    }
  })

  it.runIf(features.bfcache)('a page that was stored still comes back from the back/forward cache', async () => {
    const page = await open()
    await agree(page)
    await pause(600)
    await track(page, base + 700, 1)
    // Firefox keeps no page that holds a lock before it is left, and one is held while an event is stored.
    if (name === 'firefox') await page.evaluate(() => window.wend.flush())
    await pause(200)
    await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
    })
    await page.click('#a')
    await page.waitFor(() => location.pathname === '/a' && Object.isFrozen(window.wend))
    await page.back()
    await page.waitFor(() => (window as unknown as { persisted?: boolean }).persisted === true)
    await track(page, base + 701, 1)
    await arrived([base + 700, base + 701])
    await page.close()
  })

  it('where storage is denied, events go all the same', async () => {
    const page = await open('/denied')
    await page.evaluate(() => {
      Object.defineProperty(window, 'indexedDB', {
        get() {
          throw new DOMException('Denied.', 'SecurityError')
        },
      })
    })
    await agree(page)
    await track(page, base + 800, 3)
    await pause(500)
    await page.evaluate(() => window.wend.flush())
    await arrived(range(base + 800, 3))
    expect(page.errors()).toEqual([])
    await page.close()
  })
})

declare global {
  interface Window {
    tried: string[]
  }
}
