import { describe, expect, test } from 'vitest'
import { builtIn, type CustomEvents, customEvents, mapStrings, undeclared, withCustom } from './index.ts'

const least = { label: 'Sample ordered', display: 'Ordered {article}' }
const file = {
  events: {
    sample_ordered: {
      ...least,
      purpose: 'marketing',
      stage: 'consideration',
      sensitivity: 'personal',
      data: {
        article: { type: 'code', required: true },
        wish: { type: 'text', max: 20 },
        note: { type: 'text' },
        pieces: { type: 'number' },
        gift: { type: 'boolean' },
        size: { type: 'choice', options: ['S', 'M'] },
      },
    },
    tour_taken: least,
  },
}

describe('a declaration file', () => {
  const declared = customEvents.parse(file)
  const definition = withCustom(builtIn, declared).get('custom.sample_ordered')

  test('adds its types to the built-in ones', () => {
    const all = withCustom(builtIn, declared)
    expect(all.size).toBe(builtIn.size + 2)
    expect(all.get('page.viewed')).toBe(builtIn.get('page.viewed'))
    expect(builtIn.has('custom.sample_ordered')).toBe(false)
  })

  test('says what is true of a type', () => {
    expect(definition).toMatchObject({
      type: 'custom.sample_ordered',
      family: 'custom',
      channel: 'web',
      label: 'Sample ordered',
      purpose: 'marketing',
      stage: 'consideration',
      sensitivity: 'personal',
    })
  })

  test('leaves the rest at what is usual', () => {
    expect(withCustom(builtIn, declared).get('custom.tour_taken')).toMatchObject({
      purpose: 'analytics',
      stage: 'none',
      sensitivity: 'low',
    })
  })

  test.each<[string, Record<string, unknown>, Record<string, unknown> | undefined]>([
    [
      'takes all its fields',
      { article: 'A-1', wish: 'blue', pieces: 1.5, gift: true, size: 'S' },
      { article: 'A-1', wish: 'blue', pieces: 1.5, gift: true, size: 'S' },
    ],
    ['takes the required ones alone', { article: 'A-1' }, { article: 'A-1' }],
    ['strips what it does not name', { article: 'A-1', name: 'Peter' }, { article: 'A-1' }],
    ['refuses a missing required field', { wish: 'blue' }, undefined],
    ['refuses a code with spaces', { article: 'A 1' }, undefined],
    ['refuses a text over its length', { article: 'A-1', wish: 'x'.repeat(21) }, undefined],
    ['refuses a text over 256 where none is given', { article: 'A-1', note: 'x'.repeat(257) }, undefined],
    ['refuses another choice', { article: 'A-1', size: 'XL' }, undefined],
    ['refuses a number as text', { article: 'A-1', pieces: '1' }, undefined],
    ['refuses a yes as text', { article: 'A-1', gift: 'true' }, undefined],
  ])('makes a type that %s', (_, data, read) => {
    expect(definition?.data.safeParse(data).data).toEqual(read)
  })

  test('makes texts that are cleaned', () => {
    const map = mapStrings(definition?.data ?? expect.fail())
    expect(map({ article: 'a', wish: 'b', size: 'S' }, (_, kind) => kind)).toEqual({
      article: 'key',
      wish: 'text',
      size: 'S',
    })
  })

  const event = (change: object) => ({ events: { e: { ...least, ...change } } })
  const field = (declaration: unknown) => event({ data: { f: declaration } })
  test.each<[string, unknown, string, string]>([
    ['nothing', null, '', 'expected object, received null'],
    ['no events', {}, 'events', 'expected record, received undefined'],
    ['a key beside events', { events: {}, event: {} }, '', 'Unrecognized key: "event"'],
    ['a list of events', { events: [] }, 'events', 'expected record, received array'],
    [
      'a name in capitals',
      { events: { Sample: least } },
      'events.Sample',
      'Use lower-case letters, digits and _, starting with a letter',
    ],
    ['a name with a dot', { events: { 'a.b': least } }, 'events.a.b', 'Use lower-case letters'],
    ['no label', { events: { e: { display: 'x' } } }, 'events.e.label', 'expected string, received undefined'],
    ['an empty label', event({ label: '' }), 'events.e.label', 'Too small'],
    ['no display', { events: { e: { label: 'x' } } }, 'events.e.display', 'expected string'],
    ['an unknown key', event({ colour: 'red' }), 'events.e', 'Unrecognized key: "colour"'],
    ['an unknown purpose', event({ purpose: 'fun' }), 'events.e.purpose', '"analytics"|"personalisation"|"marketing"'],
    [
      'the purpose that needs no consent',
      event({ purpose: 'necessary' }),
      'events.e.purpose',
      '"analytics"|"personalisation"|"marketing"',
    ],
    ['an unknown stage', event({ stage: 'late' }), 'events.e.stage', '"awareness"'],
    ['an unknown sensitivity', event({ sensitivity: 'none' }), 'events.e.sensitivity', '"low"|"personal"|"sensitive"'],
    [
      'a field without a type',
      field({}),
      'events.e.data.f.type',
      "Expected 'text' | 'code' | 'number' | 'boolean' | 'choice'",
    ],
    ['a field of an unknown type', field({ type: 'json' }), 'events.e.data.f.type', "Expected 'text' | 'code'"],
    ['a field with an unknown key', field({ type: 'code', max: 3 }), 'events.e.data.f', 'Unrecognized key: "max"'],
    ['a text that is too long', field({ type: 'text', max: 5000 }), 'events.e.data.f.max', '<=4096'],
    ['a choice without options', field({ type: 'choice' }), 'events.e.data.f.options', 'expected array'],
    ['a choice of nothing', field({ type: 'choice', options: [] }), 'events.e.data.f.options', '>=1'],
    [
      'a field name with a space',
      event({ data: { 'f g': { type: 'text' } } }),
      'events.e.data.f g',
      'Use letters, digits and _, starting with a letter',
    ],
    [
      'a field name that every object has',
      event({ data: { constructor: { type: 'text' } } }),
      'events.e.data.constructor',
      'Use another name',
    ],
  ])('with %s gets a clear message', (_, value, path, message) => {
    const result = customEvents.safeParse(value)
    const said = result.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []
    expect(said).toContainEqual(expect.stringContaining(`${path}: `))
    expect(said.find((line) => line.startsWith(`${path}: `))).toContain(message)
  })

  test('cannot touch the prototype of anything', () => {
    const hostile = JSON.parse('{"events":{"__proto__":{"label":"x","display":"y"},"e":{"label":"x","display":"y"}}}')
    const all = withCustom(builtIn, customEvents.parse(hostile) as CustomEvents)
    expect(all.size).toBe(builtIn.size + 1)
    expect(Object.prototype).not.toHaveProperty('label')
  })
})

describe('undeclared', () => {
  test.each([
    'page.viewed',
    'custom',
    'custom.',
    'custom.A',
    'custom.1a',
    'custom.a.b',
    'custom.a b',
    'custom.__proto__',
    `custom.${'a'.repeat(65)}`,
    'customs.a',
    'custom.tel491701234567',
    'custom.u_4_9_1_7_0_1_2',
    'custom.bird_at_example_dot_org',
    'custom.a94a8fe5ccb19ba61c4c0873d391e987',
  ])('knows no type %s', (type) => {
    expect(undeclared(type)).toBeUndefined()
  })

  test('says what is true of a type by its name', () => {
    expect(undeclared('custom.sample_ordered')).toMatchObject({
      type: 'custom.sample_ordered',
      family: 'custom',
      label: 'sample ordered',
      display: 'sample ordered',
      purpose: 'analytics',
      channel: 'web',
    })
  })

  const data = undeclared('custom.test')?.data ?? expect.fail()
  const fields = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, index]))
  test.each<[string, unknown, boolean]>([
    ['takes text, number, yes or no, and null', { a: 'x', b: 1.5, c: false, d: null }, true],
    ['takes nothing', {}, true],
    ['takes 50 fields', fields(50), true],
    ['refuses 51 fields', fields(51), false],
    ['refuses a text of 513 letters', { a: 'x'.repeat(513) }, false],
    ['refuses an object', { a: { b: 'x' } }, false],
    ['refuses a list', { a: ['x'] }, false],
    ['refuses a field with a space', { 'a b': 1 }, false],
    ['refuses a field that is an e-mail address', { 'person@example.com': 1 }, false],
    ['refuses a field of 65 letters', { ['a'.repeat(65)]: 1 }, false],
    ['refuses a field named constructor', { constructor: 'x' }, false],
    ['refuses what is not finite', { a: Number.POSITIVE_INFINITY }, false],
  ])('%s', (_, value, takes) => {
    const result = data.safeParse(value)
    expect(result.success).toBe(takes)
    if (takes) expect(result.data).toEqual(value)
    else expect(result.error?.issues[0]?.message).toMatch(/^(Send|Name|Use|Too) /)
  })

  test('strips __proto__, and changes no prototype', () => {
    const result = data.parse(JSON.parse('{"__proto__":{"polluted":"x"},"a":1}'))
    expect(Object.keys(result)).toEqual(['a'])
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
    expect(Object.prototype).not.toHaveProperty('polluted')
  })
})
