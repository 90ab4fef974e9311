import type { Taxonomy } from '@wend/protocol'
import { type Compiled, decide, recognises, type Signals, type Verb } from '../decide.ts'
import { compilePolicy } from './compile.ts'
import { plural } from './document.ts'
import type { Policy } from './presets.ts'
import { type Region, regionsOf, type State, statesOf } from './visitors.ts'

/** Something that is kept on the visitor's device. */
export interface Kept {
  readonly name: string
  readonly kind: 'cookie' | 'database'
  readonly months: number
  /** Instead of months, where it is less than one. */
  readonly days?: number
  readonly httpOnly: boolean
}

/** What a policy does to a visitor of one region in one state of mind. All of it is what `decide` says. */
export interface Outcome {
  readonly region: string
  readonly state: string
  /** What `decide` was asked with. */
  readonly signals: Signals
  /** What becomes of each event type. */
  readonly verbs: Readonly<Record<string, Verb>>
  readonly device: readonly Kept[]
  /** What events the tracker sends of its own accord. Reporting `consent.…` events is the page's business. */
  readonly requests: 'none' | 'anonymous' | 'identified'
  /** Whether the visitor is recognised. */
  readonly identity: boolean
}

/** The name of the cookie by which a visitor is recognised, and of the one that remembers a decision. */
export const cookies = { visitor: '__Host-wend', decision: 'wend_consent' } as const

/** The database in which events wait until the collector has them, named after the site. */
export const queue: Kept = { name: 'wend/…', kind: 'database', months: 0, days: 7, httpOnly: false }

/** What it is and for how long, in words. */
export const thing = ({ name, kind }: Kept): string => `the ${kind} ${name}`
export const lifetime = ({ months, days }: Kept): string => (days ? plural(days, 'day') : plural(months, 'month'))

/** What the collector and the tracker put on the device of a visitor with these signals. */
export function deviceOf(policy: Policy, compiled: Compiled, signals: Signals): Kept[] {
  const kept: Kept[] = []
  if (policy.visitor && recognises(compiled, signals))
    kept.push({ name: cookies.visitor, kind: 'cookie', months: policy.visitor.months, httpOnly: true }, queue)
  if (compiled.remember && signals.choice)
    kept.push({ name: cookies.decision, kind: 'cookie', months: compiled.remember, httpOnly: false })
  return kept
}

export function outcomeOf(
  policy: Policy,
  compiled: Compiled,
  taxonomy: Taxonomy,
  region: Region,
  state: State,
): Outcome {
  const signals = { ...state.signals, ...(region.code && { region: region.code }) }
  const verbs = Object.fromEntries([...taxonomy.keys()].map((type) => [type, decide(compiled, signals, type).verb]))
  const own = [...taxonomy.values()].filter(({ family }) => family !== 'consent').map(({ type }) => verbs[type])
  return {
    region: region.name,
    state: state.name,
    signals,
    verbs,
    device: deviceOf(policy, compiled, signals),
    requests: own.includes('keep') ? 'identified' : own.includes('anonymous') ? 'anonymous' : 'none',
    identity: recognises(compiled, signals),
  }
}

/** What a policy does, for each region that it tells apart and each state of mind. */
export function outcomes(policy: Policy, taxonomy: Taxonomy): Outcome[] {
  const compiled = compilePolicy(policy, taxonomy)
  return regionsOf(policy).flatMap((region) =>
    statesOf(compiled).map((state) => outcomeOf(policy, compiled, taxonomy, region, state)),
  )
}
