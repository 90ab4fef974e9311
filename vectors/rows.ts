import type { Known, Row } from './format.ts'
import { expected } from './oracle/index.ts'
import { effective } from './oracle/policy.ts'
import { meaningOf } from './oracle/tcf.ts'
import { type PolicyName, policies } from './policies.ts'
import { framework, moments, no, type States, states, together, yes } from './states.ts'
import { agreements, platform, standings } from './strings.ts'
import { types } from './types.ts'

type Region = string | undefined
interface Group {
  readonly policies: readonly PolicyName[]
  readonly regions: readonly Region[]
  readonly states: States
  readonly types: readonly string[]
}

const presets = ['strict-opt-in', 'us-opt-out', 'audience-exempt', 'off'] as const
const pick = <Name extends keyof typeof states>(...names: readonly Name[]): States =>
  Object.fromEntries(names.map((name) => [name, states[name]]))
const each = ['page.viewed', 'search.performed', 'ad.clicked'] as const
const two = ['page.viewed', 'ad.clicked'] as const

/** Nobody is in any of these. */
const malformed = ['de', 'USA', 'US-', 'US-ca', 'US-CALIF', 'U', 'EEA', 'default', '*', 'constructor']
const everywhere: readonly Region[] = [
  ...['DE', 'DE-BY', 'DE-BE', 'FR', 'FR-75', 'NO', 'GR', 'GB', 'CH', 'US', 'US-CA', 'US-NY', 'CA', 'CA-QC', 'BR', 'XA'],
  ...[undefined, ...malformed],
]

const { early, middle, late } = moments
const withPlatform = (name: string): States => {
  const tcf = platform(agreements[name] ?? {})
  const chose = (says: typeof yes, at: number): Known => ({ tcf, choice: { says, at } })
  return {
    [`tcf ${name}, refuses earlier`]: chose(no, early),
    [`tcf ${name}, refuses later`]: chose(no, late),
    [`tcf ${name}, refuses at the same moment`]: chose(no, middle),
    [`tcf ${name}, agrees earlier`]: chose(yes, early),
    [`tcf ${name}, agrees later`]: chose(yes, late),
    [`tcf ${name}, GPC`]: { tcf, gpc: true },
    [`tcf ${name}, DNT`]: { tcf, dnt: true },
    [`tcf ${name}, gpp pending`]: { tcf, legal: { gpp: 'pending' } },
    [`tcf ${name}, gpp failed`]: { tcf, legal: { gpp: 'failed' } },
    [`tcf ${name}, gpp no to marketing`]: { tcf, legal: { gpp: { says: { marketing: false }, at: early } } },
  }
}
const strings: States = Object.fromEntries(
  Object.entries(agreements).map(([name, made]) => [`tcf ${name}`, { tcf: platform(made) }]),
)
const statuses: States = Object.fromEntries(
  Object.entries(standings).flatMap(([name, tcf]): [string, Known][] => [
    [name, { tcf }],
    [`${name}, agrees`, { tcf, choice: { says: yes, at: late } }],
  ]),
)

const groups: readonly Group[] = [
  { policies: ['strict-opt-in', 'us-opt-out', 'audience-exempt'], regions: ['DE', 'US'], states, types: two },
  { policies: presets, regions: everywhere, states: pick('says nothing'), types: ['page.viewed'] },
  {
    policies: ['regions', 'opt-out elsewhere'],
    regions: everywhere,
    states: pick('says nothing', 'agrees', 'refuses'),
    types: ['page.viewed'],
  },
  { policies: ['listening'], regions: ['DE', 'US'], states, types: each },
  { policies: ['listening'], regions: ['DE', 'US'], states: { ...framework('gpp'), ...together }, types: two },
  { policies: ['listening'], regions: ['BR', 'US'], states: framework('consent-mode'), types: two },
  // What needs no consent is taken in every state, and recognises nobody who has not agreed to that.
  {
    policies: ['listening'],
    regions: ['DE', 'US'],
    states: framework('gpp'),
    types: ['consent.given', 'identity.claimed'],
  },
  {
    policies: ['us-opt-out, listening'],
    regions: ['US'],
    states: { ...framework('gpp'), ...together },
    types: ['ad.clicked'],
  },
  // Frameworks on the page of a site whose policy does not listen to them say nothing.
  { policies: ['us-opt-out'], regions: ['DE', 'US'], states: together, types: ['page.viewed'] },
  {
    policies: [...presets, 'moved', 'collects little', 'recognises nobody', 'counts at first'],
    regions: ['DE'],
    states: pick('agrees'),
    types: Object.keys(types),
  },
  {
    policies: ['recognises nobody', 'counts at first'],
    regions: ['DE'],
    states: pick('says nothing'),
    types: Object.keys(types),
  },
  {
    policies: ['moved', 'collects little', 'recognises nobody', 'counts at first'],
    regions: ['DE'],
    states: pick(
      'says nothing',
      'refuses',
      'agrees to analytics only',
      'agrees to personalisation only',
      'agrees to marketing only',
      'refuses analytics only',
      'GPC, agrees',
      'DNT, agrees',
    ),
    types: ['page.viewed', 'identity.claimed', 'chat.opened', 'custom.coupon_shown', 'consent.given'],
  },
  { policies: ['listening', 'tcf of everybody'], regions: ['DE'], states: strings, types: each },
  { policies: ['listening'], regions: ['US'], states: strings, types: ['page.viewed'] },
  { policies: ['listening'], regions: ['DE', 'US'], states: statuses, types: two },
  {
    policies: ['listening'],
    regions: ['DE', 'US'],
    states: { ...withPlatform('everything'), ...withPlatform('nothing'), ...withPlatform('statistics only') },
    types: two,
  },
  {
    policies: ['strict-opt-in', 'us-opt-out'],
    regions: ['DE', 'US'],
    states: { 'tcf everything': strings['tcf everything'] ?? {}, 'tcf nothing': strings['tcf nothing'] ?? {} },
    types: two,
  },
]

/** Every row, each once. */
export function rows(): Row[] {
  const all = new Map<string, Row>()
  for (const group of groups)
    for (const policy of group.policies)
      for (const region of group.regions)
        for (const [state, known] of Object.entries(group.states))
          for (const type of group.types) {
            const name = `${policy} · ${region ?? 'somewhere'} · ${state} · ${type}`
            all.set(name, row(name, policy, { ...(region !== undefined && { region }), ...known }, type))
          }
  return [...all.values()]
}

function row(name: string, policy: PolicyName, said: Known, type: string): Row {
  const { tcf, ...rest } = said
  const means = tcf && meaningOf(tcf, effective(policies[policy]).signals.tcf, middle)
  const known = tcf ? { ...rest, tcf: { ...tcf, ...(means && { means }) } } : rest
  const declared = types[type]
  if (!declared) throw new Error('There is no such type.')
  return { name, policy, ...known, type, expect: expected(policies[policy], known, type, declared) }
}
