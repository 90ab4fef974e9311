import { type Cart, cartValue } from './cart.ts'
import { currency, type Product } from './catalogue.ts'

/** What a shop pushes into `dataLayer` for Google: GA4's e-commerce events. The tracker reads them there too. */
export interface Pushed {
  readonly event: string
  readonly ecommerce: Readonly<Record<string, unknown>>
}

const item = ({ id, name, category, price }: Product, quantity: number) => ({
  item_id: id,
  item_name: name,
  item_category: category,
  price,
  quantity,
})
const items = (cart: Cart) => cart.map(({ product, quantity }) => item(product, quantity))
const basket = (cart: Cart) => ({ currency, value: cartValue(cart), items: items(cart) })

const one =
  (event: string) =>
  (product: Product, quantity = 1): Pushed => ({
    event,
    ecommerce: { currency, value: product.price * quantity, items: [item(product, quantity)] },
  })
const whole =
  (event: string) =>
  (cart: Cart): Pushed => ({ event, ecommerce: basket(cart) })

export const layer = {
  productViewed: one('view_item'),
  productAdded: one('add_to_cart'),
  productRemoved: one('remove_from_cart'),
  cartViewed: whole('view_cart'),
  checkoutStarted: whole('begin_checkout'),
  addressGiven: whole('add_shipping_info'),
  listed: (list: string, products: readonly Product[]): Pushed => ({
    event: 'view_item_list',
    ecommerce: { item_list_name: list, currency, items: products.map((product) => item(product, 1)) },
  }),
  ordered: (order: string, cart: Cart): Pushed => ({
    event: 'purchase',
    ecommerce: { transaction_id: order, ...basket(cart) },
  }),
} as const
