import { expect, test } from 'vitest'
import { cartValue, changeCart, countItems, formatCart, parseCart } from './cart.ts'

test.each([
  ['', ''],
  [undefined, ''],
  ['mug:2,bowl:1', 'mug:2,bowl:1'],
  ['mug:1,mug:2', 'mug:3'],
  ['mug:999', 'mug:20'],
  ['mug:2.9', 'mug:2'],
  ['mug:-3,bowl:0,plate:x,jug', ''],
  ['teapot:1,<script>:1,jug:1', 'jug:1'],
  [',,:,mug:1:9,', 'mug:1'],
])('reads %j as %j', (written, read) => {
  expect(formatCart(parseCart(written))).toBe(read)
})

test.each([
  ['mug:1', { product: 'mug', change: 'add' }, 'mug:2'],
  ['mug:1', { product: 'bowl', change: 'add', quantity: 3 }, 'mug:1,bowl:3'],
  ['mug:20', { product: 'mug', change: 'add' }, 'mug:20'],
  ['mug:2', { product: 'mug', change: 'less' }, 'mug:1'],
  ['mug:1,bowl:1', { product: 'mug', change: 'less' }, 'bowl:1'],
  ['mug:5', { product: 'mug', change: 'remove' }, ''],
  ['mug:5', { product: 'bowl', change: 'less' }, 'mug:5'],
  ['mug:5', { product: 'bowl', change: 'remove' }, 'mug:5'],
  ['mug:5', { product: 'teapot', change: 'add' }, 'mug:5'],
  ['mug:5', { product: undefined, change: 'add' }, 'mug:5'],
  ['mug:5', { product: 'mug', change: 'add', quantity: Number.NaN }, 'mug:5'],
] as const)('%s after %j is %s', (before, change, after) => {
  expect(formatCart(changeCart(parseCart(before), change))).toBe(after)
})

test('counts things and adds up prices', () => {
  const cart = parseCart('mug:2,bowl:1')
  expect(countItems(cart)).toBe(3)
  expect(cartValue(cart)).toBe(2 * 24 + 28)
})

test('leaves the old cart as it was', () => {
  const before = parseCart('mug:1')
  changeCart(before, { product: 'mug', change: 'add' })
  expect(formatCart(before)).toBe('mug:1')
})
