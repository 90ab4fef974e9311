import type { EventDefinition } from '@wend/protocol'
import { describe, expect, it } from 'vitest'
import { parsePolicy } from './parse.ts'
import { daysOf, monthsOf, retentionClass, retentionOf } from './retention.ts'
import { policies, taxonomy } from './testing.ts'

const of = (type: string): EventDefinition => taxonomy.get(type) as EventDefinition
const classes = { marketing: 6, form: 3, 'chat.opened': 1, analytics: 12 }
const policy = parsePolicy({
  version: 1,
  retention: { default: 25, classes },
  purposes: { marketing: { events: ['ad', 'survey'] } },
})

describe('the retention class of an event type', () => {
  it.each([
    ['chat.opened', ['chat.opened'], 1],
    ['form.started', ['form'], 3],
    ['ad.clicked', ['marketing'], 6],
    ['page.viewed', ['analytics'], 12],
    ['survey.shown', ['marketing'], 6],
    ['consent.given', [], 25],
  ] as const)('of %s is %j', (type, named, months) => {
    expect(retentionClass(policy, of(type))).toEqual(named)
    expect(monthsOf(policy, of(type))).toBe(months)
  })
})

describe.each(policies)('the classes of %s', (_, policy) => {
  it('are all limits of the log, and each type has one', () => {
    const limits = retentionOf('shop', policy)
    for (const definition of taxonomy.values()) {
      const name = ['shop', ...retentionClass(policy, definition)].join('/')
      expect(limits[name]).toBe(daysOf(monthsOf(policy, definition)) * 86_400_000)
    }
  })
})

it('thirteen months are no more days than a cookie may live, twenty-five no more than two years and a month', () => {
  expect([daysOf(1), daysOf(13), daysOf(25)]).toEqual([30, 395, 760])
})
