import type { Taxonomy } from '@wend/protocol'
import { type Compiled, type Decision, decide, type Signals } from '../decide.ts'
import { compilePolicy } from './compile.ts'
import { type Document, heading, list, paragraph } from './document.ts'
import { compact } from './families.ts'
import { deviceOf, lifetime, thing } from './outcome.ts'
import type { Policy } from './presets.ts'
import { frameworks, sentence } from './reasons.ts'

export interface DryRun {
  /** What `decide` says of each type that was asked for. */
  readonly decisions: ReadonlyMap<string, Decision>
  readonly document: Document
}

/** What the policy gets to hear: the tracker brings nothing along for frameworks that the policy does not listen to. */
export const heard = ({ legal: given = {}, ...signals }: Signals, { legal }: Compiled): Signals => {
  const kept = Object.entries(given).filter(([name]) => legal.includes(name))
  return kept.length ? { ...signals, legal: Object.fromEntries(kept) } : signals
}

/** What becomes of one visitor's events, and why: of the types that are named, or of all. */
export function dryRun(policy: Policy, taxonomy: Taxonomy, given: Signals, types: readonly string[] = []): DryRun {
  const compiled = compilePolicy(policy, taxonomy)
  const signals = heard(given, compiled)
  const decisions = new Map(
    (types.length ? types : [...taxonomy.keys()]).map((type) => [type, decide(compiled, signals, type)]),
  )
  const device = deviceOf(policy, compiled, signals)
  const deaf = Object.keys(given.legal ?? {}).filter((name) => !compiled.legal.includes(name))
  return {
    decisions,
    document: [
      heading(`Policy ${compiled.id} decides`, 1),
      ...deaf.map((name) =>
        paragraph(
          `This policy does not listen to ${frameworks[name] ?? name}: what was said there counts for nothing.`,
        ),
      ),
      list(types.length ? named(decisions) : grouped(decisions)),
      list([
        device.length
          ? `On the device: ${device.map((one) => `${thing(one)} (${lifetime(one)})`).join(' and ')}.`
          : 'On the device: nothing.',
      ]),
    ],
  }

  function named(all: ReadonlyMap<string, Decision>): string[] {
    return [...all].map(([type, decision]) => `${type} ${sentence(policy, compiled, signals, decision)}`)
  }

  function grouped(all: ReadonlyMap<string, Decision>): string[] {
    const groups = Map.groupBy(all, ([, decision]) => JSON.stringify(decision))
    return [...groups.values()].flatMap((group) => {
      const decision = group[0]?.[1]
      const some = group.map(([type]) => type)
      return decision ? [`${compact(some, taxonomy)}: ${sentence(policy, compiled, signals, decision, 'each')}`] : []
    })
  }
}
