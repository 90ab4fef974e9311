import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  builtIn,
  cloudEvent,
  customEvents,
  errorCodes,
  eventsJsonSchema,
  limits,
  openApi,
  toJsonSchema,
  verdictCodes,
  withCustom,
} from './index.ts'

type Json = Record<string, unknown>
type Schema = { properties: Record<string, Schema & Json>; required?: string[]; type?: string; const?: string } & Json

const document = eventsJsonSchema(builtIn) as { oneOf: { $ref: string }[]; $defs: Record<string, Schema> } & Json

/** Every value under a key, anywhere in a document. */
function under(key: string, value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [...(name === key ? [inner] : []), ...under(key, inner)])
}
const at = (document: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((value, key) => (value as Json | undefined)?.[key], document)

describe('the JSON Schema of the events', () => {
  test.each([...builtIn.values()].map((definition) => [definition.type, definition] as const))(
    'describes %s with everything that is true of it',
    (type, definition) => {
      const schema = document.$defs[type]
      expect(schema).toMatchObject({
        title: definition.label,
        type: 'object',
        'x-purpose': definition.purpose,
        'x-channel': definition.channel,
        'x-stage': definition.stage,
        'x-sensitivity': definition.sensitivity,
        'x-display': definition.display,
      })
      expect(schema?.properties.type?.const).toBe(type)
      expect(schema?.required).toEqual(expect.arrayContaining(['id', 'type', 'at']))
      const { data } = schema?.properties ?? {}
      expect(Object.keys(data?.properties ?? {})).toEqual(Object.keys(definition.data.shape))
      const required = Object.entries(definition.data.shape).flatMap(([key, field]) =>
        (field as z.ZodType).safeParse(undefined).success ? [] : [key],
      )
      expect(data?.required ?? []).toEqual(required)
      expect(schema).not.toHaveProperty('$schema')
    },
  )

  test('names each type once, and every reference leads somewhere', () => {
    const types = [...builtIn.keys()]
    expect(Object.keys(document.$defs)).toEqual(types)
    expect(document.oneOf.map(({ $ref }) => at(document, $ref))).toEqual(Object.values(document.$defs))
    expect(document.$schema).toBe('https://json-schema.org/draft/2020-12/schema')
  })

  test('refuses nothing for a field that it does not name, because that is stripped', () => {
    expect(under('additionalProperties', document)).toEqual([])
  })

  test('can be read back by a validator, and agrees with the declarations', () => {
    const sample = { id: '01990b6c-7a55-7000-8000-0123456789ab', at: 1_795_219_199_500 }
    const cases: [string, unknown][] = [
      ['page.viewed', { url: 'https://shop.example/', title: 'Shoes' }],
      ['page.viewed', {}],
      ['page.left', { url: '/', depth: 101 }],
      ['order.placed', { order: 'A-1', value: 12.5, currency: 'EUR', products: [{ product: { id: 'p' } }] }],
      ['order.placed', { order: 'A 1' }],
      ['order.placed', { order: 'A-1', currency: 'euro' }],
      ['vital.measured', { metric: 'LCP', value: 1200 }],
      ['vital.measured', { metric: 'FID', value: 1 }],
      ['chat.message_sent', { widget: 'crisp', length: 'endless' }],
      ['consent.given', { granted: ['analytics', 'fun'] }],
    ]
    for (const [type, data] of cases) {
      const schema = z.fromJSONSchema(document.$defs[type] as z.core.JSONSchema.JSONSchema)
      expect(schema.safeParse({ ...sample, type, data }).success, `${type} ${JSON.stringify(data)}`).toBe(
        builtIn.get(type)?.data.safeParse(data).success,
      )
      expect(schema.safeParse({ ...sample, id: sample.id.toUpperCase(), type: 'page.read', data }).success).toBe(false)
    }
    const viewed = z.fromJSONSchema(document.$defs['page.viewed'] as z.core.JSONSchema.JSONSchema)
    expect(
      viewed.safeParse({ ...sample, id: sample.id.toUpperCase(), type: 'page.viewed', data: { url: '/' } }).success,
    ).toBe(true)
  })

  test('describes the types of a site, too', () => {
    const custom = customEvents.parse({
      events: { tour: { label: 'Tour', display: 'x', data: { n: { type: 'number', required: true } } } },
    })
    const { $defs } = eventsJsonSchema(withCustom(builtIn, custom)) as typeof document
    expect($defs['custom.tour']?.properties.data).toMatchObject({
      properties: { n: { type: 'number' } },
      required: ['n'],
    })
  })
})

describe('the OpenAPI document', () => {
  const api = openApi('/w') as {
    paths: Record<string, Record<string, Json & { responses: Record<string, Json> }>>
  } & Json
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  )

  test('has only references that lead somewhere', () => {
    const references = under('$ref', api) as string[]
    expect(references.length).toBeGreaterThan(10)
    for (const reference of references) expect(at(api, reference), reference).toBeDefined()
  })

  test.each(Object.entries(errorCodes))('says where %s (%i) may be answered', (code, status) => {
    const said = operations.flatMap(([, { responses }]) => String(responses[status]?.description ?? '').split(', '))
    expect(said).toContain(code)
  })

  test.each(operations)('describes %s with a summary and a good answer', (_, operation) => {
    expect(operation.summary).toMatch(/\.$/)
    expect(operation.responses).toHaveProperty('200')
    for (const response of Object.values(operation.responses)) expect(response.description).toMatch(/\S/)
  })

  test('says when to come again wherever the log may be away', () => {
    for (const [, { responses }] of operations)
      if (responses[503]) expect(responses[503]).toHaveProperty('headers.Retry-After')
  })

  test('asks for the token under /api, where data is read', () => {
    const open = operations.filter(([, { security }]) => !security).map(([name]) => name)
    expect(open.filter((name) => name.includes('/api/'))).toEqual(['get /api/openapi.json', 'get /api/schema.json'])
  })

  test('stands under the prefix that is given', () => {
    const paths = Object.keys(openApi('/tracking').paths as Json)
    expect(paths).toContain('/tracking/e')
    expect(paths.filter((path) => path.startsWith('/w/'))).toEqual([])
  })

  test('describes a batch by its limits', () => {
    expect(at(api, '#/components/schemas/Batch')).toMatchObject({
      required: ['v', 'site', 'events'],
      properties: {
        v: { const: 1 },
        events: { minItems: 1, maxItems: limits.batchEvents, items: { $ref: '#/components/schemas/Event' } },
      },
    })
  })
})

describe('a CloudEvent', () => {
  test('has attribute names of at most 20 lower-case letters and digits', () => {
    for (const name of Object.keys(cloudEvent.shape)) expect(name).toMatch(/^[a-z0-9]{1,20}$/)
  })

  test('has what the specification requires', () => {
    expect(toJsonSchema(cloudEvent).required).toEqual(expect.arrayContaining(['specversion', 'id', 'source', 'type']))
  })
})

describe('codes', () => {
  test.each(Object.entries(verdictCodes))('%s is explained in a sentence', (code, sentence) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/)
    expect(sentence).toMatch(/^[A-Z].*\.$/)
  })
})
