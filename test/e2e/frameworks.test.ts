import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CloudEvent } from '@wend/protocol'
import { Hono } from 'hono'
import { getMimeType } from 'hono/utils/mime'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { buildRecipes, fromLayout, recipeOf } from '../fixtures/recipes.ts'
import { type Stack, startStack } from './stack.ts'

const apps = ['react', 'vue', 'svelte', 'next'] as const
const config = '    capture:\n      forms: true\n      errors: true\n'

/** An application as it was built, and what takes its orders. The recipe's collector is the one of the test. */
function serveApp(folder: string, name: string, render?: (path: string) => string) {
  return (_: unknown, collector: string) => {
    const send = async (path: string) => {
      const body = await readFile(join(folder, 'built', path), 'utf8')
      const headers = { 'content-type': getMimeType(path) ?? 'text/html' }
      return new Response(body.replaceAll('https://shop.example/w', `${collector}/w`), { headers })
    }
    const page = (path: string) =>
      send(`${name}${path === '/' ? '/index' : path}.html`)
        .catch(() => send(`${name}/fallback.html`))
        .catch(() => send(`${name}/index.html`))
    const app = new Hono()
      .post('/orders', async (c) => c.body(null, (await c.req.json()).city ? 204 : 422))
      .get('/assets/*', (c) => send(c.req.path))
    if (render) return app.get('/old', (c) => c.redirect('/new')).get('*', (c) => c.html(render(c.req.path)))
    return app.get('/_app/*', (c) => send(`${name}${c.req.path}`)).get('*', (c) => page(c.req.path))
  }
}
/** What Next's server would do. */
const renderer = async (folder: string) =>
  (await import(join(folder, 'next/server.jsx'))) as { render(path: string, pages?: boolean): string }

const of = (events: readonly CloudEvent[], family: string) => events.filter(({ type }) => type.startsWith(`${family}.`))
/** What a form told, as `verb field`. */
const formFacts = (events: readonly CloudEvent[]) =>
  of(events, 'form').map(({ type, data }) => `${type.slice(5)} ${data.field ?? ''}`.trim())
const flush = () => window.wend.flush()

describe.each(browsers.filter(({ name }) => name !== 'webkit'))('in $name', ({ name: browserName, launch }) => {
  let browser: Browser
  let folder: string
  beforeAll(async () => {
    ;[browser, folder] = await Promise.all([launch(), buildRecipes()])
  })
  afterAll(() => browser.close())

  const each = browserName === 'chromium' ? apps : (['react'] as const)
  it.each(each)('sees each page and every fact of a form in the %s application of its recipe', async (name) => {
    const render = name === 'next' ? (await renderer(folder)).render : undefined
    const stack: Stack = await startStack({ site: serveApp(folder, name, render), config })
    const expected: string[] = []
    /** Waits until the page that is shown has been counted. */
    const seen = async (page: Page, title: string, path: string) => {
      await page.waitFor(
        (title, path) => document.title === title && location.pathname + location.search === path,
        title,
        path,
      )
      expected.push(`${title} ${path}`)
      await page.evaluate(flush)
    }
    const facts = (page: Page, last: string) =>
      stack.until((events) => {
        void page.evaluate(flush)
        return formFacts(events).at(-1) === last
      })
    try {
      const page = await browser.open(`${stack.site}/old`)
      await page.waitFor(() => document.title === 'New' && Object.isFrozen(window.wend))
      await page.click('.agree')
      await seen(page, 'New', '/new')
      await page.click('#home')
      await seen(page, 'Home', '/')
      await page.click('#one')
      await seen(page, 'One', '/one')
      await page.click('#filter')
      await page.waitFor(() => location.search === '?filter=red')
      await page.click('#tab')
      await seen(page, 'One', '/one?tab=2')
      await page.click('#section')
      await page.waitFor(() => location.hash === '#part')
      await page.back()
      await page.waitFor(() => location.hash === '')
      await page.back()
      await seen(page, 'One', '/one?filter=red')
      await page.forward()
      await seen(page, 'One', '/one?tab=2')
      await page.click('.add')

      await page.click('#order')
      await seen(page, 'Order', '/order')
      await facts(page, 'viewed')
      await page.type('[name=zip]', 'Canary')
      expect(await page.evaluate(() => document.querySelector<HTMLInputElement>('[name=zip]')?.value)).toBe('CANARY')
      await page.press('Enter')
      await facts(page, 'submit_failed')
      await page.type('[name=city]', 'Canary')
      await page.press('Enter')
      await page.waitFor(() => document.querySelector('[role=status]') !== null)
      await facts(page, 'submitted')
      await page.click('#home')
      await seen(page, 'Home', '/')
      await page.click('#order')
      await seen(page, 'Order', '/order')
      await facts(page, 'viewed')
      await page.type('[name=zip]', 'x')
      await page.click('#one')
      await seen(page, 'One', '/one')
      await facts(page, 'abandoned')
      expect(page.errors(), `${name} in ${browserName}`).toEqual([])

      await page.click('#break')
      await page.evaluate(flush)
      const events = await stack.until((events) => events.some(({ type }) => type === 'error.occurred'))
      // A module keeps what it is told to of a query: here nothing.
      const kept = expected.map((view) => view.replace(/\?.*/, ''))
      const views = of(events, 'page').map(({ data }) => `${data.title} ${`${data.url}`.slice(stack.site.length)}`)
      expect(views, `${name} in ${browserName}`).toEqual(kept)
      expect(formFacts(events), `${name} in ${browserName}`).toEqual([
        'viewed',
        'started zip',
        'field_left zip',
        'field_failed city',
        'submit_failed',
        'field_left city',
        'submitted',
        'viewed',
        'started zip',
        'field_left zip',
        'abandoned',
      ])
      const [submitted] = events.filter(({ type }) => type === 'form.submitted')
      expect(submitted?.data).toMatchObject({ form: 'order-form', fields: 2, filled: 2, last: 'city' })
      expect(of(events, 'error').map(({ data }) => data.message)).toEqual([expect.stringMatching(/broken component$/)])
      expect(of(events, 'product').map(({ data }) => data)).toEqual([
        { product: { id: 'mug', name: 'Mug' }, quantity: 1 },
      ])
      expect(JSON.stringify(events)).not.toMatch(/canary/i)
      await page.close()
    } finally {
      await stack.stop()
    }
  })

  it.runIf(browserName === 'chromium')('sees each page of the pages router of Next', async () => {
    const { render } = await renderer(folder)
    const stack = await startStack({ site: serveApp(folder, 'next', (path) => render(path, true)), config })
    try {
      const page = await browser.open(`${stack.site}/`)
      await page.waitFor(() => Object.isFrozen(window.wend))
      await page.click('.agree')
      await page.evaluate(flush)
      await page.click('#one')
      await page.waitFor(() => document.title === 'One')
      await page.evaluate(flush)
      const events = await stack.until((found) => of(found, 'page').length === 2)
      expect(of(events, 'page').map(({ data }) => data.title)).toEqual(['Home', 'One'])
      expect(page.errors()).toEqual([])
      await page.close()
    } finally {
      await stack.stop()
    }
  })

  it.runIf(browserName === 'chromium')('sees each page and form of the Astro recipe, swapped in place', async () => {
    const { page: make } = fromLayout((await recipeOf('astro')).get('src/layouts/Layout.astro') ?? '')
    const body = await readFile(join(folder, 'astro/pages.html'), 'utf8')
    const titles: Record<string, string> = { '/': 'Home', '/one': 'One', '/order': 'Order' }
    const site = serveApp(folder, 'astro', (path) => make(titles[path] ?? '', body))
    const stack = await startStack({ site, config })
    try {
      const page = await browser.open(`${stack.site}/`)
      await page.waitFor(() => Object.isFrozen(window.wend))
      await page.click('.agree')
      await page.evaluate(flush)
      const expected = ['Home']
      const seen = async (title: string) => {
        await page.waitFor((title) => document.title === title, title)
        expected.push(title)
        await page.evaluate(flush)
      }
      await page.click('#one')
      await seen('One')
      await page.click('#order')
      await seen('Order')
      await page.back()
      await seen('One')
      await page.forward()
      await seen('Order')
      await page.click('.add')
      await stack.until((events) => {
        void page.evaluate(flush)
        return formFacts(events).at(-1) === 'viewed'
      })
      await page.type('[name=zip]', 'Canary')
      await page.click('#home')
      await seen('Home')
      const events = await stack.until((events) => {
        void page.evaluate(flush)
        return formFacts(events).includes('abandoned')
      })
      expect(of(events, 'page').map(({ data }) => data.title)).toEqual(expected)
      expect(formFacts(events).filter((fact) => fact !== 'viewed')).toEqual([
        'started zip',
        'field_left zip',
        'abandoned',
      ])
      expect(of(events, 'product')).toHaveLength(1)
      expect(page.errors()).toEqual([])
      await page.close()
    } finally {
      await stack.stop()
    }
  })
})
