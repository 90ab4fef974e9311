import type { CloudEvent } from '@wend/protocol'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { recipeOf } from '../fixtures/recipes.ts'
import { permitted, readTemplate, standIn } from '../fixtures/tag-manager.ts'
import { createTemplate } from '../fixtures/template.ts'
import { type Stack, startStack } from './stack.ts'

const config = '    capture:\n      forms: true\n      clicks: true\n'
const started = (page: Page) => page.waitFor(() => 'wend' in window && Object.isFrozen(window.wend))
const agree = async (page: Page) => {
  await started(page)
  await page.evaluate(() => {
    window.wend.consent({ analytics: true })
    return window.wend.flush()
  })
}
const flush = (page: Page) => page.evaluate(() => window.wend.flush())
/** Sends until there is an event of this type, the given number of times. */
const told = (stack: Stack, page: Page, type: string, times = 1) =>
  stack.until((events) => {
    void flush(page).catch(() => {})
    return events.filter((event) => event.type === type).length >= times
  })
const views = (events: readonly CloudEvent[], { site }: Stack) =>
  events
    .filter(({ type }) => type === 'page.viewed')
    .map(({ data }) => `${`${data.url}`.slice(site.length)} ${data.via}`)
/** By their numbers, page after page: what is told when a page is left may overtake what was waiting. */
const forms = (events: readonly CloudEvent[]) =>
  events
    .filter(({ type }) => type === 'page.viewed')
    .flatMap(({ tab }) =>
      events.filter((event) => event.tab === tab).toSorted((a, b) => +`${a.number}` - +`${b.number}`),
    )
    .filter(({ type }) => type.startsWith('form.'))
    .map(({ type, data }) => `${type.slice(5)} ${data.field ?? ''}`.trim())
const data = (events: readonly CloudEvent[], type: string) =>
  events.filter((event) => event.type === type).map(({ data }) => data)

const html = (head: string, body = '') =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mugs</title>${head}</head><body>${body}</body></html>`

/** Tag Manager as the page sees it: the template in its sandbox, with the calls of a consent tool. */
function container(collector: string): string {
  const { code, permissions } = readTemplate()
  // What the recipe says to do after the import.
  const allowed = permitted(permissions).map((what) => what.replace('https://shop.example', collector))
  const start = { action: 'start', collector: `${collector}/w`, site: 'shop', consentMode: true }
  const track = { action: 'track', event: 'product.viewed', data: { product: { id: 'mug' } } }
  return `<script>
    const done = []
    const fields = { gtmOnSuccess: () => done.push('success'), gtmOnFailure: () => done.push('failure') }
    // The default of the consent tool.
    const types = ['analytics_storage', 'personalization_storage', 'functionality_storage', 'ad_storage', 'ad_user_data', 'ad_personalization']
    const manager = (${standIn})(window, ${JSON.stringify(allowed)}, Object.fromEntries(types.map((type) => [type, false])))
    const run = (more) => manager.run(${JSON.stringify(code)}, { ...fields, ...more })
    const start = ${JSON.stringify(start)}
    const track = ${JSON.stringify(track)}
    run(track)
    run(start)
  </script>`
}
declare const done: string[]
declare const manager: ReturnType<typeof standIn>
declare const run: (fields: object) => void
declare const track: object

describe.each(browsers.filter(({ name }) => name !== 'webkit'))('in $name', ({ name: browserName, launch }) => {
  let browser: Browser
  let stack: Stack
  const chromium = browserName === 'chromium'
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())
  const visit = async (pages: Parameters<typeof startStack>[0]['site'], act: (page: Page) => Promise<void>) => {
    stack = await startStack({ site: pages, config })
    const page = await browser.open()
    try {
      await act(page)
      expect(page.errors()).toEqual([])
      await page.close()
    } finally {
      await stack.stop()
    }
  }

  it.runIf(chromium)('sees everything of a page with the plain tag of its recipe', async () => {
    const page = (await recipeOf('script')).get('index.html') ?? ''
    const site = (snippet: () => string) =>
      new Hono()
        .get('/', (c) => c.html(page.replace(/<script>…<\/script>\s*<script async.*?<\/script>/s, () => snippet())))
        .get('/thanks', (c) => c.html(html(snippet(), 'Thank you')))
    await visit(site, async (page) => {
      await page.goto(`${stack.site}/`)
      await started(page)
      await page.click('.agree')
      await told(stack, page, 'form.viewed')
      await page.click('.add')
      await page.click('.send')
      await page.type('[name=city]', 'Canary')
      await page.click('.send')
      await page.waitFor(() => location.pathname === '/thanks')
      await agree(page)
      const events = await told(stack, page, 'form.submitted')
      expect(views(events, stack)).toEqual(['/ load', '/thanks load'])
      expect(forms(events)).toEqual([
        'viewed',
        'field_failed city',
        'submit_failed',
        'started city',
        'field_left city',
        'submitted',
      ])
      expect(data(events, 'element.clicked')[0]).toMatchObject({ name: 'offer_opened' })
      expect(JSON.stringify(events)).not.toMatch(/canary/i)
    })
  })

  it.runIf(chromium)('hears the consent and the events of the Tag Manager template', async () => {
    const site = (_: unknown, collector: string) => new Hono().get('/', (c) => c.html(html(container(collector))))
    await visit(site, async (page) => {
      await page.goto(`${stack.site}/`)
      await started(page)
      await flush(page)
      expect(stack.requests.filter(({ path }) => path.endsWith('/e'))).toEqual([])
      await page.evaluate(() => manager.change('analytics_storage', true))
      await told(stack, page, 'product.viewed')
      await page.evaluate(() => run(track))
      const events = await told(stack, page, 'product.viewed', 2)
      expect(views(events, stack)).toEqual(['/ load'])
      expect(data(events, 'product.viewed')[0]).toEqual({ product: { id: 'mug' } })
      expect(events[0]).toMatchObject({ consentsource: 'consent-mode', granted: 'analytics' })
      expect(await page.evaluate(() => done)).toEqual(['success', 'success', 'success'])
      await page.evaluate(() => {
        manager.change('analytics_storage', false)
        run(track)
      })
      // A withdrawal erases, unless the policy says otherwise.
      await stack.until((events) => data(events, 'product.viewed').length === 0)
    })
  })

  it.runIf(chromium)('hears what a custom HTML tag of Tag Manager says', async () => {
    const custom = (await recipeOf('tag-manager')).get('tag.html') ?? ''
    const tag = `<script>wend.consent({ analytics: true }); wend.track('product.viewed', { product: { id: 'mug' } })</script>`
    const site = (_: unknown, collector: string) =>
      new Hono().get('/', (c) => c.html(html(custom.replace('https://shop.example', collector) + tag)))
    await visit(site, async (page) => {
      await page.goto(`${stack.site}/`)
      await started(page)
      const events = await told(stack, page, 'product.viewed')
      expect(events.map(({ type }) => type)).toEqual(['page.viewed', 'product.viewed'])
    })
  })

  it('sees each page and form of a blog that somebody else designed', async () => {
    await visit(
      (snippet) => createTemplate('blog', { snippet }),
      async (page) => {
        const seen = async (path: string) => {
          await page.waitFor((path) => location.pathname === path, `/blog/${path}`)
          await agree(page)
        }
        // The menu may be out of sight.
        const show = () => page.evaluate(() => document.querySelector('form')?.scrollIntoView())
        const follow = (path: string) =>
          page.evaluate((path) => document.querySelector<HTMLElement>(`.nav-link[href="${path}"]`)?.click(), path)
        await page.goto(`${stack.site}/blog/index.html`)
        await seen('index.html')
        await page.click('[href="#!"]')
        await follow('about.html')
        await seen('about.html')
        await follow('contact.html')
        await seen('contact.html')
        await show()
        await told(stack, page, 'form.viewed')
        await page.type('#name', 'Canary')
        await follow('about.html')
        await seen('about.html')
        await follow('contact.html')
        await seen('contact.html')
        await show()
        await told(stack, page, 'form.viewed', 2)
        await page.type('#name', 'Canary')
        await page.type('#message', 'Canary')
        await page.type('#email', 'canary@example.org')
        await page.evaluate(() => void Object.assign(window, { before: true }))
        await page.press('Enter')
        await page.waitFor(() => !('before' in window))
        await seen('contact.html')
        const events = await told(stack, page, 'form.submitted')
        const blogViews = ['index', 'about', 'contact', 'about', 'contact', 'contact']
        expect(views(events, stack)).toEqual(blogViews.map((name) => `/blog/${name}.html load`))
        expect(forms(events).slice(0, 10)).toEqual([
          'viewed',
          'started name',
          'field_left name',
          'abandoned',
          'viewed',
          'started name',
          'field_left name',
          'field_left message',
          'field_left email',
          'submitted',
        ])
        expect(data(events, 'form.submitted')).toMatchObject([{ form: 'contactForm', fields: 4, filled: 3 }])
        expect(JSON.stringify(events)).not.toMatch(/canary/i)
      },
    )
  })

  it.runIf(chromium)('sees each page and form of a shop that somebody else designed', async () => {
    await visit(
      (snippet) => createTemplate('shop', { snippet }),
      async (page) => {
        await page.goto(`${stack.site}/shop/`)
        await agree(page)
        await page.click('.navbar-brand')
        await page.click('#navbarDropdown')
        await page.waitFor(() => document.querySelector('.dropdown-menu.show') !== null)
        await page.click('.dropdown-item')
        await page.evaluate(() => void Object.assign(window, { before: true }))
        await page.click('form [type=submit]')
        await page.waitFor(() => !('before' in window))
        await agree(page)
        const events = await told(stack, page, 'page.viewed', 2)
        expect(views(events, stack)).toEqual(['/shop/ load', '/shop/ load'])
        // A button alone is no form to fill in.
        expect(forms(events).filter((fact) => fact !== 'submitted')).toEqual([])
      },
    )
  })
})
