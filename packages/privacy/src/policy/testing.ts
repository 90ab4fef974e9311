import { builtIn, customEvents, type Taxonomy, withCustom } from '@wend/protocol'
import { purposes } from '@wend/protocol/purposes'
import fc from 'fast-check'
import type { Said, Signals, Statement } from '../decide.ts'
import { parsePolicy } from './parse.ts'
import type { Policy } from './presets.ts'

/** A site's event types: the built-in ones and two of its own. */
export const taxonomy: Taxonomy = withCustom(
  builtIn,
  customEvents.parse({
    events: {
      sample_ordered: {
        label: 'Sample ordered',
        display: 'Ordered {pieces} samples',
        data: { pieces: { type: 'number', description: 'How many samples' } },
      },
      newsletter_read: { label: 'Newsletter read', display: 'Read it', purpose: 'marketing' },
    },
  }),
)

/** Policies that differ in everything that decides. */
export const policies: readonly (readonly [name: string, policy: Policy])[] = [
  ['strict-opt-in', { version: 1 }],
  ['us-opt-out', { version: 1, preset: 'us-opt-out' }],
  ['audience-exempt', { version: 1, preset: 'audience-exempt' }],
  ['off', { version: 1, preset: 'off' }],
  ['one with a banner', { version: 2, banner: {}, askAgain: 12 }],
  [
    'one with regions',
    {
      version: 3,
      regions: {
        default: { mode: 'opt-out' },
        EEA: { mode: 'opt-in', before: 'anonymous' },
        DE: { mode: 'opt-in', before: 'off' },
        US: { mode: 'opt-out' },
        'US-CA': { mode: 'opt-in' },
      },
      signals: { gpc: ['analytics', 'marketing'], dnt: ['marketing'], tcf: {}, gpp: true },
      remember: 'cookie',
    },
  ],
  [
    'one that collects little',
    {
      version: 4,
      purposes: {
        analytics: { events: ['page', 'form.started', 'custom'], fields: { 'page.viewed': ['url'] } },
        marketing: { events: ['chat', 'ad.clicked'] },
      },
      regions: { default: { mode: 'opt-in', before: 'anonymous' } },
      retention: { default: 13, classes: { chat: 2, 'page.left': 1, marketing: 6 } },
      visitor: { purpose: 'marketing', months: 3 },
      onWithdrawal: 'stop',
      identify: false,
    },
  ],
  ['one that recognises nobody', { version: 5, visitor: false, regions: { default: { mode: 'opt-out' } } }],
].map(([name, file]) => [name as string, parsePolicy(file)] as const)

const said: fc.Arbitrary<Said> = fc.record(Object.fromEntries(purposes.map((purpose) => [purpose, fc.boolean()])), {
  requiredKeys: [],
})
const at = fc.option(fc.nat(5), { nil: undefined })
const statement: fc.Arbitrary<Statement> = fc.oneof(
  fc.constant<Statement>('pending'),
  fc.constant<Statement>('failed'),
  fc.record({ says: said, at }),
)

/** Any visitor, from anywhere, whatever they and the law said. */
export const visitors: fc.Arbitrary<Signals> = fc.record(
  {
    region: fc.constantFrom('DE', 'FR', 'US', 'US-CA', 'US-NY', 'BR', 'XA'),
    gpc: fc.boolean(),
    dnt: fc.boolean(),
    legal: fc.dictionary(fc.constantFrom('tcf', 'gpp', 'consent-mode'), statement, { maxKeys: 3 }),
    choice: fc.record({ says: said, at }),
  },
  { requiredKeys: [] },
)

/** Reads what `compact` wrote. */
export function expand(text: string, all: Taxonomy): Set<string> {
  const every = [...all.keys()]
  if (text === 'nothing') return new Set()
  if (text === 'everything') return new Set(every)
  const but = /^everything but (.*)$/.exec(text)?.[1]
  if (but) {
    const missing = expand(but, all)
    return new Set(every.filter((type) => !missing.has(type)))
  }
  const parts = text.match(/[a-z_.0-9]+( \(not [^)]*\))?/g) ?? []
  return new Set(
    parts.flatMap((part) => {
      const [, name = '', , not = ''] = /^([a-z_.0-9]+)( \(not ([^)]*)\))?$/.exec(part) ?? []
      if (name.includes('.')) return [name]
      const missing = not.split(', ').map((verb) => `${name}.${verb}`)
      return every.filter((type) => type.startsWith(`${name}.`) && !missing.includes(type))
    }),
  )
}
