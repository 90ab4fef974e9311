import { expect, test } from 'vitest'
import { parseCart } from './cart.ts'
import { findProduct, type Product } from './catalogue.ts'
import { layer } from './layer.ts'

const mug = findProduct('mug') as Product
const cart = parseCart('mug:2,bowl:1')

test('a product is told with what it costs', () => {
  expect(layer.productAdded(mug, 2)).toEqual({
    event: 'add_to_cart',
    ecommerce: {
      currency: 'EUR',
      value: 48,
      items: [{ item_id: 'mug', item_name: 'Tide mug', item_category: 'table', price: 24, quantity: 2 }],
    },
  })
})

test('an order is told with its number, its sum and what was bought', () => {
  const { event, ecommerce } = layer.ordered('SM-1', cart)
  expect(event).toBe('purchase')
  expect(ecommerce).toMatchObject({ transaction_id: 'SM-1', currency: 'EUR', value: 76 })
  expect(ecommerce.items).toMatchObject([
    { item_id: 'mug', quantity: 2 },
    { item_id: 'bowl', quantity: 1 },
  ])
})
