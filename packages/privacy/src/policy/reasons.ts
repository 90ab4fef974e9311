import { type Compiled, type Decision, regimeOf, type Signals } from '../decide.ts'
import { enumerate } from './document.ts'
import type { Policy } from './presets.ts'
import { asked } from './visitors.ts'

/** Names of the legal frameworks as people know them. */
export const frameworks: Readonly<Record<string, string>> = {
  tcf: 'the TCF dialog',
  gpp: 'the GPP dialog',
  'consent-mode': 'Google Consent Mode',
}
const named = (name: string): string => frameworks[name] ?? name
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const outcomes = {
  keep: 'kept with the visitor’s pseudonym',
  anonymous: 'kept without identity',
  hold: 'held in the page’s memory',
  drop: 'dropped',
} as const

/** `is dropped: Global Privacy Control is on, and this policy lets it stop marketing.` */
export function sentence(
  policy: Policy,
  compiled: Compiled,
  signals: Signals,
  decision: Decision,
  verb = 'is',
): string {
  const parts = [because(compiled, signals, decision), ...withoutIdentity(policy, decision)]
  return `${verb} ${outcomes[decision.verb]}: ${parts.join('; ')}.`
}

function because(compiled: Compiled, signals: Signals, { purpose, reason, verb }: Decision): string {
  const statement = signals.legal?.[reason]
  switch (reason) {
    case 'necessary':
      return 'it is necessary, so nobody is asked'
    case 'not-covered':
      return 'this policy covers it nowhere'
    case 'anonymous':
      return 'without identity there is nothing in it'
    case 'gpc':
      return `Global Privacy Control is on, and this policy lets it stop ${purpose}`
    case 'dnt':
      return `Do Not Track is on, and this policy lets it stop ${purpose}`
    case 'choice':
      return signals.choice?.says[purpose as 'analytics']
        ? `the visitor agreed to ${purpose}`
        : `the visitor refused ${purpose}`
    case 'default': {
      const [mode, before] = regimeOf(compiled, signals.region)
      const where = signals.region ? `in ${signals.region}` : 'where the region is unknown'
      return mode === 'opt-out'
        ? `nobody has refused ${purpose}, and ${where} this policy collects until somebody does (opt-out)`
        : `nobody has said anything of ${purpose} yet, and ${where} this policy asks first (opt-in, before: ${before})`
    }
    default:
      if (statement === 'failed') return `${named(reason)} failed or never answered, and that is a no`
      if (statement === 'pending')
        return `${named(reason)} has not answered yet${verb === 'drop' ? ', and before: off keeps nothing' : ''}`
      return `${named(reason)} says ${statement?.says[purpose as 'analytics'] ? 'yes' : 'no'} to ${purpose}`
  }
}

/** Why something that is allowed is kept without identity all the same. */
function* withoutIdentity(policy: Policy, { verb }: Decision): Generator<string> {
  if (verb !== 'anonymous') return
  if (!policy.visitor) yield 'this policy recognises nobody'
  else yield `recognising a visitor needs a yes to ${policy.visitor.purpose}, and there is none`
}

/** One sentence on the rules of a region. */
export const regimeSentence = ([mode, before]: readonly [
  'opt-in' | 'opt-out',
  'hold' | 'anonymous' | 'off',
]): string => {
  const meanwhile = {
    hold: 'events wait in the page’s memory, and nothing is sent',
    anonymous: 'events are sent without identity',
    off: 'events are dropped',
  }[before]
  return mode === 'opt-in'
    ? `Asked first (opt-in). Before a decision ${meanwhile}.`
    : `Collected until somebody says no (opt-out). While a legal source has yet to answer, ${meanwhile}.`
}

export const listSignals = (policy: Policy, compiled: Compiled): string[] => [
  policy.signals.gpc.length
    ? `Global Privacy Control stops ${enumerate(policy.signals.gpc)}.`
    : 'Global Privacy Control is not listened to.',
  policy.signals.dnt.length
    ? `Do Not Track stops ${enumerate(policy.signals.dnt)}.`
    : 'Do Not Track is not listened to.',
  compiled.legal.length
    ? `${capital(enumerate(compiled.legal.map(named)))} ${compiled.legal.length === 1 ? 'is' : 'are'} listened to: a no there beats everything else, a failure is a no, and until there is an answer nothing is allowed.`
    : 'No legal framework (TCF, GPP, Consent Mode) is listened to.',
  `A decision covers ${enumerate(asked)}; it is remembered ${remembers(policy, compiled)}.`,
]

const remembers = (policy: Policy, compiled: Compiled): string =>
  compiled.remember
    ? `in the cookie wend_consent for ${compiled.remember} months`
    : `by the page’s own dialog, which should ask again after ${policy.askAgain} months`
