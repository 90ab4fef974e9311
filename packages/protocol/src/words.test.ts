import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  attributeWords,
  builtIn,
  cloudEvent,
  customEvents,
  type EventDefinition,
  fieldWords,
  withCustom,
} from './index.ts'

const fields = [...builtIn.values()].flatMap((definition) =>
  Object.keys(definition.data.shape).map((field) => [`${definition.type}.${field}`, definition, field] as const),
)
const custom = (data: unknown): EventDefinition | undefined =>
  withCustom(builtIn, customEvents.parse({ events: { tour_taken: { label: 'Tour', display: 'x', data } } })).get(
    'custom.tour_taken',
  )

describe('every field of a built-in event type has plain words', () => {
  test.each(fields)('%s', (_, definition, field) => {
    const words = fieldWords(definition, field)
    expect(words).toMatch(/^\S.{5,}[^.]$/)
  })

  test('and nothing else has', () => {
    const page = builtIn.get('page.viewed') as EventDefinition
    expect(fieldWords(page, 'shoe_size')).toBeUndefined()
    expect(fieldWords(page, 'constructor')).toBeUndefined()
  })
})

test.each(Object.keys(cloudEvent.shape).filter((name) => !['specversion', 'datacontenttype', 'data'].includes(name)))(
  'the attribute %s of every event has plain words',
  (name) => expect(attributeWords[name]).toMatch(/\S.{5,}[^.]$/),
)

test('the type has more to say than the name of the field', () => {
  const words = (type: string, field: string) => fieldWords(builtIn.get(type) as EventDefinition, field)
  expect(words('chat.message_sent', 'role')).not.toBe(words('element.clicked', 'role'))
  expect(words('vital.measured', 'value')).not.toBe(words('order.placed', 'value'))
})

test('a declaration that describes its field has the last word', () => {
  const page = builtIn.get('page.viewed') as EventDefinition
  for (const url of [
    z.string().describe('Where'),
    z.string().describe('Where').optional(),
    z.string().optional().describe('Where'),
  ])
    expect(fieldWords({ ...page, data: z.object({ url }) }, 'url')).toBe('Where')
})

describe('a field of a custom event', () => {
  test.each([
    ['text', {}],
    ['code', { required: true }],
    ['number', {}],
    ['boolean', { required: true }],
    ['choice', { options: ['a'] }],
  ])('of kind %s means what its declaration says', (type, rest) => {
    const declared = custom({ guide: { type, ...rest, description: 'Who led the tour' } })
    expect(declared && fieldWords(declared, 'guide')).toBe('Who led the tour')
  })

  test('has no words of its own accord, though a built-in field of that name has', () => {
    const declared = custom({ url: { type: 'text' } })
    expect(declared && fieldWords(declared, 'url')).toBeUndefined()
  })

  test('is scrubbed as before when it is described', () => {
    const declared = custom({ note: { type: 'text', description: 'A note' } })
    const note = declared?.data.shape.note as z.ZodOptional<z.ZodString>
    expect(note.unwrap().meta()).toMatchObject({ scrub: 'text', description: 'A note' })
  })
})
