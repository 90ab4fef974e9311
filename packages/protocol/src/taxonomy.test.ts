import { describe, expect, expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { channels, type Family, family, sensitivities, stages } from './family.ts'
import { address, code, text } from './fields.ts'
import {
  builtIn,
  compileTaxonomy,
  type EventData,
  type EventDefinition,
  type EventType,
  families,
  limits,
  purposes,
} from './index.ts'

const definitions = [...builtIn.values()].map((definition) => [definition.type, definition] as const)

type Leaf = { path: string; problem: string }

/**
 * Every place in a schema where a string could be stored as it came: neither marked for scrubbing, nor held to an
 * alphabet without @ and space. What this walk does not know is a place, too.
 */
function openPlaces(schema: z.core.$ZodType, path = 'data'): Leaf[] {
  const { def } = (schema as z.ZodType)._zod as unknown as z.core.$ZodTypes['_zod']
  switch (def.type) {
    case 'optional':
    case 'nullable':
      return openPlaces(def.innerType, path)
    case 'array':
      return openPlaces(def.element, `${path}[]`)
    case 'union':
      return def.options.flatMap((option) => openPlaces(option, path))
    case 'object': {
      const fields = Object.entries(def.shape).flatMap(([key, field]) => openPlaces(field, `${path}.${key}`))
      return def.catchall ? [...fields, ...openPlaces(def.catchall, `${path}.*`)] : fields
    }
    case 'string':
      return isClosed(schema as z.ZodString) ? [] : [{ path, problem: 'a free string' }]
    case 'enum':
    case 'literal':
    case 'number':
    case 'int' as 'number':
    case 'boolean':
    case 'null':
      return []
    default:
      return [{ path, problem: `a schema of kind ${def.type}` }]
  }
}

const isClosed = (schema: z.ZodString): boolean =>
  schema.meta()?.scrub !== undefined ||
  ['person@example.com', 'Peter Meier', '@', ' ', 'https://x.example/?q=Peter', 'a'.repeat(300)].every(
    (open) => !schema.safeParse(open).success,
  )

describe('every family that the design names', () => {
  const named =
    'page link element search form chat vital error frustration product cart checkout order consent identity email ad social call ticket store survey loyalty crm task'
  test.each(named.split(' '))('%s is declared', (name) => {
    expect(families.map((one) => one.name)).toContain(name)
    expect(definitions.some(([, definition]) => definition.family === name)).toBe(true)
  })

  test('and no other', () => {
    expect(families.map((one) => one.name).toSorted()).toEqual(named.split(' ').toSorted())
  })
})

describe.each(definitions)('%s', (type, definition) => {
  test('is called object.verb', () => {
    expect(type).toMatch(/^[a-z]+\.[a-z]+(_[a-z]+)*$/)
    expect(type).toBe(definition.type)
    expect(type.startsWith(`${definition.family}.`)).toBe(true)
  })

  test('says everything about itself', () => {
    expect(purposes).toContain(definition.purpose)
    expect(channels).toContain(definition.channel)
    expect(stages).toContain(definition.stage)
    expect(sensitivities).toContain(definition.sensitivity)
    expect(definition.label).toMatch(/^[A-Z][A-Za-z -]{2,40}$/)
    expect(definition.display).toMatch(/\S{2}/)
    expect(definition.data).toBeInstanceOf(z.ZodObject)
  })

  test('has no place for a string that nobody cleans', () => {
    expect(openPlaces(definition.data)).toEqual([])
  })

  test('shows only fields that it has', () => {
    const paths = [...definition.display.matchAll(/\{([^}]*)\}/g)].flatMap(([, inner = '']) => inner.split('|'))
    for (const path of paths) {
      let schema: z.ZodType | undefined = definition.data
      for (const key of path.split('.')) {
        while (schema instanceof z.ZodOptional) schema = schema.unwrap() as z.ZodType
        expect(schema, `${path} in “${definition.display}”`).toBeInstanceOf(z.ZodObject)
        schema = (schema as z.ZodObject).shape[key] as z.ZodType | undefined
      }
      expect(schema, `${path} in “${definition.display}”`).toBeDefined()
    }
  })

  test('strips what it does not name', () => {
    const schema = definition.data
    expect(schema.def.catchall).toBeUndefined()
    const result = schema.partial().safeParse({ unknown_field: 'person@example.com' })
    // A schema with a rule of its own (identity) cannot be made partial-valid; it must not keep the field either.
    if (result.success) expect(result.data).toEqual({})
  })
})

describe('the walk that finds uncleaned strings', () => {
  test.each<[string, z.ZodObject, string]>([
    ['a bare string', z.object({ a: z.string() }), 'data.a'],
    ['a string with a length only', z.object({ a: z.string().max(10) }), 'data.a'],
    ['an optional one', z.object({ a: z.string().optional() }), 'data.a'],
    ['one in a list', z.object({ a: z.array(z.string()) }), 'data.a[]'],
    ['one in an object', z.object({ a: z.object({ b: code(), c: z.string() }) }), 'data.a.c'],
    ['one in a union', z.object({ a: z.union([z.number(), z.string()]) }), 'data.a'],
    ['one for fields without a name', z.object({}).catchall(z.string()), 'data.*'],
    ['an e-mail address', z.object({ a: z.email() }), 'data.a'],
    ['a URL that is no address()', z.object({ a: z.url() }), 'data.a'],
    ['too wide an alphabet', z.object({ a: z.string().regex(/^[\w .]+$/) }), 'data.a'],
    ['anything', z.object({ a: z.any() }), 'data.a'],
    ['the unknown', z.object({ a: z.unknown() }), 'data.a'],
    ['a record', z.object({ a: z.record(z.string(), z.string()) }), 'data.a'],
    ['a transformed string', z.object({ a: text().transform((value) => value) }), 'data.a'],
  ])('finds %s', (_, schema, path) => {
    expect(openPlaces(schema).map((place) => place.path)).toEqual([path])
  })

  test('is content with the building blocks', () => {
    expect(
      openPlaces(z.object({ a: text(), b: address().optional(), c: code(), d: z.array(text(10)).max(3) })),
    ).toEqual([])
  })
})

describe('forms and chats', () => {
  const written = definitions.filter(([, { family }]) => family === 'form' || family === 'chat')

  test.each(written)('%s has no field for a value or a text', (_, definition) => {
    const forbidden =
      /^(value|values|text|content|body|input|answer|comment|transcript|name|email|phone|subject|title)$/
    for (const [key, field] of Object.entries(definition.data.shape)) {
      expect(key).not.toMatch(forbidden)
      expect(kindsIn(field as z.ZodType)).not.toContain('text')
      expect(kindsIn(field as z.ZodType)).not.toContain('address')
    }
  })

  const kindsIn = (schema: z.ZodType): (string | undefined)[] =>
    schema instanceof z.ZodOptional ? kindsIn(schema.unwrap() as z.ZodType) : [schema.meta()?.scrub]

  test('cannot be given one in TypeScript either', () => {
    const sent: EventData['chat.message_sent'] = { widget: 'crisp', length: 'short' }
    // @ts-expect-error chat events never carry text
    sent.text
    // @ts-expect-error form events never carry a value
    const left: EventData['form.field_left'] = { form: 'signup', field: 'email', value: 'person@example.com' }
    expect(builtIn.get('form.field_left')?.data.parse(left)).toEqual({ form: 'signup', field: 'email' })
  })
})

describe('the language of a page', () => {
  const { language } = builtIn.get('page.viewed')?.data.shape ?? expect.fail()
  test.each<[string, boolean]>([
    ['de', true],
    ['de-CH', true],
    ['zh-Hans-CN', true],
    ['es-419', true],
    ['0170-1234567', false],
    ['491701234567', false],
    ['de-4917012-34567', false],
    ['de-4917-0123', false],
    ['de-1996', true],
    ['sl-rozaj-1994', true],
    ['de_CH', false],
    ['', false],
  ])('“%s” is one: %s', (tag, is) => {
    expect((language as z.ZodType).safeParse(tag).success).toBe(is)
  })
})

describe('types follow from the declarations', () => {
  test('for names and data', () => {
    expectTypeOf<'page.viewed' | 'order.placed' | 'task.failed'>().toExtend<EventType>()
    expectTypeOf<EventData['survey.answered']['kind']>().toEqualTypeOf<'nps' | 'csat' | 'ces' | 'other' | undefined>()
    expectTypeOf<EventData['product.viewed']['product']['id']>().toEqualTypeOf<string>()
    // @ts-expect-error nobody declared it
    const unknown: EventType = 'page.read'
    expect(builtIn.has(unknown)).toBe(false)
  })
})

describe('compileTaxonomy', () => {
  const declaration = { label: 'Thing done', display: 'Did it', data: z.object({}) }
  const thing = family({
    name: 'thing',
    label: 'Things',
    comes: 'Do a thing.',
    purpose: 'analytics',
    channel: 'web',
    stage: 'none',
    sensitivity: 'low',
    events: { done: declaration, undone: { ...declaration, purpose: 'marketing', sensitivity: 'personal' } },
  } satisfies Family)

  test('gives each event what its family says, and what it says of itself before that', () => {
    const compiled = compileTaxonomy([thing])
    expect([...compiled.keys()]).toEqual(['thing.done', 'thing.undone'])
    expect(compiled.get('thing.done')).toEqual({
      ...declaration,
      type: 'thing.done',
      family: 'thing',
      purpose: 'analytics',
      channel: 'web',
      stage: 'none',
      sensitivity: 'low',
    } satisfies EventDefinition)
    expect(compiled.get('thing.undone')).toMatchObject({
      purpose: 'marketing',
      sensitivity: 'personal',
      channel: 'web',
    })
  })

  test('refuses a type that is declared twice', () => {
    expect(() => compileTaxonomy([thing, thing])).toThrow(
      'The event type thing.done is declared twice. Keep one declaration.',
    )
  })
})

describe('consent', () => {
  test('is the only family that needs none', () => {
    const necessary = definitions.filter(([, { purpose }]) => purpose === 'necessary')
    expect(new Set(necessary.map(([, definition]) => definition.family))).toEqual(new Set(['consent']))
  })
})

describe('limits', () => {
  test('are those of the design', () => {
    expect(limits).toMatchObject({
      eventBytes: 32 * 1024,
      batchEvents: 500,
      wireBytes: 512 * 1024,
      inflatedBytes: 2 * 1024 * 1024,
      requestBytes: 60_000,
      heldEvents: 500,
    })
    expect(limits.requestBytes).toBeLessThan(60 * 1024)
  })
})
