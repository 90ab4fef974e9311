import { builtIn, customEvents, type Taxonomy, withCustom } from '@wend/protocol'
import { describe, expect, it } from 'vitest'
import { notDeclared } from './declared.ts'
import { parsePolicy } from './parse.ts'
import { policies } from './testing.ts'

const site = (data: object): Taxonomy =>
  withCustom(builtIn, customEvents.parse({ events: { tour: { label: 'Tour', display: 'x', data } } }))
const strict = parsePolicy({ version: 1 })

describe.each(policies)('%s', (_, policy) => {
  it('collects no built-in field without words', () => {
    const custom = site({ guide: { type: 'text', description: 'Who led the tour' } })
    expect(notDeclared(policy, custom, { undeclared: 'reject' })).toEqual([])
  })
})

describe('what nobody has declared in words', () => {
  const bare = site({
    guide: { type: 'text' },
    size: { type: 'number', description: 'How many took part' },
    shoe: { type: 'code' },
  })

  it('is named, one sentence for each field', () => {
    const found = notDeclared(strict, bare, { undeclared: 'reject' })
    expect(found).toHaveLength(2)
    expect(found[0]).toMatch(/^custom\.tour: nobody says what its field guide holds\. Add a “description”/)
    expect(found[1]).toMatch(/field shoe/)
  })

  it('is no trouble where it is not collected', () => {
    expect(notDeclared(parsePolicy({ version: 1, preset: 'off' }), bare, { undeclared: 'reject' })).toEqual([])
    const fields = { 'custom.tour': ['size'] }
    const narrow = parsePolicy({ version: 1, purposes: { analytics: { fields } } })
    expect(notDeclared(narrow, bare, { undeclared: 'reject' })).toEqual([])
  })

  it.each<[string, object, 'accept' | 'reject', number]>([
    ['accepted without words', {}, 'accept', 1],
    ['accepted with blank words', { undeclared: ' ' }, 'accept', 1],
    ['accepted with words', { undeclared: 'Things we try.' }, 'accept', 0],
    ['rejected', {}, 'reject', 0],
    ['accepted, and covered by no purpose', { purposes: { analytics: { events: ['page'] } } }, 'accept', 0],
    ['accepted, and covered by another purpose', { purposes: { marketing: { events: ['custom'] } } }, 'accept', 1],
  ])('undeclared events that are %s', (_, file, undeclared, count) => {
    expect(notDeclared(parsePolicy({ version: 1, ...file }), builtIn, { undeclared })).toHaveLength(count)
  })
})
