// @vitest-environment happy-dom
import { builtIn } from '@wend/protocol'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Data } from '../api.ts'
import { commerce } from './commerce.ts'
import type { Host } from './host.ts'

const page = window as unknown as { dataLayer?: unknown[] }
/** As Google's snippet has it: what is pushed are the arguments themselves. */
const gtag: (...args: unknown[]) => void = function () {
  page.dataLayer ??= []
  // biome-ignore lint/complexity/noArguments: that is what Google reads
  page.dataLayer.push(arguments)
}
const push = (event: string, ecommerce?: object, more?: object) => {
  page.dataLayer ??= []
  page.dataLayer.push({ event, ecommerce, ...more })
}

const mug = {
  item_id: 'mug-1',
  item_name: 'Mug',
  item_category: 'Cups',
  price: 12.5,
  quantity: 2,
  // What a shop has besides, and nobody else needs.
  item_brand: 'Canary',
  affiliation: 'Jo Canary',
}
const bowl = { item_id: 'bowl', price: '8', quantity: 1 }
const given = { currency: 'EUR', value: 33, items: [mug, bowl] }
const aMug = { id: 'mug-1', name: 'Mug', category: 'Cups', price: 12.5, currency: 'EUR' }
const aBowl = { id: 'bowl', price: 8, currency: 'EUR' }
const basket = { items: 3, value: 33, currency: 'EUR' }
const lines = [
  { product: aMug, quantity: 2 },
  { product: aBowl, quantity: 1 },
]

let events: [type: string, data: unknown][]
let over: AbortController
let host: Host
const start = () => commerce(host)
/** Events as they would travel. Each has nothing but what its type declares. */
const told = () => {
  for (const [type, data] of events)
    expect(builtIn.get(type)?.data.strict().safeParse(data).error?.message, type).toBeUndefined()
  return events
}
const settle = () => vi.advanceTimersByTimeAsync(1000)

beforeEach(() => {
  vi.useFakeTimers()
  events = []
  over = new AbortController()
  host = {
    track: (type: string, data?: Data) => void events.push([type, JSON.parse(JSON.stringify(data))]),
    view: 'a',
    leaving: new Set(),
    hearing: new Set(),
    listeners: new Set(),
    load: () => Promise.reject(new Error('nothing to load')),
    allowed: () => false,
    signal: over.signal,
    settings: {},
  }
})
afterEach(() => {
  over.abort()
  delete page.dataLayer
  document.body.innerHTML = ''
  vi.useRealTimers()
})

const rows: readonly (readonly [name: string, given: object, told: readonly (readonly [string, object])[]])[] = [
  ['view_item', { ...given, items: [mug] }, [['product.viewed', { product: aMug }]]],
  ['add_to_cart', given, lines.map((line) => ['product.added', line] as const)],
  ['remove_from_cart', { ...given, items: [bowl] }, [['product.removed', { product: aBowl, quantity: 1 }]]],
  ['view_item_list', { ...given, item_list_name: 'Cups' }, [['product.listed', { list: 'Cups', products: 2 }]]],
  ['view_item_list', { items: [mug] }, [['product.listed', { list: 'products', products: 1 }]]],
  ['view_cart', given, [['cart.viewed', basket]]],
  ['begin_checkout', given, [['checkout.started', basket]]],
  ['add_shipping_info', given, [['checkout.step_completed', { step: 'shipping', ...basket }]]],
  ['add_payment_info', given, [['checkout.step_completed', { step: 'payment', ...basket }]]],
  [
    'purchase',
    { ...given, transaction_id: '#1001', tax: 3, coupon: 'CANARY' },
    [['order.placed', { order: '1001', ...basket, products: lines }]],
  ],
  ['purchase', { ...given, transaction_id: 'jo.canary@example.com' }, []],
  ['refund', { ...given, transaction_id: '#1001' }, []],
  ['select_item', given, []],
  ['constructor', given, []],
]

describe.each([
  ['gtag', (name: string, what: object) => gtag('event', name, { ...what, send_to: 'G-1' })],
  ['a dataLayer', push],
  ['a dataLayer without a wrapper', (event: string, what: object) => push(event, undefined, what)],
] as const)('from %s', (_, say) => {
  it.each(rows)('takes %s', (name, what, expected) => {
    say(name, what)
    start()
    expect(told()).toEqual(expected)
  })

  it.each(rows)('takes %s when it comes later', async (name, what, expected) => {
    start()
    await settle()
    expect(events).toEqual([])
    say(name, what)
    document.body.append('The page goes on.')
    await settle()
    expect(told()).toEqual(expected)
  })
})

describe('a dataLayer', () => {
  it('that is there is heard at once', () => {
    page.dataLayer = []
    start()
    push('view_item', given)
    expect(events).toHaveLength(2)
  })

  it('is read once, whatever was in it, and an order is told once', async () => {
    push('purchase', { ...given, transaction_id: 'a' })
    start()
    push('purchase', { ...given, transaction_id: 'a' })
    gtag('event', 'purchase', { ...given, transaction_id: 'b' })
    document.body.append('The page goes on.')
    await settle()
    for (const leave of host.leaving) leave(false)
    expect(events.map(([, data]) => (data as { order: string }).order)).toEqual(['a', 'b'])
  })

  it('keeps what others have made of it, before us and after us', () => {
    const log: string[] = []
    const wrap = (name: string) => {
      const before = layer.push
      layer.push = function (...entries) {
        log.push(name)
        return before.apply(this, entries)
      }
      return layer.push
    }
    const layer: unknown[] = []
    page.dataLayer = layer
    const first = wrap('first')
    start()
    const ours = layer.push
    expect(ours).not.toBe(first)
    wrap('last')
    expect(layer.push({ event: 'view_cart', ecommerce: given })).toBe(1)
    expect(log).toEqual(['last', 'first'])
    expect(events).toHaveLength(1)
    over.abort()
    layer.push({ event: 'view_cart', ecommerce: given })
    expect(log).toEqual(['last', 'first', 'last', 'first'])
    expect(layer).toHaveLength(2)
    expect(events).toHaveLength(1)
  })

  it('is left as it was found', () => {
    const layer: unknown[] = []
    page.dataLayer = layer
    start()
    expect(Object.hasOwn(layer, 'push')).toBe(true)
    over.abort()
    expect(Object.hasOwn(layer, 'push')).toBe(false)
    expect(host.leaving.size).toBe(0)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that is put in the place of another is heard too', async () => {
    page.dataLayer = []
    start()
    page.dataLayer = []
    document.body.append('The page goes on.')
    await settle()
    push('view_cart', given)
    expect(events).toHaveLength(1)
  })

  it('is not made where there is none', async () => {
    start()
    await settle()
    expect('dataLayer' in page).toBe(false)
  })

  it('gives nothing of who buys', () => {
    const who = {
      user_id: 'canary',
      email: 'jo.canary@example.com',
      user_data: { email: 'jo.canary@example.com', address: { first_name: 'Canary' } },
      customer: { name: 'Jo Canary' },
    }
    page.dataLayer = []
    start()
    for (const [name, what] of rows) {
      gtag('event', name, { ...what, ...who })
      push(name, { ...what, ...who })
      page.dataLayer?.push({ event: name, ecommerce: what, ...who })
    }
    page.dataLayer?.push(who, { event: 'login', ...who })
    gtag('set', 'user_data', who.user_data)
    expect(told().length).toBeGreaterThan(10)
    expect(JSON.stringify(events).toLowerCase()).not.toMatch(/canary|example\.com/)
  })

  it.each<[what: string, entry: unknown]>([
    ['nothing', null],
    ['nothing at all', undefined],
    ['a text', 'purchase'],
    ['a function', () => {}],
    ['items that are none', { event: 'view_item', ecommerce: { items: 7 } }],
    ['an item that is none', { event: 'view_item', ecommerce: { items: [null] } }],
    ['an item without a number', { event: 'view_item', ecommerce: { items: [{ item_name: 'Mug' }] } }],
    ['no ecommerce', { event: 'view_item', ecommerce: null }],
    ['an event that is none', { event: { toString: null }, ecommerce: given }],
    [
      'what must not be read',
      new Proxy(
        {},
        {
          get() {
            throw new Error('Nobody reads this.')
          },
        },
      ),
    ],
  ])('may hold %s', (_, entry) => {
    page.dataLayer = [entry]
    start()
    expect(() => page.dataLayer?.push(entry)).not.toThrow()
    expect(told()).toEqual([])
    push('view_cart', given)
    expect(told()).toHaveLength(1)
  })

  it.each<[what: string, layer: unknown]>([
    ['frozen', Object.freeze([])],
    ['no list', { push: 7 }],
  ])('may be %s', (_, dataLayer) => {
    Object.assign(page, { dataLayer })
    expect(start).not.toThrow()
  })

  it.each([
    [undefined, undefined],
    ['', undefined],
    ['12,50', undefined],
    ['12.50', 12.5],
    [0, 0],
    [-3, -3],
    [Number.NaN, undefined],
    [{}, undefined],
  ])('may have %j for a price', (price, as) => {
    push('view_item', { items: [{ item_id: 'mug', price, quantity: 1.5, currency: 'euro' }] })
    start()
    expect(told()).toEqual([['product.viewed', { product: { id: 'mug', price: as } }]])
  })

  it('cannot make an order too large to be sent', () => {
    const items = Array.from({ length: 1000 }, (_, index) => ({
      ...mug,
      item_id: `mug-${index}`,
      item_name: 'M'.repeat(900),
    }))
    push('purchase', { ...given, items, transaction_id: 'a' })
    start()
    expect(told()[0]?.[1]).toMatchObject({ products: { length: 80 } })
    expect(JSON.stringify(events[0]).length).toBeLessThan(32 * 1024)
  })
})

describe('from its markup', () => {
  const product =
    'data-wend-product="mug-1" data-wend-name="Mug" data-wend-category="Cups" data-wend-price="12.5" data-wend-currency="EUR"'
  const two = `<li ${product} data-wend-quantity="2"></li><li data-wend-product="bowl" data-wend-price="8" data-wend-currency="EUR" data-wend-quantity="1"></li>`
  const cart = 'data-wend-value="33" data-wend-currency="EUR"'

  it.each<[html: string, ...told: [string, object]]>([
    [`<main data-wend-shop="view_item" ${product}></main>`, 'product.viewed', { product: aMug }],
    [`<main data-wend-shop="view_item"><h1 ${product}></h1></main>`, 'product.viewed', { product: aMug }],
    [
      `<ul data-wend-shop="view_item_list" data-wend-list="Cups">${two}</ul>`,
      'product.listed',
      { list: 'Cups', products: 2 },
    ],
    [`<ul data-wend-shop="compare">${two}</ul>`, 'product.compared', { products: [aMug, aBowl] }],
    [`<ul data-wend-shop="view_cart" ${cart}>${two}</ul>`, 'cart.viewed', basket],
    [`<ul data-wend-shop="begin_checkout" ${cart}>${two}</ul>`, 'checkout.started', basket],
    [
      `<ul data-wend-shop="add_payment_info" ${cart}>${two}</ul>`,
      'checkout.step_completed',
      { step: 'payment', ...basket },
    ],
    [
      `<ul data-wend-shop="purchase" data-wend-order="A-7" ${cart}>${two}</ul>`,
      'order.placed',
      { order: 'A-7', ...basket, products: lines },
    ],
  ])('takes %s', async (html, type, data) => {
    document.body.innerHTML = html
    start()
    expect(told()).toEqual([[type, data]])
    document.body.append('The page goes on.')
    await settle()
    expect(events).toHaveLength(1)
  })

  it('with a name that nobody knows is nothing', () => {
    document.body.innerHTML = `<main data-wend-shop="canary" ${product}><button data-wend-cart="constructor"></button></main>`
    start()
    document.querySelector('button')?.click()
    expect(events).toEqual([])
  })

  it('takes what a click does, wherever on the button it is', () => {
    document.body.innerHTML = `<div ${product}><button data-wend-cart="add_to_cart" data-wend-quantity="3"><b>Add</b></button>
      <button data-wend-cart="remove_from_cart">Remove</button><button>Other</button></div>`
    start()
    expect(events).toEqual([])
    for (const element of document.querySelectorAll<HTMLElement>('b, button')) element.click()
    expect(told()).toEqual([
      ['product.added', { product: aMug, quantity: 3 }],
      ['product.added', { product: aMug, quantity: 3 }],
      ['product.removed', { product: aMug }],
    ])
  })

  it('takes the next product that is put on the page, or into the same element', async () => {
    document.body.innerHTML = `<main data-wend-shop="view_item" ${product}></main>`
    start()
    const main = document.querySelector('main') as HTMLElement
    main.dataset.wendProduct = 'bowl'
    await settle()
    main.remove()
    await settle()
    document.body.innerHTML = `<main data-wend-shop="view_item" ${product}></main>`
    await settle()
    expect(events.map(([, data]) => (data as { product: { id: string } }).product.id)).toEqual([
      'mug-1',
      'bowl',
      'mug-1',
    ])
  })

  it('tells an order once, also where the page has it for Google as well', () => {
    document.body.innerHTML = `<ul data-wend-shop="purchase" data-wend-order="A-7" ${cart}>${two}</ul>`
    push('purchase', { ...given, transaction_id: 'A-7' })
    start()
    expect(events).toHaveLength(1)
  })

  it('is not read any more once it is over', async () => {
    start()
    over.abort()
    document.body.innerHTML = `<main data-wend-shop="view_item" ${product}><button data-wend-cart="add_to_cart"></button></main>`
    document.querySelector('button')?.click()
    await settle()
    expect(events).toEqual([])
  })
})
