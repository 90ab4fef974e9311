import { type Cart, cartValue, countItems } from './cart.ts'
import { currency, type Product } from './catalogue.ts'

/** One thing worth telling the tracker: the arguments of `wend.track`. */
export interface Moment {
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

const described = ({ id, name, category, price }: Product) => ({ id, name, category, price, currency })

const summed = (cart: Cart) => ({ items: countItems(cart), value: cartValue(cart), currency })

/** Everything the shop reports beside what the tracker sees by itself. Both versions of the shop build events here. */
export const moments = {
  productViewed: (product: Product): Moment => ({ type: 'product.viewed', data: { product: described(product) } }),
  productAdded: (product: Product, quantity: number): Moment => ({
    type: 'product.added',
    data: { product: described(product), quantity },
  }),
  productRemoved: (product: Product, quantity: number): Moment => ({
    type: 'product.removed',
    data: { product: described(product), quantity },
  }),
  cartViewed: (cart: Cart): Moment => ({ type: 'cart.viewed', data: summed(cart) }),
  checkoutStarted: (cart: Cart): Moment => ({ type: 'checkout.started', data: summed(cart) }),
  orderPlaced: (order: string, cart: Cart): Moment => ({ type: 'order.placed', data: { order, ...summed(cart) } }),
  searchPerformed: (term: string, results: number): Moment => ({ type: 'search.performed', data: { term, results } }),
  formSubmitted: (form: string): Moment => ({ type: 'form.submitted', data: { form } }),
  giftWrapChosen: (colour: string): Moment => ({ type: 'custom.gift_wrap_chosen', data: { colour } }),
} as const
