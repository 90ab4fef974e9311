import { builtIn } from '@wend/protocol'
import { describe, expect, it } from 'vitest'
import { decide, purposeOf } from '../decide.ts'
import { compilePolicy, purposesOfTypes } from './compile.ts'
import { parsePolicy } from './parse.ts'
import { policies, taxonomy } from './testing.ts'

describe.each(policies)('the short form of %s', (_, policy) => {
  it('gives each type the purpose that the policy gives it', () => {
    const compiled = compilePolicy(policy, taxonomy)
    for (const [type, purpose] of purposesOfTypes(policy, taxonomy))
      expect([type, purposeOf(compiled, type)]).toEqual([type, purpose])
  })
})

// Undeclared events fell under analytics although another purpose listed the whole family.
it.each(['analytics', 'personalisation', 'marketing'] as const)(
  'undeclared events are covered by what lists custom: %s',
  (purpose) => {
    const policy = parsePolicy({ version: 1, purposes: { [purpose]: { events: ['custom'] } } })
    for (const all of [builtIn, taxonomy])
      expect(decide(compilePolicy(policy, all), {}, 'custom.never_declared').purpose).toBe(purpose)
  },
)

describe('the exemption', () => {
  it.each<[string, object]>([
    ['another class for longer', { retention: { default: 25, classes: { page: 26 } } }],
    ['a chat called necessary', { purposes: { necessary: { events: ['chat'] } } }],
    ...['crm', 'ticket', 'survey', 'loyalty', 'order', 'social', 'store', 'identity.claimed'].map(
      (name): [string, object] => [name, { purposes: { analytics: { events: ['page', name] } } }],
    ),
  ])('does not cover %s', (_, file) => {
    expect(() => parsePolicy({ version: 1, preset: 'audience-exempt', ...file })).toThrow(/exemption/)
  })

  it.each(['page', 'page.viewed', 'search', 'product', 'checkout.started'])('covers %s', (name) => {
    const purposes = { analytics: { events: [name] } }
    expect(parsePolicy({ version: 1, preset: 'audience-exempt', purposes }).preset).toBe('audience-exempt')
  })
})
