import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Compiled, decide, type Signals } from '@wend/privacy/decide'
import { compilePolicy, parsePolicy } from '@wend/privacy/policy'
import { describe, expect, it } from 'vitest'
import { tcData } from '../../packages/tracker/src/consent/testing.ts'
import type { PolicyFile, Row } from '../../vectors/format.ts'
import { make } from '../../vectors/make.ts'
import { compiled, differences, policyOf, signalsOf, taxonomy, text, vectors } from './vectors-run.ts'

const { rows, types, policies } = vectors
const built: { decide: typeof decide } = await import('../../packages/tracker/dist/decide.js' as string)

describe('the vectors', () => {
  it('are what vectors/make.ts makes', () => {
    expect(make() === text, 'Run node vectors/make.ts and look at what has changed.').toBe(true)
  })

  it('are many, each once, and come to every end in every policy that can', () => {
    expect(rows.length).toBeGreaterThanOrEqual(400)
    expect(rows.filter(({ tcf }) => tcf).length).toBeGreaterThanOrEqual(60)
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
    expect(new Set(rows.map(({ policy }) => policy))).toEqual(new Set(Object.keys(policies)))
    expect(new Set(rows.map(({ type }) => type))).toEqual(new Set(Object.keys(types)))
    expect(new Set(rows.map(({ expect: { verb } }) => verb))).toEqual(new Set(['keep', 'anonymous', 'hold', 'drop']))
    expect([...new Set(rows.map(({ expect: { reason } }) => reason))].sort()).toEqual(
      ['anonymous', 'choice', 'consent-mode', 'default', 'dnt', 'gpc', 'gpp', 'necessary', 'not-covered', 'tcf'].sort(),
    )
  })

  it('know every family of event types, and what each type declares', () => {
    const families = [...taxonomy.values()].map(({ family }) => family)
    expect(new Set(Object.keys(types).map((type) => type.replace(/\..*/, '')))).toEqual(new Set(families))
    for (const [type, purpose] of Object.entries(types))
      expect(taxonomy.get(type)?.purpose ?? 'analytics').toBe(purpose)
  })

  it('have TC strings that say what they were made from', () => {
    for (const { tcf } of rows) {
      if (!tcf) continue
      const { publisher, purpose } = tcData(tcf.string, '') as Record<string, { consents: Record<string, boolean> }>
      const given = (consents = {}) =>
        Object.entries(consents).flatMap(([number, yes]) => (yes ? [Number(number)] : []))
      expect(given(publisher?.consents)).toEqual(tcf.made.publisher ?? [])
      expect(given(purpose?.consents)).toEqual(tcf.made.purposes ?? [])
    }
  })
})

describe.each([
  ['source', decide],
  ['browser build', built.decide],
] as const)('the decision, from its %s', (_, ask) => {
  it.each([...compiled.keys()])('agrees with every row of the policy “%s”', (name) => {
    const own = rows.filter(({ policy }) => policy === name)
    expect(differences(own, (row) => ask(policyOf(row), signalsOf(row), row.type))).toEqual([])
  })
})

it('the runner in the README finds nothing wrong with ours, and everything wrong with nonsense', async () => {
  const folder = join(import.meta.dirname, '../../vectors')
  const code = /```js\n([\s\S]*?)```/.exec(readFileSync(join(folder, 'README.md'), 'utf8'))?.[1] ?? ''
  const { failures } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    failures: (path: string, sdk: object) => Row[]
  }
  const ours = {
    read: (file: PolicyFile) => compilePolicy(parsePolicy(file), taxonomy),
    decide: (policy: Compiled, { legal, ...more }: Signals, type: string) => {
      const heard = Object.entries(legal ?? {}).filter(([name]) => policy.legal.includes(name))
      return decide(policy, { ...more, legal: Object.fromEntries(heard) }, type)
    },
  }
  const path = join(folder, 'consent.json')
  expect(failures(path, ours).map(({ name }) => name)).toEqual([])
  expect(failures(path, { ...ours, decide: () => ({ verb: 'never', purpose: '' }) })).toHaveLength(rows.length)
})
