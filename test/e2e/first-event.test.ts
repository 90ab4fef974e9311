import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { createSite } from '../fixtures/site.ts'
import { leftOnDevice } from './device.ts'
import { type Stack, startStack } from './stack.ts'

const types = (events: { type: string }[]) => events.map(({ type }) => type)

describe.each(browsers)('in $name', ({ name, launch }) => {
  let stack: Stack
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    stack = await startStack({
      site: (snippet, collector) => createSite({ snippet, collector }),
      config: '    undeclared: accept\n',
    })
    return () => stack.stop()
  })
  const asked = () => stack.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`)

  it('asks for nothing but the script and leaves nothing on the device, before a decision and after a no', async () => {
    const page = await browser.open(`${stack.site}/`)
    await page.waitFor(() => Object.isFrozen(window.wend))
    await page.evaluate(() => {
      window.wend.track('product.viewed', { product: { id: 'mug' } })
      window.wend.identify({ email: 'jo@example.com' })
    })
    await page.click('#hash')
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(asked()).toEqual(['GET /w/w.js'])
    expect(await leftOnDevice(page)).toEqual([])

    await page.evaluate(() => {
      window.wend.consent({ analytics: false })
      window.wend.track('product.viewed', { product: { id: 'bowl' } })
      return window.wend.flush()
    })
    await page.goto(`${stack.site}/a`)
    await page.waitFor(() => Object.isFrozen(window.wend))
    await page.evaluate(() => window.wend.consent({ analytics: false }))
    await page.close()
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(asked().filter((request) => request !== 'GET /w/w.js')).toEqual([])
    const again = await browser.open(`${stack.site}/b`)
    expect(await leftOnDevice(again)).toEqual([])
    await again.close()
    expect(await stack.events()).toEqual([])
  })

  it('sends what it held once the visitor agrees, in order, and recognises the visitor from then on', async () => {
    const page = await browser.open(`${stack.site}/?utm_source=news&email=jo@example.com`)
    await page.evaluate(() => {
      window.wend.track('Sample ordered', { size: 'large', pieces: 2, gift: true })
      window.wend.track('product.viewed', { product: { id: 'mug', name: 'Mug' } })
      window.wend.consent({ analytics: true }, 'banner')
      return window.wend.flush()
    })
    const events = await stack.until((found) => found.length === 3)
    expect(types(events)).toEqual(['page.viewed', 'custom.sample_ordered', 'product.viewed'])
    const [view, custom] = events
    expect(view).toMatchObject({
      specversion: '1.0',
      source: '/sites/shop',
      granted: 'analytics',
      consentsource: 'banner',
      campaignsource: 'news',
    })
    expect(view?.data).toEqual({ url: `${stack.site}/?utm_source=news`, title: 'Home', via: 'load' })
    expect(custom?.data).toEqual({ size: 'large', pieces: 2, gift: true })
    expect(events.map(({ number }) => number)).toEqual([0, 1, 2])
    expect(new Set(events.map((event) => event.view)).size).toBe(1)

    const [cookie, ...more] = await page.cookies()
    expect(more).toEqual([])
    expect(cookie).toMatchObject({ name: '__Host-wend', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' })
    expect(await leftOnDevice(page)).toEqual(['indexedDB wend/shop', 'cookie __Host-wend'])

    await page.click('#a')
    await page.waitFor(() => document.title === 'Page A' && Object.isFrozen(window.wend))
    await page.evaluate(() => {
      window.wend.consent({ analytics: true }, 'banner')
      return window.wend.flush()
    })
    const later = (await stack.until((found) => found.length === 4))[3]
    expect(later?.data).toMatchObject({
      url: `${stack.site}/a`,
      title: 'Page A',
      referrer: `${stack.site}/?utm_source=news`,
    })
    expect(later?.subject).toBe(view?.subject)
    expect((await page.cookies())[0]?.value).toBe(cookie?.value)
    expect(asked().filter((request) => request.startsWith('OPTIONS'))).toEqual([])
    await page.close()
  })

  it('sends the last events of a page that is left or closed', async () => {
    const page = await browser.open(`${stack.site}/`)
    await page.evaluate(() => {
      window.wend.consent({ analytics: true })
      window.wend.track('on the first page')
    })
    await page.click('#a')
    // What a page says and closes before its tracker has come, nobody hears.
    await page.waitFor(() => document.title === 'Page A' && Object.isFrozen(window.wend))
    await stack.until((found) => types(found).includes('custom.on_the_first_page'))
    await page.evaluate(() => {
      window.wend.consent({ analytics: true })
      window.wend.track('before closing')
    })
    await page.close()
    const events = await stack.until((found) => types(found).includes('custom.before_closing'))
    expect(types(events)).toEqual(['page.viewed', 'custom.on_the_first_page', 'page.viewed', 'custom.before_closing'])
  })

  it('hashes an identifier in the page, and stores neither it nor the plain hash', async () => {
    const page = await browser.open(`${stack.site}/`)
    await page.evaluate(() => {
      window.wend.consent({ analytics: true })
      window.wend.identify({ email: ' Jo@Example.com ', phone: '+49 (151) 234 5678' })
    })
    await new Promise((resolve) => setTimeout(resolve, 200))
    await page.evaluate(() => window.wend.flush())
    const claim = (await stack.until((found) => types(found).includes('identity.claimed'))).find(
      ({ type }) => type === 'identity.claimed',
    )
    const pseudonym = expect.stringMatching(/^[0-9a-f]{8}\.[\w-]{43}$/)
    expect(claim?.data).toEqual({ identifiers: { email: pseudonym, phone: pseudonym } })
    await page.close()
  })

  it('forgets what a withdrawal covers and starts afresh after a new yes', async () => {
    const page = await browser.open(`${stack.site}/`)
    await page.evaluate(async () => {
      const { wend } = window
      wend.consent({ analytics: true })
      await wend.flush()
      wend.track('while allowed')
      wend.consent({ analytics: false })
      wend.track('while refused')
      await wend.flush()
      wend.consent({ analytics: true })
      wend.track('allowed again')
      await wend.flush()
    })
    // What was stored before the no is erased with it.
    await stack.until((found) => types(found).join() === 'custom.allowed_again')
    await page.close()
  })

  if (name === 'chromium')
    it('says in the console what it does, once asked to', async () => {
      const page = await browser.open(`${stack.site}/`)
      const said = await page.evaluate(async () => {
        const lines: string[] = []
        console.info = (...parts: unknown[]) => lines.push(parts.map(String).join(' '))
        window.wend.debug()
        await new Promise((resolve) => setTimeout(resolve, 500))
        window.wend.track('sample ordered')
        window.wend.consent({ analytics: true })
        await window.wend.flush()
        window.wend.debug(false)
        window.wend.track('quiet')
        return lines.join('\n')
      })
      expect(said).toMatch(/hold custom\.sample_ordered[\s\S]*keep custom\.sample_ordered[\s\S]*200 /)
      expect(said).not.toContain('quiet')
      await page.close()
    })

  it('gets the parts that it needs from a collector of several sites', async () => {
    const shared = await startStack({
      site: (snippet, collector) => createSite({ snippet, collector }),
      config: '  other:\n    origins: ["https://other.example"]\n',
    })
    try {
      const page = await browser.open(`${shared.site}/`)
      await page.waitFor(() => Object.isFrozen(window.wend))
      await page.evaluate(() => {
        window.wend.consent({ analytics: true, personalisation: true, marketing: true })
        window.wend.identify({ customer: '4711' })
        return window.wend.flush()
      })
      expect(types(await shared.until((found) => found.length === 2))).toContain('identity.claimed')
      await page.close()
    } finally {
      await shared.stop()
    }
  })
})
