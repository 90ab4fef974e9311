import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { serveHttps } from '../browsers/https.ts'
import { builtIns, poisoned, times, ways } from '../fixtures/poisoned.ts'
import { type Served, serve } from '../fixtures/serve.ts'
import { createSite } from '../fixtures/site.ts'
import { createTemplate } from '../fixtures/template.ts'
import { type Stack, startStack } from './stack.ts'

/** What nothing can be told without: docs/quality.md, “What cannot be measured”. The last only where it was replaced before us. */
const needed = [
  ...['push', 'filter', 'map', 'toJSON'].map((method) => `Array.prototype.${method}`),
  ...['crypto.getRandomValues', 'TextEncoder', 'all'],
]
const neededAtFirst = [
  ...needed,
  ...['JSON.parse', 'JSON.stringify', 'Object.keys', 'Map', 'Set', 'AbortController', 'addEventListener', 'setTimeout'],
  'URL',
]

const views = (events: { type: string; data: Record<string, unknown> }[]) =>
  events.filter(({ type }) => type === 'page.viewed').map(({ data }) => `${data.title} (${data.via})`)

describe.each(browsers)('in $name', ({ launch, features }) => {
  let stack: Stack
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    stack = await startStack({
      site: (snippet, collector) =>
        createSite({ snippet, collector })
          .route('/', createTemplate('shop', { snippet }))
          .route('/', createTemplate('blog', { snippet })),
    })
    return () => stack.stop()
  })
  const agree = () => {
    window.wend.consent({ analytics: true })
    return window.wend.flush()
  }

  it('works under a strict policy with a nonce and Trusted Types, without one violation', async () => {
    const page = await browser.open(`${stack.site}/csp`)
    await page.waitFor(() => Object.isFrozen(window.wend))
    await page.evaluate(agree)
    expect(views(await stack.until((found) => found.length === 1))).toEqual(['Strict policy (load)'])
    expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([])
    expect(page.errors()).toEqual([])
    await page.close()
  })

  it('does not disturb a sandboxed frame without an origin', async () => {
    const page = await browser.open(`${stack.site}/sandbox`)
    await page.waitFor(() => (window as unknown as { heard: string[] }).heard.includes('loaded'))
    expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual(['loaded'])
    expect(page.errors()).toEqual([])
    await page.close()
  })

  it('works where every touch of storage throws, and touches none but the one that it may', async () => {
    const page = await browser.open(`${stack.site}/blocked`)
    await page.waitFor(() => Object.isFrozen(window.wend))
    await page.evaluate(agree)
    expect(views(await stack.until((found) => found.length === 1))).toEqual(['Blocked storage (load)'])
    const touched = () => page.evaluate(() => [...new Set((window as unknown as { touched: string[] }).touched)])
    expect(await touched()).toEqual(['indexedDB'])
    expect(page.errors()).toEqual([])
    await page.close()
  })

  it.runIf(features.prerender)('counts a prerendered page when it is shown, not before', async () => {
    const page = await browser.open(`${stack.site}/prerender`)
    await page.waitFor(() => Object.isFrozen(window.wend))
    await page.evaluate(agree)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect(views(await stack.events())).toEqual(['Prerender (load)'])
    await page.click('#prerendered')
    await page.waitFor(() => document.title === 'Prerendered')
    const activated = await page.evaluate(
      () => (performance.getEntriesByType('navigation')[0] as { activationStart?: number }).activationStart,
    )
    expect(activated).toBeGreaterThan(0)
    await page.evaluate(agree)
    expect(views(await stack.until((found) => found.length === 2))).toEqual(['Prerender (load)', 'Prerendered (load)'])
    await page.close()
  })

  it.runIf(features.bfcache)(
    'counts a page that comes back from the cache as restored, and keeps out of its way',
    async () => {
      const page = await browser.open(`${stack.site}/`)
      await page.waitFor(() => Object.isFrozen(window.wend))
      await page.evaluate(agree)
      await page.evaluate(() => {
        addEventListener('pageshow', ({ persisted }) => Object.assign(window, { persisted }))
      })
      await page.click('#a')
      await page.waitFor(() => document.title === 'Page A' && Object.isFrozen(window.wend))
      await page.evaluate(agree)
      await page.back()
      await page.waitFor(() => (window as unknown as { persisted?: boolean }).persisted === true)
      await new Promise((resolve) => setTimeout(resolve, 300))
      await page.evaluate(() => window.wend.flush())
      expect(views(await stack.until((found) => found.length === 3))).toEqual([
        'Home (load)',
        'Page A (load)',
        'Home (restored)',
      ])
      await page.close()
    },
  )

  it('keeps out of the way of pages that have replaced what it needs, and tells what can be told', async () => {
    let pages: Served | undefined
    const hostile = await startStack({
      site: async (snippet) => {
        const site = new Hono().route('/', poisoned({ snippet }))
        pages = await serve(site)
        return site
      },
      config:
        '    undeclared: accept\n    capture: { engagement: true, clicks: true, errors: true, search: true, forms: true, vitals: true, commerce: true, chat: true, frustration: true }\n',
    })
    // Each has a store and a lock of its own: what one page breaks is not to be mended by another.
    const origins = await Promise.all([1, 2, 3].map(() => serveHttps(() => pages?.url ?? '')))
    // All in Chromium, each in one way before us and in another after us; a part in the others.
    const all = [...builtIns, 'all'].flatMap((name, index) =>
      name === 'all'
        ? ways.flatMap((way) => times.map((time) => `${name},${way},${time}`))
        : times.map((time, late) => `${name},${ways[(index + late) % 3]},${time}`),
    )
    const some = features.prerender
      ? all
      : all.filter((name, index) => !name.startsWith('Promise.') && (index % 5 === 0 || name.startsWith('all')))
    try {
      const page = await browser.open(`${hostile.site}/poisoned`)
      const seen = await page.evaluate(
        (some, origins) => window.poison([...some], [...origins]),
        some,
        origins.map(({ url }) => url),
      )
      expect(seen.filter(({ errors, ended }) => errors.length || !ended)).toEqual([])
      expect(seen).toHaveLength(some.length)
      const told = some
        .filter((name) => {
          const [which = '', , time] = name.split(',')
          return !(time === 'after' ? needed : neededAtFirst).includes(which)
        })
        .flatMap((name) => ['early', 'late', 'next'].map((step) => `${name} ${step}`))
      const find = (events: { type: string; data: Record<string, unknown> }[]) => {
        const here = new Set(events.map(({ data }) => `${data.name} ${data.step}`))
        return told.filter((one) => !here.has(one))
      }
      const stored = await hostile.until((events) => !find(events).length).catch(() => hostile.events())
      expect(find(stored)).toEqual([])
      await page.close()
    } finally {
      for (const { close } of origins) await close()
      await pages?.close()
      await hostile.stop()
    }
  })

  it.each([
    ['shop', ''],
    ['blog', 'about.html'],
  ])('works in the %s template of somebody else, with only the snippet added', async (name, next) => {
    const page = await browser.open(`${stack.site}/${name}/`)
    await page.waitFor(() => Object.isFrozen(window.wend))
    await page.evaluate(agree)
    if (next) {
      await page.goto(`${stack.site}/${name}/${next}`)
      await page.waitFor(() => Object.isFrozen(window.wend))
      await page.evaluate(agree)
    }
    const events = await stack.until((found) => found.length === (next ? 2 : 1))
    expect(events.at(-1)?.data.url).toBe(`${stack.site}/${name}/${next}`)
    expect(page.errors().filter((error) => /wend/i.test(error))).toEqual([])
    await page.close()
  })
})
