import { wrapPush } from '../consent/push.ts'
import type { Part } from './host.ts'

/** Ours for each e-commerce event of GA4, and for comparing, which it has not. Refunds are for the shop's own system to tell. */
const types: { readonly [name: string]: string } = {
  view_item: 'product.viewed',
  add_to_cart: 'product.added',
  remove_from_cart: 'product.removed',
  compare: 'product.compared',
  view_item_list: 'product.listed',
  view_cart: 'cart.viewed',
  begin_checkout: 'checkout.started',
  add_shipping_info: 'checkout.step_completed',
  add_payment_info: 'checkout.step_completed',
  purchase: 'order.placed',
}
/** How long the page may go on changing before its markup is read, in milliseconds. */
const pause = 250
/** With how many products an order, and how many products of a list, are told. */
const most = 80

interface Given {
  readonly [key: string]: unknown
}

const find = (pattern: RegExp, value: unknown) => pattern.exec(`${value ?? ''}`)?.[0]
const text = (value: unknown) => find(/^.{1,128}/, value)
const currency = (value: unknown) => find(/^[A-Z]{3}$/, value)
const number = (value: unknown, pattern = /^-?\d+(\.\d+)?$/) => {
  const digits = find(pattern, value)
  return digits && +digits
}
/** A number or name as the protocol takes it, of an order called “#1001” too. One with other signs may be an e-mail address. */
const code = (value: unknown) => find(/^[\w.:/-]{1,64}$/, value && `${value}`.replace(/[\s#]/g, ''))

/** `data-wend-name` and its like as `name`. */
const marks = ({ dataset }: HTMLElement): Given =>
  Object.fromEntries(Object.entries(dataset).map(([key, value]) => [key.slice(4).toLowerCase(), value]))

/**
 * Tells of products, cart, checkout and orders: from what the page pushes for Google (`dataLayer`, `gtag`), before us as well
 * as later, and from what it marks: `data-wend-shop` has the name of what is told when it is there, `data-wend-cart` of what
 * is told when it is clicked, `data-wend-product` marks a product. Takes what is named here and nothing else.
 */
export const commerce: Part = (host) => {
  const { signal } = host
  const orders = new Set<unknown>()
  const seen = new WeakMap<Element, string>()
  let layer: unknown
  let timer: ReturnType<typeof setTimeout> | undefined

  const tell = (name: string, given: Given, items: readonly Given[] = []) => {
    if (!Object.hasOwn(types, name)) return
    const report = (data: object) => host.track(types[name] as string, data as never)
    const lines = items.slice(0, most).flatMap((item) => {
      const product = {
        id: code(item.item_id ?? item.id ?? item.product),
        name: text(item.item_name ?? item.name),
        category: text(item.item_category ?? item.category),
        price: number(item.price),
        currency: currency(item.currency ?? given.currency),
      }
      return product.id ? [{ product, quantity: number(given.quantity ?? item.quantity, /^\d+$/) }] : []
    })
    const order = code(given.transaction_id ?? given.order)
    const basket = {
      items: lines.reduce((sum, { quantity }) => sum + (quantity || 1), 0),
      value: number(given.value),
      currency: currency(given.currency),
    }
    if (name === 'view_item') lines.map(({ product }) => report({ product }))
    else if (/^add_to|^rem/.test(name)) lines.map(report)
    else if (name === 'compare') report({ products: lines.map(({ product }) => product) })
    else if (name === 'view_item_list')
      report({ list: text(given.item_list_name ?? given.list) ?? 'products', products: lines.length })
    else if (name !== 'purchase') report({ step: find(/shipping|payment/, name), ...basket })
    else if (order && !orders.has(order)) {
      orders.add(order)
      report({ order, ...basket, products: lines })
    }
  }
  /** What stands in the layer: an object for a tag manager, or what `gtag` was called with. */
  const read = (entry: Given) =>
    quietly(() => {
      const gtag = entry[0] === 'event'
      const name = (gtag ? entry[1] : entry.event) as string
      const given = (gtag ? entry[2] : (entry.ecommerce ?? entry)) as Given
      tell(name, given, given.items as Given[])
    })
  /** What an element marks: of the product that it is in, or of those that are in it. */
  const mark = (element: HTMLElement, attribute: string) => {
    const given = marks(element)
    const around = element.closest<HTMLElement>('[data-wend-product]')
    const products = around ? [around] : [...element.querySelectorAll<HTMLElement>('[data-wend-product]')]
    tell(`${given[attribute]}`, given, products.map(marks))
  }
  const look = () =>
    quietly(() => {
      timer = undefined
      const { dataLayer } = window as { dataLayer?: unknown }
      if (dataLayer !== layer && Array.isArray(dataLayer)) {
        layer = dataLayer
        dataLayer.forEach(read)
        signal.addEventListener(
          'abort',
          wrapPush(dataLayer, (entries) => (entries as Given[]).forEach(read)),
        )
      }
      for (const element of document.querySelectorAll<HTMLElement>('[data-wend-shop]')) {
        const { wendShop, wendProduct, wendOrder } = element.dataset
        const key = `${[wendShop, wendProduct, wendOrder]}`
        if (seen.get(element) !== key) mark(element, 'shop')
        seen.set(element, key)
      }
    })
  look()
  const observer = new MutationObserver(() => {
    timer ??= setTimeout(look, pause)
  })
  observer.observe(document, { subtree: true, childList: true, attributeFilter: ['data-wend-product'] })
  const click = ({ target }: Event) => {
    const element = (target as Element).closest<HTMLElement>('[data-wend-cart]')
    if (element) mark(element, 'cart')
  }
  addEventListener('click', (event) => quietly(() => click(event)), { capture: true, signal })
  host.leaving.add(look)
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    observer.disconnect()
    host.leaving.delete(look)
  })
}

function quietly(act: () => unknown): void {
  try {
    act()
  } catch {
    // What the page has for others may be anything.
  }
}
export default commerce
