import { expect, test } from 'vitest'
import { publicFolder, readAsset } from './assets.ts'
import { categories, goesWith, products, productsIn, searchProducts } from './catalogue.ts'

test.each(products)('$id has a drawing and a category', async ({ id, category }) => {
  expect(await readAsset(publicFolder, `art/${id}.svg`)).toBeDefined()
  expect(categories.map((one) => one.id)).toContain(category)
})

test.each(categories)('$name holds something', ({ id }) => {
  expect(productsIn(id).length).toBeGreaterThan(0)
})

test.each(products)('four others go with $id, its neighbours first', (product) => {
  const others = goesWith(product)
  expect(new Set(others).size).toBe(4)
  expect(others).not.toContain(product)
  expect(others[0]?.category).toBe(product.category)
})

test('no two products share an id', () => {
  expect(new Set(products.map((one) => one.id)).size).toBe(products.length)
})

test.each([
  ['mug', ['mug']],
  ['MUG', ['mug']],
  ['kitchen', ['jug', 'jar', 'butter-dish']],
  ['kitchen cork', ['jar']],
  ['bicycle', []],
  ['   ', []],
  ['.*', []],
])('a search for %j finds %j', (term, ids) => {
  expect(searchProducts(term).map((one) => one.id)).toEqual(ids)
})
