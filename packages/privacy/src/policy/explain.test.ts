import { purposes } from '@wend/protocol/purposes'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, regimeOf, type Signals, will } from '../decide.ts'
import { compilePolicy } from './compile.ts'
import type { Block } from './document.ts'
import { explain } from './explain.ts'
import { compact } from './families.ts'
import { outcomes } from './outcome.ts'
import { parsePolicy } from './parse.ts'
import { expand, policies, taxonomy } from './testing.ts'
import { toText } from './text.ts'
import { regionsOf, statesOf } from './visitors.ts'

type Table = Extract<Block, { rows: unknown }>
const tables = (document: readonly Block[]): Table[] => document.filter((block): block is Table => 'rows' in block)

describe.each(policies)('the outcomes of %s', (_, policy) => {
  const compiled = compilePolicy(policy, taxonomy)
  const all = outcomes(policy, taxonomy)

  it('are what decide says, for each region, state of mind and event type', () => {
    expect(all).toHaveLength(regionsOf(policy).length * statesOf(compiled).length)
    for (const { signals, verbs } of all) {
      expect(verbs).toEqual(
        Object.fromEntries([...taxonomy.keys()].map((type) => [type, decide(compiled, signals, type).verb])),
      )
    }
  })

  it('put the visitor’s cookie where the visitor’s purpose has a yes, and no identity anywhere else', () => {
    for (const { signals, device, identity, verbs } of all) {
      const yes = policy.visitor !== false && will(compiled, signals, policy.visitor.purpose)[0] === true
      expect(identity).toBe(yes)
      const cookie = device.find(({ name }) => name === '__Host-wend')
      expect(cookie).toEqual(
        yes && policy.visitor
          ? { name: '__Host-wend', kind: 'cookie', months: policy.visitor.months, httpOnly: true }
          : undefined,
      )
      expect(device.some(({ kind }) => kind === 'database')).toBe(yes)
      if (!yes) expect(Object.values(verbs)).not.toContain('keep')
    }
  })

  it('remember a decision only where there is one, and only where Wend is to remember it', () => {
    const remembers = policy.remember === 'cookie' || Boolean(policy.banner)
    for (const { signals, device } of all)
      expect(device.some(({ name }) => name === 'wend_consent')).toBe(remembers && signals.choice !== undefined)
  })

  it('send what is kept, of its own accord or not at all', () => {
    for (const { verbs, requests } of all) {
      const sent = Object.entries(verbs).filter(
        ([type, verb]) => !type.startsWith('consent.') && (verb === 'keep' || verb === 'anonymous'),
      )
      const identified = sent.some(([, verb]) => verb === 'keep')
      expect(requests).toBe(sent.length ? (identified ? 'identified' : 'anonymous') : 'none')
    }
  })

  it('are what the tables for people say', () => {
    const rows = tables(explain(policy, taxonomy)).filter(({ head }) => head[0] === 'The visitor')
    const regimes = [...new Set(all.map(({ signals }) => regimeOf(compiled, signals.region).join()))]
    expect(rows).toHaveLength(regimes.length)
    for (const outcome of all) {
      const table = rows[regimes.indexOf(regimeOf(compiled, outcome.signals.region).join())]
      const title = statesOf(compiled).find(({ name }) => name === outcome.state)?.title
      const row = table?.rows.find(([state]) => state === title) ?? []
      for (const [column, verb] of [
        [1, 'keep'],
        [2, 'anonymous'],
        [3, 'hold'],
      ] as const) {
        const types = Object.keys(outcome.verbs).filter((type) => outcome.verbs[type] === verb)
        expect([...expand(row[column] ?? '', taxonomy)].sort()).toEqual(types.sort())
      }
      expect(row[4]).toBe(outcome.device.map(({ name }) => name).join(', ') || 'nothing')
    }
  })

  it('name each type that is collected with its fields, its purpose and its time', () => {
    const table = tables(explain(policy, taxonomy)).find(({ head }) => head[4] === 'Fields')
    const collected = [...taxonomy.values()].filter(({ type }) => decide(compiled, {}, type).purpose)
    expect((table?.rows ?? []).map(([type]) => type)).toEqual(collected.map(({ type }) => type))
    for (const [type = '', , purpose, , fields = ''] of table?.rows ?? []) {
      expect(purpose).toBe(decide(compiled, {}, type).purpose)
      const shape = Object.keys(taxonomy.get(type)?.data.shape ?? {})
      expect(fields.split(', ').filter((field) => field !== 'none')).toEqual(compiled.fields?.[type] ?? shape)
    }
  })

  it('fit a terminal of 100 columns', () => {
    for (const line of toText(explain(policy, taxonomy, 'shop')).split('\n'))
      expect(line.length).toBeLessThanOrEqual(100)
  })
})

describe('regions', () => {
  it('are those that the policy names, everybody else, and the unknown', () => {
    const [, policy] = policies.find(([name]) => name === 'one with regions') ?? []
    expect(policy && regionsOf(policy).map(({ name }) => name)).toEqual([
      'EEA',
      'DE',
      'US',
      'US-CA',
      'default',
      'unknown',
    ])
  })

  it('stand for what they are called: each code gets the rules of its name', () => {
    for (const [, policy] of policies) {
      const compiled = compilePolicy(policy, taxonomy)
      for (const { name, code } of regionsOf(policy)) {
        const rules = name === 'unknown' ? undefined : policy.regions[name]
        if (rules) expect(regimeOf(compiled, code)).toEqual([rules.mode, rules.before])
      }
    }
  })

  it('leave a group out that has nobody left', () => {
    const all = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO'.split(' ')
    const regions = Object.fromEntries([...all, 'EEA'].map((name) => [name, { mode: 'opt-in' }]))
    expect(regionsOf(parsePolicy({ version: 1, regions })).map(({ name }) => name)).not.toContain('EEA')
  })
})

describe('the short names of event types', () => {
  it('say which types they stand for', () => {
    fc.assert(
      fc.property(fc.subarray([...taxonomy.keys()]), (types) => {
        expect([...expand(compact(types, taxonomy), taxonomy)].sort()).toEqual([...types].sort())
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    [['page.viewed', 'page.left', 'page.not_found'], 'page'],
    [['page.viewed', 'page.left'], 'page (not not_found)'],
    [['chat.opened', 'ad.clicked'], 'chat.opened, ad.clicked'],
    [[...taxonomy.keys()].filter((type) => !/^(ad|email)\./.test(type)), 'everything but email, ad'],
    [[], 'nothing'],
  ])('are short', (types, text) => expect(compact(types, taxonomy)).toBe(text))
})

it('an explanation names every purpose that is asked for, in the policy’s own words', () => {
  const policy = parsePolicy({
    version: 1,
    purposes: { analytics: { texts: { en: { title: 'Numbers', text: 'We count.' } } } },
  })
  const text = toText(explain(policy, taxonomy))
  expect(text).toContain('Numbers')
  expect(text).toContain('We count.')
  expect(purposes.filter((purpose) => !text.includes(purpose))).toEqual([])
})

it('an explanation of a policy that collects nothing says so in every state', () => {
  const policy = parsePolicy({ version: 1, preset: 'off' })
  const states: Signals[] = outcomes(policy, taxonomy).map(({ signals }) => signals)
  expect(states.length).toBeGreaterThan(10)
  for (const outcome of outcomes(policy, taxonomy))
    expect([outcome.requests, outcome.device, new Set(Object.values(outcome.verbs))]).toEqual([
      'none',
      [],
      new Set(['drop']),
    ])
})
