import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { address, code, key, number, sku, text } from './fields.ts'
import { builtIn, mapStrings, undeclared } from './index.ts'
import type { Clean, CleanNumber } from './strings.ts'

/** Leaves codes alone, so that names of fields stay; what becomes of a `code` is shown with its kinds `key` and `sku`. */
const mark: Clean = (value, kind) => (kind === 'code' ? value : `${kind}(${value})`)

describe('mapStrings', () => {
  test.each<[string, z.ZodType, unknown, unknown]>([
    ['a text', text(), 'a', 'text(a)'],
    ['an address', address(), 'a', 'address(a)'],
    ['a text that got more rules', text().max(10).min(1), 'a', 'text(a)'],
    ['a text that got a description', text().meta({ description: 'x' }), 'a', 'text(a)'],
    ['an optional text', text().optional(), 'a', 'text(a)'],
    ['an optional text that is missing', text().optional(), undefined, undefined],
    ['a nullable text', text().nullable(), null, null],
    ['a text with a default', text().default('x'), 'a', 'text(a)'],
    ['a list', z.array(text()), ['a', 'b'], ['text(a)', 'text(b)']],
    ['a list with rules', z.array(address()).max(3).optional(), ['a'], ['address(a)']],
    ['an object', z.object({ a: text(), b: address() }), { a: 'a', b: 'b' }, { a: 'text(a)', b: 'address(b)' }],
    [
      'objects in lists in objects',
      z.object({ list: z.array(z.object({ in: z.object({ a: text().optional() }), n: z.number() })) }),
      {
        list: [
          { in: { a: 'a' }, n: 1 },
          { in: {}, n: 2 },
        ],
      },
      {
        list: [
          { in: { a: 'text(a)' }, n: 1 },
          { in: {}, n: 2 },
        ],
      },
    ],
    ['a union, as text', z.union([z.number(), text()]), 'a', 'text(a)'],
    ['a union, as number', z.union([z.number(), text()]), 1, 1],
    ['a union of objects', z.union([z.object({ a: text() }), z.object({ b: text() })]), { b: 'b' }, { b: 'text(b)' }],
    ['fields without a name', z.object({ a: code() }).catchall(text()), { a: 'a', z: 'z' }, { a: 'a', z: 'text(z)' }],
    [
      'fields with the name of what objects have',
      z.object({}).catchall(text()),
      JSON.parse('{"constructor":"c","toString":"t"}'),
      { constructor: 'text(c)', toString: 'text(t)' },
    ],
    ['a key and a product id', z.object({ a: key(), b: sku() }), { a: 'a', b: 'b' }, { a: 'key(a)', b: 'sku(b)' }],
    ['nothing of a choice', z.object({ a: z.enum(['x']) }), { a: 'x' }, { a: 'x' }],
    [
      'nothing of another shape than it knows',
      z.object({ a: text(), b: z.array(text()) }),
      { a: 1, b: 'b' },
      { a: 1, b: 'b' },
    ],
  ])('cleans %s', (_, schema, value, cleaned) => {
    expect(mapStrings(schema)(value, mark)).toEqual(cleaned)
  })

  test('adds no field that was not there', () => {
    expect(Object.keys(mapStrings(z.object({ a: text().optional() }))({}, mark) as object)).toEqual([])
  })

  test('costs nothing where nothing is to clean', () => {
    const data = { points: 4 }
    const map = mapStrings(z.object({ points: z.int() }))
    expect(map(data, () => expect.fail('nothing to clean here'))).toBe(data)
  })

  const below10: CleanNumber = (value) => (value < 10 ? value : undefined)
  test.each<[string, z.ZodType, unknown, unknown]>([
    ['in a field', z.object({ a: number(), b: number() }), { a: 1, b: 10 }, { a: 1 }],
    ['in an optional field', z.object({ a: number().optional(), b: number().optional() }), { a: 10 }, {}],
    ['in a list', z.array(number()), [1, 10, 2], [1, null, 2]],
    ['in a union', z.object({ a: z.union([text(), number()]) }), { a: 10 }, {}],
    ['that is only counted', z.object({ a: z.int() }), { a: 10 }, { a: 10 }],
    [
      'that nobody declared',
      undeclared('custom.x')?.data ?? expect.fail(),
      { a: 10, b: 9, c: 'c' },
      { b: 9, c: 'text(c)' },
    ],
  ])('leaves out a number that must not stay, %s', (_, schema, value, cleaned) => {
    expect(mapStrings(schema)(value, mark, below10)).toEqual(cleaned)
  })

  test('leaves out a field that nobody declared where its name would be cleaned', () => {
    const map = mapStrings(undeclared('custom.x')?.data ?? expect.fail())
    const clean: Clean = (value, kind) => (kind === 'code' && value === 'tel491701234567' ? ':phone' : value)
    expect(map({ tel491701234567: 1, colour: 'red' }, clean)).toEqual({ colour: 'red' })
  })

  test('reaches every string of a built-in event', () => {
    const data = {
      order: 'A-1',
      products: [{ product: { id: 'p', name: 'n', category: 'c' }, quantity: 2 }, { product: { id: 'q', name: 'm' } }],
    }
    expect(mapStrings(builtIn.get('order.placed')?.data as z.ZodType)(data, mark)).toEqual({
      order: 'key(A-1)',
      products: [
        { product: { id: 'sku(p)', name: 'text(n)', category: 'text(c)' }, quantity: 2 },
        { product: { id: 'sku(q)', name: 'text(m)' } },
      ],
    })
  })

  test('reaches every string of an event that nobody declared', () => {
    const data = { a: 'a', b: 1, c: null, d: true }
    expect(mapStrings(undeclared('custom.x')?.data as z.ZodType)(data, mark)).toEqual({ ...data, a: 'text(a)' })
  })
})
