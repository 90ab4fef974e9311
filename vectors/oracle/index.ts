import type { Known, PolicyFile, Purpose, Row, Verb } from '../format.ts'
import { answerFor } from './answer.ts'
import { purposeFor } from './coverage.ts'
import { effective } from './policy.ts'
import { rulesFor } from './region.ts'

const becomes: Readonly<Record<string, Verb>> = {
  'no, recognised': 'drop',
  'no, not recognised': 'drop',
  'yes, recognised': 'keep',
  'yes, not recognised': 'anonymous',
  'undecided, hold': 'hold',
  'undecided, anonymous': 'anonymous',
  'undecided, off': 'drop',
}

/**
 * What should become of an event. Written from docs/policy.md and from nothing else: it shares no line with the function
 * that decides in the tracker and on the collector, so that a mistake would have to be made twice.
 */
export function expected(file: PolicyFile, known: Known, type: string, declared: Purpose): Row['expect'] {
  const policy = effective(file)
  const purpose = purposeFor(policy, type, declared)
  if (!purpose) return { verb: 'drop', purpose, reason: 'not-covered' }
  const [answer, reason] = answerFor(policy, known, purpose)
  const recognised = policy.visitor !== '' && answerFor(policy, known, policy.visitor)[0] === 'yes'
  const state =
    answer === 'undecided'
      ? rulesFor(policy.regions, known.region).before
      : recognised
        ? 'recognised'
        : 'not recognised'
  const verb = becomes[`${answer}, ${state}`]
  if (!verb) throw new Error(`Nobody says what becomes of “${answer}, ${state}”.`)
  // Of an identity without identity nothing is left.
  const empty = type.startsWith('identity.') && verb === 'anonymous'
  return empty ? { verb: 'drop', purpose, reason: 'anonymous' } : { verb, purpose, reason }
}
