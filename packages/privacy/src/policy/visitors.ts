import { type Purpose, purposes } from '@wend/protocol/purposes'
import type { Compiled, Said, Signals } from '../decide.ts'
import { eea } from './compile.ts'
import type { Policy } from './presets.ts'

/** The purposes that visitors are asked for. */
export const asked = purposes.filter((purpose): purpose is Exclude<Purpose, 'necessary'> => purpose !== 'necessary')

/** A region that a policy tells apart, and a code that stands for all that fall under it. */
export interface Region {
  /** As in the policy: `EEA`, `US-CA`, `default`; or `unknown`. */
  readonly name: string
  readonly code: string | undefined
}

/**
 * The regions that policies tell apart. Codes X… are free for private use: nobody lives there, so they fall under
 * `default`. A group whose members are all named apart has nobody left.
 */
export function regionsOf(...policies: readonly Pick<Policy, 'regions'>[]): Region[] {
  const names = [...new Set(policies.flatMap(({ regions }) => Object.keys(regions)))]
  const codes = names.flatMap((name): Region[] => {
    if (name === 'default') return []
    if (name !== 'EEA') return [{ name, code: name }]
    const code = eea.find((country) => !names.includes(country))
    return code ? [{ name, code }] : []
  })
  const free = ['XA', 'XB', 'XC', 'XD'].find((code) => !names.includes(code)) ?? 'ZZ'
  return [...codes, { name: 'default', code: free }, { name: 'unknown', code: undefined }]
}

/** What a visitor and the law on the page have said so far. */
export interface State {
  readonly name: string
  /** For people, at the beginning of a sentence. */
  readonly title: string
  readonly signals: Signals
}

const says = (yes: (purpose: Purpose) => boolean): { choice: { says: Said } } => ({
  choice: { says: Object.fromEntries(asked.map((purpose) => [purpose, yes(purpose)])) },
})
const everything = says(() => true)

/** Every state of mind that a policy answers differently to. */
export function statesOf(...policies: readonly Pick<Compiled, 'dnt' | 'legal'>[]): State[] {
  const legal = policies.find((policy) => policy.legal.length)?.legal[0]
  return [
    { name: 'not-asked', title: 'Not asked yet', signals: {} },
    { name: 'refused', title: 'Refused', signals: says(() => false) },
    ...asked.map((only) => ({
      name: `accepted-${only}`,
      title: `Accepted ${only} only`,
      signals: says((purpose) => purpose === only),
    })),
    { name: 'accepted-all', title: 'Accepted all', signals: everything },
    { name: 'gpc', title: 'GPC on, not asked yet', signals: { gpc: true } },
    { name: 'gpc-accepted-all', title: 'GPC on, accepted all', signals: { gpc: true, ...everything } },
    ...(policies.some(({ dnt }) => dnt.length)
      ? [{ name: 'dnt-accepted-all', title: 'Do Not Track on, accepted all', signals: { dnt: true, ...everything } }]
      : []),
    ...(legal
      ? [
          {
            name: 'legal-pending',
            title: 'Accepted all, legal source undecided',
            signals: { legal: { [legal]: 'pending' as const }, ...everything },
          },
          {
            name: 'legal-failed',
            title: 'Accepted all, legal source failed',
            signals: { legal: { [legal]: 'failed' as const }, ...everything },
          },
        ]
      : []),
  ]
}
