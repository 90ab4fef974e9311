import { expect, test } from 'vitest'
import { parseCart } from './cart.ts'
import { findProduct, type Product } from './catalogue.ts'
import { moments } from './moments.ts'

const mug = findProduct('mug') as Product
const product = { id: 'mug', name: 'Tide mug', category: 'table', price: 24, currency: 'EUR' }
const cart = parseCart('mug:2,bowl:1')
const sum = { items: 3, value: 76, currency: 'EUR' }

test.each([
  [moments.productViewed(mug), 'product.viewed', { product }],
  [moments.productAdded(mug, 2), 'product.added', { product, quantity: 2 }],
  [moments.productRemoved(mug, 1), 'product.removed', { product, quantity: 1 }],
  [moments.cartViewed(cart), 'cart.viewed', sum],
  [moments.checkoutStarted(cart), 'checkout.started', sum],
  [moments.orderPlaced('SM-1', cart), 'order.placed', { order: 'SM-1', ...sum }],
  [moments.searchPerformed('mug', 1), 'search.performed', { term: 'mug', results: 1 }],
  [moments.formSubmitted('checkout'), 'form.submitted', { form: 'checkout' }],
  [moments.giftWrapChosen('red'), 'custom.gift_wrap_chosen', { colour: 'red' }],
])('%j', (moment, type, data) => {
  expect(moment).toEqual({ type, data })
})
