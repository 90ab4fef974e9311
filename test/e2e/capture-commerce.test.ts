import { join } from 'node:path'
import { Hono } from 'hono'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Browser } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { page } from '../fixtures/page.ts'
import { withSnippet } from '../fixtures/snippet.ts'
import { type Stack, startStack } from './stack.ts'

/** A shop with Google's snippet, which has pushed before anything of ours came, and with a marked product. */
const shop = page(
  'Shop',
  `<main data-wend-shop="view_item" data-wend-product="mug-1" data-wend-name="Mug" data-wend-price="12.50" data-wend-currency="EUR">
    <button id="add" type="button" data-wend-cart="add_to_cart" data-wend-quantity="2"><b>Add</b></button></main>
  <script type="module">
    import { commerce } from '/commerce.js'
    const over = new AbortController()
    window.stopCommerce = () => over.abort()
    commerce({ track: (...event) => wend.track(...event), view: '', leaving: new Set(), signal: over.signal, settings: {} })
  </script>`,
  `<script>
    window.dataLayer = []
    window.gtag = function () { dataLayer.push(arguments) }
    gtag('js', new Date())
    gtag('event', 'view_item_list', { item_list_name: 'Cups', items: [{ item_id: 'mug-1' }, { item_id: 'bowl' }] })
    dataLayer.push({ user_id: 'canary', user_data: { email: 'jo.canary@example.com' } })
  </script>`,
)

let code = ''
beforeAll(async () => {
  const entry = join(import.meta.dirname, '../../packages/tracker/src/capture/commerce.ts')
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry, formats: ['es'], fileName: 'commerce' } },
  })
  code = (built as Rolldown.RolldownOutput[])[0]?.output[0].code ?? ''
})

describe.each(browsers)('in $name', ({ launch }) => {
  let stack: Stack
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    stack = await startStack({
      site: (snippet) =>
        new Hono()
          .get('/', (c) => c.html(withSnippet(shop, snippet)))
          .get('/commerce.js', (c) => c.body(code, 200, { 'content-type': 'text/javascript' })),
    })
    return () => stack.stop()
  })

  it('hears a shop through what it has for Google and what it marks', async () => {
    const tab = await browser.open(`${stack.site}/`)
    await tab.waitFor(() => Object.isFrozen(window.wend) && 'stopCommerce' in window)
    await tab.evaluate(() => window.wend.consent({ analytics: true }))
    await tab.click('#add')
    await tab.evaluate(() => {
      const { dataLayer, gtag } = window as unknown as { dataLayer: unknown[]; gtag(...call: unknown[]): void }
      const items = [{ item_id: 'mug-1', item_name: 'Mug', price: 12.5, quantity: 2 }]
      const order = {
        transaction_id: 'A-7',
        value: 25,
        currency: 'EUR',
        items,
        user_data: { email: 'jo.canary@example.com' },
      }
      gtag('event', 'begin_checkout', { currency: 'EUR', value: 25, items })
      dataLayer.push({ event: 'purchase', ecommerce: order })
      gtag('event', 'purchase', order)
      const { stopCommerce } = window as unknown as { stopCommerce(): void }
      stopCommerce()
      if (Object.hasOwn(dataLayer, 'push')) throw new Error('The dataLayer is not as it was.')
      gtag('event', 'view_cart', { items })
      return window.wend.flush()
    })
    const product = { id: 'mug-1', name: 'Mug', price: 12.5, currency: 'EUR' }
    const basket = { items: 2, value: 25, currency: 'EUR' }
    const events = await stack.until((found) => found.length >= 6)
    expect(events.map(({ type, data }) => [type, data]).slice(1)).toEqual([
      ['product.listed', { list: 'Cups', products: 2 }],
      ['product.viewed', { product }],
      ['product.added', { product, quantity: 2 }],
      ['checkout.started', basket],
      ['order.placed', { order: 'A-7', ...basket, products: [{ product, quantity: 2 }], claimed: true }],
    ])
    expect([...stack.files().values()].join().toLowerCase()).not.toContain('canary')
    expect(tab.errors()).toEqual([])
    await tab.close()
  })
})
