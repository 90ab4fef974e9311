import { builtIn, customEvents, envelope, event, withCustom } from '@wend/protocol'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Checked, quick } from './quick.ts'

const taxonomy = withCustom(
  builtIn,
  customEvents.parse({
    events: {
      every_kind: {
        label: 'Every kind',
        display: 'Every kind',
        data: {
          text: { type: 'text', required: true },
          code: { type: 'code' },
          number: { type: 'number', required: true },
          yes: { type: 'boolean' },
          choice: { type: 'choice', options: ['a', 'b'] },
        },
      },
    },
  }),
)

const schemas = [
  ['the envelope', envelope as z.ZodType],
  ...[...taxonomy.values()].map(({ type, data }) => [type, event.extend({ data: data.prefault({}) })] as const),
] as const

let state = 4
const random = (below: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((state / 2 ** 32) * below)
}
const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T
const things = ['', 'a@b.example', 'x'.repeat(5000), -1, 1.5, 2 ** 53, 1e11, true, null, [], {}, [[1]], { a: 1 }]
const texts = ['code-7', 'EUR', 'de-CH', 'f'.repeat(64), 'x'.repeat(65), '01890a5d-ac96-774b-bcce-b302099a8057']

/** What could stand at a place of a schema: nearly always something of the right kind, else anything. */
function valueFor(schema: z.core.$ZodType): unknown {
  const { def } = schema._zod as z.core.$ZodTypes['_zod']
  if (random(100) === 0) return pick(things)
  switch (def.type) {
    case 'object': {
      const entries = Object.entries(def.shape).filter(([, field]) => !field._zod.optin || random(2))
      const known = entries.map(([key, field]) => [key, valueFor(field)] as const)
      return Object.fromEntries(random(3) ? known : random(2) ? known.reverse() : [['unknown', 1], ...known.reverse()])
    }
    case 'array':
      return Array.from({ length: 1 + random(3) }, () => valueFor(def.element))
    case 'optional':
    case 'prefault':
      return valueFor(def.innerType)
    case 'enum':
      return pick(Object.values(def.entries))
    case 'literal':
      return pick(def.values)
    case 'boolean':
      return random(2) === 0
    case 'number':
      return random(100)
    case 'string':
      return pick(random(20) ? texts.filter((text) => (schema as z.ZodType).safeParse(text).success) : texts)
    default:
      return pick(things)
  }
}

/** As JSON. The keys of an object may come in the sender's order. */
const told = (schema: Checked<unknown>, value: unknown): string => {
  const { success, data, error } = schema.safeParse(value)
  return JSON.stringify(success ? { success, data } : { success, issues: error.issues }, sorted)
}
const sorted = (_: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value

describe('quick', () => {
  let fit = 0
  test.each(schemas)('says of %s what zod says, and gives what zod gives', (_, schema) => {
    const quickly = quick(schema)
    for (let round = 0; round < 40; round++) {
      const value = valueFor(schema)
      const expected = told(schema, value)
      expect(told(quickly, value)).toBe(expected)
      if (expected.includes('"success":true')) fit++
    }
  })

  test('was asked about enough that fits', () => {
    expect(fit).toBeGreaterThan(1000)
  })

  test('does not ask zod about a value that fits', () => {
    const asked = z.object({ a: z.string().max(3) })
    const quickly = quick(asked)
    asked.safeParse = () => expect.fail('zod was asked')
    expect(quickly.safeParse({ a: 'abc', b: 1 })).toEqual({ success: true, data: { a: 'abc' } })
  })

  test('makes no new object of one that has no other fields, and lets none in whose name has a meaning', () => {
    const quickly = quick(z.object({ a: z.string(), b: z.object({ c: z.number() }).prefault({ c: 1 }) }))
    const whole = { a: 'abc', b: { c: 2 } }
    expect(quickly.safeParse(whole).data).toBe(whole)
    expect(quickly.safeParse({ a: 'abc' }).data).toEqual({ a: 'abc', b: { c: 1 } })
    const { data } = quickly.safeParse(JSON.parse('{"a":"abc","__proto__":{"x":1},"b":{"c":2,"constructor":{}}}'))
    expect(JSON.stringify(data)).toBe('{"a":"abc","b":{"c":2}}')
  })

  test.each<[string, z.ZodType, unknown]>([
    ['a trimmed string', z.string().trim(), ' a '],
    ['a coerced number', z.coerce.number(), '7'],
    ['a format of its own', z.email(), 'a@b.example'],
    ['a transformed value', z.string().transform((text) => text.length), 'abc'],
    ['a rule across fields', z.object({ a: z.number() }).refine(({ a }) => a > 1), { a: 1 }],
    ['fields without a name', z.object({}).catchall(z.number()), { a: 1 }],
    ['a default', z.object({ a: z.string().default('b') }), {}],
    ['a union', z.union([z.string(), z.number()]), 7],
    ['a strict object', z.strictObject({ a: z.string() }), { a: 'b', c: 1 }],
  ])('leaves %s to zod', (_, schema, value) => {
    expect(told(quick(schema), value)).toBe(told(schema, value))
  })
})
