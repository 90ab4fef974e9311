import { join } from 'node:path'
import { Hono } from 'hono'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { type Served, serve } from '../fixtures/serve.ts'

interface Told {
  type: string
  data: Record<string, unknown>
  view: string
}

const parts = ['engagement', 'clicks', 'errors', 'search', 'forms']

/** The parts with a stand-in for the tracker: it keeps what it is told through navigations, and makes a view of each push. */
const bench = `
${parts.map((part) => `import ${part} from '${join(import.meta.dirname, `../../packages/tracker/src/capture/${part}.ts`)}'`).join('\n')}
if (location.search === '?new') {
  sessionStorage.clear()
  history.replaceState(null, '', location.pathname)
}
const over = new AbortController()
let views = 1
const page = Math.random().toString(36).slice(2)
const leaving = new Set()
const host = {
  view: page + 1, leaving, signal: over.signal, settings: {},
  track(type, data, view = host.view) {
    const told = JSON.parse(sessionStorage.told ?? '[]')
    sessionStorage.told = JSON.stringify([...told, { type, data, view }])
  },
}
const next = () => {
  for (const heard of leaving) heard(true)
  host.view = page + ++views
}
const push = history.pushState
history.pushState = function (...args) {
  push.apply(history, args)
  next()
}
document.addEventListener('visibilitychange', () => {
  if (document.hidden) for (const heard of leaving) heard(false)
})
addEventListener('pageshow', ({ persisted }) => persisted && next())
window.stop = () => over.abort()
for (const part of [${parts}]) part(host)
`

/** Fields that React controls: a second one comes with the third sign of the first, and all of it goes once it is sent. */
const react = `
import { createElement as h, useState } from 'react'
import { createRoot } from 'react-dom/client'
function App() {
  const [code, setCode] = useState('')
  const [city, setCity] = useState('')
  const [state, setState] = useState('')
  const field = (name, value, set) => h('input', {
    name, value, 'aria-invalid': state === 'wrong' && !city, onChange: (event) => set(event.target.value.toUpperCase()),
  })
  const onSubmit = (event) => {
    event.preventDefault()
    setTimeout(() => setState(city ? 'done' : 'wrong'), 100)
  }
  return state === 'done'
    ? h('p', { role: 'alert' }, 'Thank you')
    : h('form', { id: 'react', onSubmit }, field('zip', code, setCode), code.length > 2 && field('city', city, setCity), h('button'))
}
createRoot(document.querySelector('#app')).render(h(App))
`

async function bundle(source: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    root: join(import.meta.dirname, '..'),
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'source',
        resolveId: (id) => (id === 'source' ? id : null),
        load: (id) => (id === 'source' ? source : null),
      },
    ],
    build: { write: false, rollupOptions: { input: 'source', output: { format: 'iife' } } },
  })
  const [{ output }] = [result].flat() as unknown as [{ output: [{ code: string }] }]
  return output[0].code
}

const order = `<form id="order" action="/thanks" method="get">
  <input name="first" required><input name="mail" type="email" required><textarea name="note"></textarea>
  <input name="password" type="password"><label><input type="checkbox" name="news"> News</label>
  <button id="send">Send</button></form>`

const pages: Record<string, string> = {
  order,
  thanks: '<p>Thank you</p>',
  other: '<p>Other</p>',
  // What a framework would do: it keeps its own state, checks by itself, and sends by a script.
  fetched: `<form id="quote" novalidate><input name="zip"><input name="age"><button id="send">Send</button></form>
    <script>
      const form = document.querySelector('#quote')
      form.addEventListener('submit', async (event) => {
        event.preventDefault()
        event.stopPropagation()
        const zip = form.querySelector('[name=zip]')
        const wrong = zip.value.length < 4
        await new Promise((resolve) => setTimeout(resolve, 100))
        zip.setAttribute('aria-invalid', wrong)
        if (!wrong) form.outerHTML = '<p role="alert">Thank you</p>'
      })
    </script>`,
  wizard: `<form id="wizard" action="/thanks">
    <fieldset><input name="name"><fieldset><input type="radio" name="kind" value="a" id="kind"></fieldset>
      <button type="button" id="next">Next</button></fieldset>
    <fieldset style="display: none"><input name="street"><input name="company" style="display: none"><button id="send">Send</button></fieldset>
    </form>
    <script>
      const [one, two] = document.querySelectorAll('form > fieldset')
      document.querySelector('#next').onclick = () => {
        one.style.display = 'none'
        two.style.display = ''
      }
    </script>`,
  shadow: `<x-form></x-form><script>
      customElements.define('x-form', class extends HTMLElement {
        connectedCallback() {
          this.attachShadow({ mode: 'open' }).innerHTML =
            '<form id="inner"><input name="city" required><input name="street"><button>Go</button></form>'
          this.shadowRoot.querySelector('form').onsubmit = () => false
        }
      })
    </script>`,
  single: `<div id="app">${order}</div><script>
      window.go = (path, html) => {
        history.pushState(null, '', path)
        setTimeout(() => { document.querySelector('#app').innerHTML = html }, 50)
      }
      addEventListener('submit', (event) => event.preventDefault())
    </script>`,
  react: '<div id="app"></div><script src="/react.js"></script>',
  odd: `<form id="odd"><input name="elements"><input name="id"><input name="length"><input name="parentElement">
    <input name="querySelectorAll"></form>`,
  long: `<div style="height: 300vh"></div><a id="out" href="https://other.example/x">o</a><a id="call" href="tel:+491715551234">
    +49 171 5551234</a><p id="mail">bird@example.org</p><div id="host"></div>
    <script>
      document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = '<button class="buy now">Buy</button>'
      addEventListener('click', (event) => event.preventDefault())
    </script>`,
  broken: `<img src="/none.png"><script>
      onload = () => {
        setTimeout(() => Promise.reject(new RangeError('too far')), 100)
        throw new TypeError('cannot read "canary" of 4711')
      }
    </script>`,
}

const scripts = { bench: bundle(bench), react: bundle(react) }
const told = (page: Page) => page.evaluate(() => JSON.parse(sessionStorage.told ?? '[]') as Told[])
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe.each(browsers)('in $name', ({ name: engine, launch }) => {
  let browser: Browser
  let site: Served
  let page: Page
  beforeAll(async () => {
    const app = new Hono()
    for (const [name, code] of Object.entries(scripts))
      app.get(`/${name}.js`, async (c) => c.body(await code, 200, { 'content-type': 'text/javascript' }))
    for (const [path, body] of Object.entries(pages))
      app.get(`/${path}`, (c) =>
        c.html(`<!doctype html><title>t</title><body>${body}<script src="/bench.js"></script>`),
      )
    app.notFound((c) => c.html('<!doctype html><body>none<script src="/bench.js"></script>', 404))
    ;[browser, site] = await Promise.all([launch(), serve(app)])
    page = await browser.open(`${site.url}/other`)
  })
  afterAll(async () => {
    await browser.close()
    await site.close()
  })
  /** Opens a page that knows of nothing that was told before. */
  const visit = (path: string) => page.goto(`${site.url}/${path}?new`)
  const family = async (name: string) =>
    (await told(page))
      .filter(({ type }) => type.startsWith(`${name}.`))
      .map(({ type, data }) => [type.slice(name.length + 1), data] as const)
  const verbs = async (name: string) => (await family(name)).map(([verb]) => verb)
  const last = async (type: string) => (await told(page)).findLast((event) => event.type === type)?.data

  it('follows a form from the first sign to its own next page', async () => {
    await visit('order')
    await page.click('#send')
    expect((await family('form')).slice(1)).toEqual([
      ['field_failed', { form: 'order', field: 'first', reason: 'valueMissing' }],
      ['submit_failed', { form: 'order', reason: 'valueMissing' }],
      ['field_failed', { form: 'order', field: 'mail', reason: 'valueMissing' }],
    ])
    await page.type('[name=first]', 'Canary')
    await page.press('Tab')
    await page.type('[name=mail]', 'canary')
    await page.click('#send')
    await page.type('[name=mail]', '@example.org')
    await page.type('[name=password]', 'Canary')
    await page.click('[name=news]')
    await page.type('[name=note]', 'Canary')
    await page.click('#send')
    await page.waitFor(() => location.pathname === '/thanks')
    const events = (await family('form')).slice(4)
    expect(JSON.stringify(events)).not.toMatch(/canary|password/i)
    expect(events.map(([verb, { field = '' }]) => `${verb} ${field}`.trim())).toEqual([
      'started first',
      'field_left first',
      // The button takes the focus, and what is wrong gets it back.
      'field_left mail',
      'field_failed mail',
      'submit_failed',
      'field_left mail',
      'field_left news',
      'field_left note',
      'submitted',
    ])
    expect(await last('form.submitted')).toMatchObject({ fields: 4, filled: 4, shown: 4, hidden: [], last: 'note' })
    const note = events.find(([verb, { field }]) => verb === 'field_left' && field === 'note')
    expect(note?.[1]).toMatchObject({ changes: 1, corrections: 0, place: 3, visit: 1, back: true })
    expect(page.errors()).toEqual([])
  })

  it('knows what a script sends from what it refuses', async () => {
    await visit('fetched')
    await page.type('[name=zip]', '12')
    await page.press('Enter')
    await page.waitFor(() => /submit_failed/.test(sessionStorage.told))
    await page.type('[name=zip]', '345')
    await page.press('Enter')
    await page.waitFor(() => /"form.submitted"/.test(sessionStorage.told))
    expect(await verbs('form')).toEqual([
      'viewed',
      'started',
      'field_left',
      'field_failed',
      'submit_failed',
      ...(await verbs('form')).slice(5, -1),
      'submitted',
    ])
    await page.goto(`${site.url}/other`)
    expect(await verbs('form')).not.toContain('abandoned')
  })

  it('follows fields that React controls', async () => {
    await visit('react')
    await page.type('[name=zip]', 'ab')
    await page.press('Enter')
    await page.waitFor(() => /submit_failed/.test(sessionStorage.told))
    await page.type('[name=zip]', 'c')
    await page.type('[name=city]', 'x')
    await page.press('Enter')
    await page.waitFor(() => /"form.submitted"/.test(sessionStorage.told))
    expect((await family('form')).map(([verb, { field = '' }]) => `${verb} ${field}`.trim())).toEqual([
      'viewed',
      'started zip',
      'field_left zip',
      'field_failed zip',
      'submit_failed',
      'field_left zip',
      'field_left city',
      'submitted',
    ])
    expect(await last('form.submitted')).toMatchObject({ filled: 2, shown: 2, last: 'city' })
  })

  it('tells of a form that is left behind, once', async () => {
    await visit('order')
    await page.type('[name=first]', 'x')
    await page.press('Tab')
    const tab = await browser.open(`${site.url}/other`)
    await pause(300)
    await tab.close()
    expect(await verbs('form')).not.toContain('abandoned')
    await page.goto(`${site.url}/other`)
    expect((await verbs('form')).filter((verb) => verb === 'abandoned')).toHaveLength(1)
    expect(await last('form.abandoned')).toMatchObject({ form: 'order', filled: 1, fields: 4, last: 'mail' })
    await page.back()
    await pause(700)
    await page.goto(`${site.url}/thanks`)
    expect((await verbs('form')).filter((verb) => verb === 'abandoned')).toHaveLength(1)
  })

  it('tells of each view of a page that changes in place, and of the form that went with it', async () => {
    await visit('single')
    await page.type('[name=first]', 'x')
    await page.evaluate(() => (window as unknown as { go(path: string, html: string): void }).go('/b', '<p>b</p>'))
    await page.waitFor(() => /abandoned/.test(sessionStorage.told))
    await page.goto(`${site.url}/other`)
    const events = await told(page)
    const left = events.filter(({ type }) => type === 'page.left')
    expect(left.map(({ data }) => new URL(`${data.url}`).pathname)).toEqual(['/single', '/b'])
    expect(new Set(left.map(({ view }) => view)).size).toBe(2)
    expect(events.find(({ type }) => type === 'form.abandoned')?.view).toBe(left[0]?.view)
  })

  it('knows the steps of a form and what it never showed', async () => {
    await visit('wizard')
    await page.type('[name=name]', 'x')
    await page.click('#kind')
    await page.click('#next')
    await page.waitFor(() => /step_completed/.test(sessionStorage.told))
    await page.type('[name=street]', 'x')
    await page.click('#send')
    await page.waitFor(() => location.pathname === '/thanks')
    expect(await last('form.step_completed')).toEqual({ form: 'wizard', step: 'step-1' })
    expect(await last('form.submitted')).toMatchObject({ step: 'step-2', fields: 4, shown: 3, hidden: ['company'] })
  })

  it('finds forms in shadow roots', async () => {
    await visit('shadow')
    await page.waitFor(() => /viewed/.test(sessionStorage.told))
    await page.evaluate(() => document.querySelector('x-form')?.shadowRoot?.querySelector('button')?.click())
    expect(await verbs('form')).toEqual(['viewed', 'field_failed', 'submit_failed'])
    await page.evaluate(() => document.querySelector('x-form')?.shadowRoot?.querySelector('input')?.blur())
    // Where Tab begins is up to the browser.
    await page.evaluate(() => document.querySelector('x-form')?.shadowRoot?.querySelector('input')?.focus())
    await page.press('Space')
    await page.press('Enter')
    await page.waitFor(() => /submitted/.test(sessionStorage.told))
    expect((await verbs('form')).slice(3)).toEqual(['started', 'field_left', 'submitted'])
  })

  it('is not misled by odd names', async () => {
    await visit('odd')
    for (const name of ['elements', 'id', 'length']) await page.type(`[name=${name}]`, 'x')
    await page.goto(`${site.url}/other`)
    expect(page.errors()).toEqual([])
  })

  it('tells of documents, pasting and what the browser fills in', async () => {
    await visit('order')
    const [file, autofill] = await page.evaluate(() => {
      document.querySelector('#order')?.insertAdjacentHTML('beforeend', '<input type="file" name="proof">')
      const input = document.querySelector<HTMLInputElement>('[name=proof]') as HTMLInputElement
      const data = new DataTransfer()
      data.items.add(new File(['canary'], 'canary.pdf', { type: 'application/pdf' }))
      input.files = data.files
      input.dispatchEvent(new Event('change', { bubbles: true }))
      const first = document.querySelector<HTMLInputElement>('[name=first]') as HTMLInputElement
      first.focus()
      first.value = 'canary'
      first.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertFromPaste' }))
      first.blur()
      return [input.files.length, first.matches(':autofill')]
    })
    expect([file, autofill]).toEqual([1, false])
    await page.goto(`${site.url}/other`)
    expect(await last('form.document_uploaded')).toEqual({ form: 'order', count: 1, size: 'small', kind: 'pdf' })
    expect(await last('form.field_left')).toMatchObject({ field: 'first', pasted: true })
    expect(JSON.stringify(await told(page))).not.toMatch(/canary/)
  })

  it('measures use and depth, and tells of clicks that lead away', async () => {
    await visit('long')
    await page.click('#out')
    await page.click('#call')
    await page.evaluate(() => {
      document.querySelector('#host')?.shadowRoot?.querySelector('button')?.click()
      getSelection()?.selectAllChildren(document.querySelector('#mail') as Element)
      document.querySelector('#mail')?.dispatchEvent(new Event('copy', { bubbles: true, composed: true }))
    })
    await pause(1500)
    await page.goto(`${site.url}/other`)
    const { engaged, depth, url } = (await last('page.left')) ?? {}
    expect(url).toBe(`${site.url}/long`)
    expect(engaged).toBeGreaterThan(1000)
    expect(engaged).toBeLessThan(20_000)
    expect(depth).toBeGreaterThan(60)
    expect(await family('link')).toMatchObject([
      ['clicked', { kind: 'outbound', url: 'https://other.example/x', selector: '[id="out"]' }],
      ['clicked', { kind: 'tel', selector: '[id="call"]' }],
    ])
    expect(await family('element')).toEqual([
      ['clicked', { role: 'button', selector: '[id="host"]>button.buy.now' }],
      ['copied', { kind: 'email', selector: '[id="mail"]' }],
    ])
    expect(JSON.stringify(await told(page))).not.toMatch(/bird|49171/)
  })

  it('tells of errors and of pages that are none', async () => {
    await visit('broken')
    await page.waitFor(() => /RangeError|too far/.test(sessionStorage.told))
    const events = (await family('error')).map(([, { fingerprint: _, ...data }]) => data)
    const source = new URL(site.url).host
    expect(events).toContainEqual({ kind: 'script', message: expect.stringMatching(/cannot read … of 0$/), source })
    expect(events).toContainEqual({ kind: 'promise', message: 'too far', source })
    await visit('missing')
    const status = await page.evaluate(
      () => (performance.getEntriesByType('navigation')[0] as { responseStatus?: number }).responseStatus,
    )
    if (status) expect(await last('page.not_found')).toEqual({ url: `${site.url}/missing` })
    else expect(engine).toBe('webkit')
  })

  it('is silent once it is stopped', async () => {
    await visit('order')
    await page.evaluate(() => {
      window.stop()
      sessionStorage.clear()
    })
    await page.type('[name=first]', 'x')
    await page.goto(`${site.url}/thanks`)
    expect((await told(page)).filter(({ type }) => /^form|left$/.test(type))).toEqual([])
  })
})
