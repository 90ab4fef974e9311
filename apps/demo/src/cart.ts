import { findProduct, type Product } from './catalogue.ts'

export interface Line {
  readonly product: Product
  readonly quantity: number
}

/** The lines in the order they were added. Never changed in place. */
export type Cart = readonly Line[]

/** What a button on a product or in the cart asks for. `less` takes one off, `remove` takes the line out. */
export interface Change {
  readonly product: string | undefined
  readonly change: 'add' | 'less' | 'remove'
  readonly quantity?: number
}

const most = 20

const whole = (value: number): number => (Number.isFinite(value) ? Math.min(Math.max(Math.trunc(value), 0), most) : 0)

/** Reads `mug:2,bowl:1`. What is not in the catalogue is left out, so that a made-up address cannot break a page. */
export function parseCart(text: string | undefined): Cart {
  const parts = (text ?? '').split(',').map((part) => part.split(':'))
  return parts.reduce<Cart>(
    (cart, [product, count]) => changeCart(cart, { product, change: 'add', quantity: Number(count) }),
    [],
  )
}

/** Writes `mug:2,bowl:1`, the form that travels in the `cart` parameter of the multi-page shop's links. */
export const formatCart = (cart: Cart): string => cart.map((line) => `${line.product.id}:${line.quantity}`).join(',')

/** The cart after a change; the same cart when the product is unknown or nothing changes. */
export function changeCart(cart: Cart, { product: id, change, quantity = 1 }: Change): Cart {
  const product = findProduct(id)
  if (!product) return cart
  const now = quantityOf(cart, product)
  const then = change === 'remove' ? 0 : change === 'less' ? now - 1 : now + whole(quantity)
  if (then === now) return cart
  if (now === 0) return then > 0 ? [...cart, { product, quantity: whole(then) }] : cart
  return cart
    .map((line) => (line.product === product ? { product, quantity: whole(then) } : line))
    .filter((line) => line.quantity > 0)
}

export const quantityOf = (cart: Cart, product: Product): number =>
  cart.find((line) => line.product === product)?.quantity ?? 0

/** How many things are in the cart. */
export const countItems = (cart: Cart): number => cart.reduce((sum, line) => sum + line.quantity, 0)

/** What the cart costs, in euros. */
export const cartValue = (cart: Cart): number => cart.reduce((sum, line) => sum + line.quantity * line.product.price, 0)
