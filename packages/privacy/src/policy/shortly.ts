import type { Taxonomy } from '@wend/protocol'
import { regimeOf } from '../decide.ts'
import { compilePolicy, purposesOfTypes } from './compile.ts'
import { enumerate, plural } from './document.ts'
import { compact } from './families.ts'
import { messageLine, readings } from './messages.ts'
import { lifetime, outcomes, thing } from './outcome.ts'
import type { Policy } from './presets.ts'
import { regimeSentence } from './reasons.ts'
import { regionsOf } from './visitors.ts'

/** What a policy means in a few sentences, for `wend check`. `explain` has all of it. */
export function shortly(policy: Policy, taxonomy: Taxonomy): string[] {
  const compiled = compilePolicy(policy, taxonomy)
  const covered = [...purposesOfTypes(policy, taxonomy)].filter(([, purpose]) => purpose).map(([type]) => type)
  if (!covered.length) return ['It collects nothing.']
  const regimes = Map.groupBy(regionsOf(policy), ({ code }) => regimeSentence(regimeOf(compiled, code)))
  const name = (region: string) => ({ default: 'everybody else', unknown: 'unknown regions' })[region] ?? region
  const kept = new Map(outcomes(policy, taxonomy).flatMap(({ device }) => device.map((one) => [one.name, one])))
  return [
    ...[...regimes].map(
      ([sentence, regions]) => `${capital(enumerate(regions.map((region) => name(region.name))))}: ${sentence}`,
    ),
    `It covers ${compact(covered, taxonomy)}. Events are kept for ${plural(policy.retention.default, 'month')}, unless “retention” says otherwise.`,
    ...readings.filter((reading) => policy.chat?.[reading]).map((reading) => messageLine(policy, reading)),
    kept.size
      ? `On the device: ${[...kept.values()].map((one) => `${thing(one)} for ${lifetime(one)}`).join(' and ')}, where the policy allows it.`
      : 'On the device: nothing.',
  ]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
