import { z } from 'zod'
import { family } from '../family.ts'
import { amount, code, count, currency, product as item, key, text } from '../fields.ts'

const shop = { purpose: 'analytics', channel: 'web', sensitivity: 'low' } as const
const line = z.object({ product: item(), quantity: count().optional() })
const basket = { items: count().optional(), value: amount().optional(), currency: currency().optional() }
/** What a browser says of an order is a claim, and the collector marks it: anybody can say it. The shop's own system knows. */
const claim = { order: key(), claimed: z.boolean().optional() }
const purchase = { ...claim, ...basket, products: z.array(line).max(200).optional() }

export const product = family({
  ...shop,
  name: 'product',
  comes: 'Look at a product, or put it into the cart, with `capture.commerce`.',
  label: 'Products',
  stage: 'consideration',
  events: {
    listed: {
      label: 'Product list viewed',
      display: 'Browsed {list}',
      data: z.object({ list: text(), products: count().optional() }),
    },
    viewed: {
      label: 'Product viewed',
      display: 'Looked at {product.name|product.id}',
      data: z.object({ product: item() }),
    },
    compared: {
      label: 'Products compared',
      display: 'Compared products',
      data: z.object({ products: z.array(item()).max(20) }),
    },
    added: { label: 'Product added to cart', display: 'Put {product.name|product.id} in the cart', data: line },
    removed: {
      label: 'Product removed from cart',
      display: 'Took {product.name|product.id} out of the cart',
      data: line,
    },
  },
})

export const cart = family({
  ...shop,
  name: 'cart',
  comes: 'Look into the cart, with `capture.commerce`.',
  label: 'Cart',
  stage: 'conversion',
  events: {
    viewed: { label: 'Cart viewed', display: 'Looked into the cart', data: z.object(basket) },
    emptied: { label: 'Cart emptied', display: 'Emptied the cart', data: z.object({}) },
  },
})

export const checkout = family({
  ...shop,
  name: 'checkout',
  comes: 'Begin the checkout, with `capture.commerce`.',
  label: 'Checkout',
  stage: 'conversion',
  events: {
    started: { label: 'Checkout started', display: 'Began the checkout', data: z.object(basket) },
    step_completed: {
      label: 'Checkout step completed',
      display: 'Finished checkout step {step}',
      data: z.object({ step: code(), ...basket }),
    },
  },
})

export const order = family({
  ...shop,
  name: 'order',
  comes: 'Place an order, with `capture.commerce`. What becomes of it your backend says.',
  label: 'Orders',
  stage: 'conversion',
  events: {
    placed: { label: 'Order placed', display: 'Ordered for {value} {currency}', data: z.object(purchase) },
    paid: { label: 'Order paid', display: 'Paid {value} {currency}', data: z.object(purchase) },
    cancelled: {
      label: 'Order cancelled',
      display: 'Cancelled order {order}',
      data: z.object({ ...claim, reason: code().optional() }),
    },
    shipped: { label: 'Order shipped', display: 'Order {order} left the house', data: z.object(claim) },
    delivered: { label: 'Order delivered', display: 'Order {order} arrived', data: z.object(claim) },
    refunded: { label: 'Order refunded', display: 'Got {value} {currency} back', data: z.object(purchase) },
  },
})
