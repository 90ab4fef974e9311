import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { answer, builtIn, type Envelope, envelope, event, limits, undeclared, type WireEvent } from './index.ts'

const good: WireEvent = { id: '01990b6c-7a55-7000-8000-0123456789ab', type: 'page.viewed', at: 1_795_219_199_500 }
const batch: Envelope = { v: 1, site: 'shop', events: [good] }
const canary = 'canary person@example.com'

describe('envelope', () => {
  test('reads the batch of the design', () => {
    const sent = {
      v: 1,
      site: 'shop',
      sent: 1_795_219_200_000,
      tab: 'k3f',
      consent: { granted: ['analytics'], source: 'banner', receipt: 'r' },
      events: [{ ...good, n: 12, view: 'v1', data: {} }],
    }
    expect(envelope.parse(sent)).toEqual(sent)
  })

  test.each<[string, Record<string, unknown>, boolean]>([
    ['reads the least', {}, true],
    ['strips what it does not know', { extra: 1, consent: { granted: [], who: 'x' } }, true],
    ['leaves bad events to be judged one by one', { events: [good, null, 'x', {}] }, true],
    ['reads as many events as the limit', { events: Array(limits.batchEvents).fill(good) }, true],
    ['refuses one more', { events: Array(limits.batchEvents + 1).fill(good) }, false],
    ['refuses an empty batch', { events: [] }, false],
    ['refuses another version', { v: 2 }, false],
    ['refuses a version that is text', { v: '1' }, false],
    ['refuses a missing site', { site: undefined }, false],
    ['refuses a site with spaces', { site: 'my shop' }, false],
    ['refuses a time before 1970', { sent: -1 }, false],
    ['refuses a time that is none', { sent: Number.NaN }, false],
    ['refuses consent without a list', { consent: {} }, false],
    ['refuses events that are no list', { events: { 0: good } }, false],
  ])('%s', (_, change, reads) => {
    const result = envelope.safeParse({ ...batch, ...change })
    expect(result.success).toBe(reads)
    if (result.success) {
      expect(result.data).not.toHaveProperty('extra')
      expect(result.data.consent ?? {}).not.toHaveProperty('who')
    }
  })
})

describe('event', () => {
  test.each<[string, Record<string, unknown>, boolean]>([
    ['reads the least', {}, true],
    ['reads a UUID in capitals', { id: good.id.toUpperCase() }, true],
    ['reads a UUID of version 4', { id: '550e8400-e29b-41d4-a716-446655440000' }, true],
    ['strips what it does not know', { extra: 1 }, true],
    ['refuses an id that is no UUID', { id: 'x'.repeat(36) }, false],
    ['refuses the nil UUID', { id: '00000000-0000-0000-0000-000000000000' }, false],
    ['refuses an id with something behind it', { id: `${good.id}\n` }, false],
    ['refuses a missing id', { id: undefined }, false],
    ['refuses a negative number', { n: -1 }, false],
    ['refuses half a number', { n: 1.5 }, false],
    ['refuses a missing time', { at: undefined }, false],
    ['refuses a time as text', { at: '2026-11-22' }, false],
    ['refuses a time that no Date can hold', { at: 9e15 }, false],
    ['refuses data that is a list', { data: [] }, false],
    ['refuses data that is text', { data: 'x' }, false],
    ['refuses a type of 101 letters', { type: 'x'.repeat(101) }, false],
  ])('%s', (_, change, reads) => {
    const result = event.safeParse({ ...good, ...change })
    expect(result.success).toBe(reads)
    if (result.success) expect(result.data).not.toHaveProperty('extra')
  })
})

describe('what is said about a bad event', () => {
  /** Every message of an error, those inside of others included. */
  const messages = (issues: readonly z.core.$ZodIssue[]): string[] =>
    issues.flatMap((issue) => [
      issue.message,
      ...('errors' in issue ? issue.errors.flatMap((inner) => messages(inner)) : []),
      ...(issue.code === 'invalid_key' || issue.code === 'invalid_element' ? messages(issue.issues) : []),
    ])
  const said = (schema: z.ZodType, value: unknown) => messages(schema.safeParse(value).error?.issues ?? []).join('\n')

  /** Values of each kind that hold the canary, so that most fields refuse most of them. */
  const wrong = [canary, { canary }, [canary], { [canary]: 1 }, canary.repeat(1000), `\n${canary}`]

  test.each([...builtIn.values()].map((definition) => [definition.type, definition.data] as const))(
    'holds no value of %s',
    (_, schema) => {
      for (const value of wrong) {
        expect(said(schema, value)).not.toContain('canary')
        const data = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, value]))
        const message = said(schema, data)
        expect(message).not.toContain('canary')
      }
    },
  )

  test('holds no value of the event around it', () => {
    for (const value of wrong)
      for (const key of ['id', 'n', 'type', 'at', 'view', 'data']) {
        expect(said(event, { ...good, [key]: value })).not.toContain('canary')
        expect(said(envelope, { ...batch, [key]: value, v: value, site: value, consent: value })).not.toContain(
          'canary',
        )
        expect(said(envelope, { ...batch, consent: { granted: value, source: value } })).not.toContain('canary')
      }
  })

  test('holds no value of an undeclared event, and no name of a field', () => {
    const schema = undeclared('custom.test')?.data
    for (const value of wrong) {
      expect(said(schema as z.ZodType, { field: value })).not.toContain('canary')
      expect(said(schema as z.ZodType, { [canary]: 'x' })).not.toContain('canary')
    }
    expect(schema?.safeParse({ [canary]: 'x' }).error?.issues[0]?.path).toEqual([])
  })
})

describe('answer', () => {
  test('reads the answer of the design', () => {
    const given = {
      accepted: 97,
      others: [{ id: null, verdict: 'rejected', code: 'invalid_event', pointer: '/events/1/id', message: 'No.' }],
    }
    expect(answer.parse(given)).toEqual(given)
    expect(answer.safeParse({ accepted: -1, others: [] }).success).toBe(false)
  })
})
