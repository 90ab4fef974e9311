import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Browser, Page } from './browser.ts'
import { browsers } from './browsers.ts'
import { type HttpsProxy, serveHttps } from './https.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

declare const clicks: boolean[]
declare const shown: boolean[]
declare const prerenderedFirst: boolean

const rules = { prerender: [{ source: 'list', urls: ['/prerendered'], eagerness: 'immediate' }] }

/** A page that tells about itself; at its end it sends a beacon that says which page it was. */
const html = (path: string) => `<!doctype html><title>${path}</title>
  <a id="next" href="/next">next</a> <a id="prerendered" href="/prerendered">prerendered</a>
  <input id="name"> <button id="state" onclick="history.pushState(null, '', '/state')">state</button> <div style="height: 3000px"></div> <button id="below">below</button>
  ${path === '/prerender' ? `<script type="speculationrules">${JSON.stringify(rules)}</script>` : ''}
  <script>
    var clicks = [], shown = [], prerenderedFirst = document.prerendering === true
    addEventListener('click', (event) => clicks.push(event.isTrusted))
    addEventListener('pageshow', (event) => shown.push(event.persisted))
    addEventListener('pagehide', () => fetch('/beacon', { method: 'POST', body: '${path} ended', keepalive: true }))
    if (prerenderedFirst) fetch('/beacon', { method: 'POST', body: '${path} prerenders' })
  </script>`

function setCookie(cookie: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: pages still do this, and it works in every engine
  document.cookie = cookie
}

describe.each(browsers)('$name', ({ launch, features }) => {
  const beacons: string[] = []
  const server = createServer(async (incoming, outgoing) => {
    const path = incoming.url ?? '/'
    if (path === '/beacon') {
      for await (const text of incoming.setEncoding('utf8')) beacons.push(text)
      outgoing.end()
      return
    }
    if (path === '/cookies')
      outgoing.setHeader('set-cookie', ['__Host-id=1; Secure; HttpOnly; Path=/; SameSite=Lax', 'plain=2'])
    if (path === '/policy') outgoing.setHeader('content-security-policy', "require-trusted-types-for 'script'")
    outgoing.setHeader('content-type', 'text/html').end(html(path))
  })
  let origin = ''
  let proxy: HttpsProxy
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    proxy = await serveHttps(origin)
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await proxy?.close()
    server.closeAllConnections()
    server.close()
  })
  afterEach(async () => {
    await page.close().catch(() => {}) // Some tests close it themselves.
    beacons.length = 0
  })

  const arrives = (beacon: string) => vi.waitFor(() => expect(beacons).toContain(beacon), { timeout: 5_000 })

  test('evaluates functions, asynchronous ones too, with arguments and results as JSON', async () => {
    page = await browser.open(`${origin}/start`)
    const title = await page.evaluate((prefix) => prefix + document.title, 'at ')
    const later = await page.evaluate(
      async (list) => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        return { sum: list.reduce((sum, item) => sum + item) }
      },
      [1, 2, 3],
    )
    expect([title, later]).toEqual(['at /start', { sum: 6 }])
    await expect(page.evaluate(() => Promise.reject(new Error('no such luck')))).rejects.toThrow('no such luck')
  })

  test('evaluates under a policy that requires trusted types, and reports its violation', async () => {
    page = await browser.open(`${origin}/policy`)
    const thrown = await page.evaluate(() => {
      try {
        document.body.innerHTML = 'x'
        return 'nothing'
      } catch (error) {
        return (error as Error).name
      }
    })
    expect(thrown).toBe('TypeError')
    await vi.waitFor(async () => {
      await page.url()
      expect(page.errors().join()).toMatch(/Content.Security.Policy|TrustedHTML/)
    })
  })

  test('reports an uncaught error', async () => {
    page = await browser.open(`${origin}/start`)
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error('nobody catches this')
      })
    })
    await vi.waitFor(async () => {
      await page.url()
      expect(page.errors().join()).toContain('nobody catches this')
    })
  })

  test('clicks are trusted, also on what must be scrolled to', async () => {
    page = await browser.open(`${origin}/start`)
    await page.click('#below')
    expect(await page.evaluate(() => clicks)).toEqual([true])
    await expect(page.click('#absent')).rejects.toThrow()
  })

  test('types into a field without a click', async () => {
    page = await browser.open(`${origin}/start`)
    await page.type('#name', 'Ada 1')
    const heard = await page.evaluate(() => [document.querySelector('input')?.value, clicks.length])
    expect(heard).toEqual(['Ada 1', 0])
  })

  test('presses keys where the focus is', async () => {
    page = await browser.open(`${origin}/start`)
    const focused = () => page.evaluate(() => document.activeElement?.id)
    await page.type('#name', 'a')
    await page.press('Tab')
    expect(await focused()).toBe('state')
    await page.press('Tab', 'Shift')
    expect(await focused()).toBe('name')
    await page.press('Tab')
    await page.press('Enter')
    await page.waitFor(() => location.pathname === '/state')
    expect(await page.evaluate(() => clicks)).toEqual([true])
  })

  test('waits through a navigation', async () => {
    page = await browser.open(`${origin}/start`)
    await page.click('#next')
    await page.waitFor((title) => document.title === title, '/next')
  })

  test('knows the cookies, HttpOnly and Secure ones too', async () => {
    page = await browser.open(`${proxy.url}/cookies`)
    const cookies = [...(await page.cookies())].sort((a, b) => a.name.localeCompare(b.name))
    expect(cookies).toMatchObject([
      { name: '__Host-id', value: '1', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' },
      { name: 'plain', value: '2', httpOnly: false, secure: false },
    ])
    expect(cookies[0]).not.toHaveProperty('expires')
    expect(await page.evaluate(() => document.cookie)).toBe('plain=2')
  })

  test('a keepalive request at pagehide arrives when the visitor goes on', async () => {
    page = await browser.open(`${origin}/start`)
    await page.click('#next')
    await arrives('/start ended')
  })

  test('a keepalive request at pagehide arrives when the tab is closed', async () => {
    page = await browser.open(`${proxy.url}/start`)
    await page.close()
    await arrives('/start ended')
  })

  test('goes back, forward and reloads, with the back/forward cache as declared', async () => {
    page = await browser.open(`${origin}/first`)
    await page.goto(`${origin}/second`)
    await page.back()
    expect(await page.url()).toBe(`${origin}/first`)
    const times = features.bfcache ? [false, true] : [false]
    await page.waitFor((count) => shown.length === count, times.length)
    expect(await page.evaluate(() => shown)).toEqual(times)
    await page.forward()
    expect(await page.url()).toBe(`${origin}/second`)
    await page.reload()
    expect(await page.evaluate(() => shown)).toEqual([false])
    await page.goto(`${origin}/third`)
    expect(await page.url()).toBe(`${origin}/third`)
  })

  test('goes back and forward between states of one document', async () => {
    page = await browser.open(`${origin}/start`)
    await page.click('#state')
    expect(await page.url()).toBe(`${origin}/state`)
    await page.back()
    expect(await page.url()).toBe(`${origin}/start`)
    await page.forward()
    expect(await page.url()).toBe(`${origin}/state`)
  })

  test('has the Navigation API and tells navigations within a page as declared', async () => {
    page = await browser.open(`${origin}/start`)
    expect(await page.evaluate(() => 'navigation' in globalThis)).toBe(features.navigationApi)
    const types = await page.evaluate(() => PerformanceObserver.supportedEntryTypes)
    expect(types.includes('soft-navigation')).toBe(features.softNavigation)
  })

  test('prerenders as declared, and shows what it prerendered', async () => {
    page = await browser.open(`${origin}/prerender`)
    if (features.prerender) await arrives('/prerendered prerenders')
    await page.click('#prerendered')
    await page.waitFor(() => location.pathname === '/prerendered')
    expect(await page.evaluate(() => prerenderedFirst)).toBe(features.prerender)
  })

  test('two pages share cookies, and both can be driven', async () => {
    page = await browser.open(`${origin}/start`)
    await page.evaluate(setCookie, 'shared=yes')
    const other = await browser.open(`${origin}/other`)
    expect(await other.evaluate(() => document.cookie)).toContain('shared=yes')
    expect(await other.evaluate(() => document.visibilityState)).toBe('visible')
    await other.close()
    expect(await page.url()).toBe(`${origin}/start`)
  })

  test('has the size asked for, and takes a picture', async () => {
    page = await browser.open(`${origin}/start`)
    await page.viewport(800, 600)
    expect(await page.evaluate(() => [innerWidth, innerHeight])).toEqual([800, 600])
    const picture = join(tmpdir(), `wend-${browser.name}-${process.pid}.png`)
    await page.screenshot(picture)
    expect((await readFile(picture)).subarray(1, 4).toString()).toBe('PNG')
    await rm(picture)
  })

  test('each launch starts with no cookies', async () => {
    page = await browser.open(`${origin}/start`)
    await page.evaluate(setCookie, 'left=behind; max-age=1000')
    const fresh = await launch()
    try {
      const other = await fresh.open(`${origin}/start`)
      expect(await other.cookies()).toEqual([])
    } finally {
      await fresh.close()
    }
  })
})
