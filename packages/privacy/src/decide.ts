import type { Purpose } from '@wend/protocol/purposes'

/**
 * The one place where it is decided what becomes of an event. Tracker and collector both ask here, with the same compiled
 * policy; free of zod and Node, and small, because it stands in every page. docs/policy.md has the precedence in words.
 */

/** What somebody says, by purpose. A purpose that is missing was not spoken of. */
export type Said = Readonly<Partial<Record<Purpose, boolean>>>

/** `pending`: it has not resolved yet. `failed`: it broke, or never came. `at`: when it was decided, where that is known. */
export type Statement = 'pending' | 'failed' | Spoken

/** What is known of the law that applies to a visitor and of their will. Everything absent is unknown. */
export interface Signals {
  /** ISO 3166: `DE`, `US-CA`. */
  readonly region?: string | undefined
  /** Global Privacy Control, from the browser or its `Sec-GPC` header. */
  readonly gpc?: boolean | undefined
  /** Do Not Track. */
  readonly dnt?: boolean | undefined
  /** What legal frameworks on the page say, by their name: `tcf`, `gpp`, `consent-mode`. Only those that the policy listens to. */
  readonly legal?: Readonly<Record<string, Statement>> | undefined
  /** What the visitor chose in a dialog of the site. */
  readonly choice?: Spoken | undefined
}

/** `opt-in`: nothing said means undecided. `opt-out`: nothing said means yes. */
export type Mode = 'opt-in' | 'opt-out'
/** What becomes of an event while its purpose is undecided: kept in the page's memory, sent without identity, or dropped. */
export type Before = 'hold' | 'anonymous' | 'off'

/** How TCF purposes (1 to 11) stand for ours: all that are listed must be agreed to. */
export type TcfMap = Readonly<
  Partial<Record<Exclude<Purpose, 'necessary'>, readonly number[]>> & {
    /** `publisher`: what was said to the site itself. `purpose`: what was said to everybody counts as well. */
    use?: 'publisher' | 'purpose'
    /** TCF purposes for which the site claims legitimate interest, so that an objection not raised is enough. */
    legitimateInterest?: readonly number[]
  }
>

/** A policy worked out for a site: plain JSON, the same in the browser's script and in the collector. */
export interface Compiled {
  /** Version and hash: `3.0a1b2c3d4e5f`. Stands on every event that it allowed. */
  readonly id: string
  /** Purposes by event type, by family, or `*` for all others. Empty: not collected. */
  readonly of: Readonly<Record<string, Purpose | ''>>
  /** Fields of `data` that are kept, by event type. A type that is missing keeps all that it declares. */
  readonly fields?: Readonly<Record<string, readonly string[]>>
  /** By region; `*` for all others, and the empty name, the strictest of all, for an unknown one. */
  readonly regimes: Readonly<Record<string, Regime>>
  readonly gpc: readonly Purpose[]
  readonly dnt: readonly Purpose[]
  /** The purpose that recognising a visitor needs. Empty: nobody is recognised. */
  readonly visitor: Purpose | ''
  /** Legal frameworks that are listened to. */
  readonly legal: readonly string[]
  readonly tcf?: TcfMap
  /** Months for which the tracker remembers a decision, 0 where the page's own dialog does. */
  readonly remember: number
}

/**
 * `keep`, keep without identity (`anonymous`), `hold` in the page's memory until there is a decision, or `drop` for good.
 * On the collector `hold` means no as well: nothing waits there.
 */
export type Verb = 'keep' | 'anonymous' | 'hold' | 'drop'

/**
 * What decided a purpose: `necessary`, `gpc`, `dnt`, the name of a legal framework, `choice`, or `default`, when nobody
 * has said anything and the region's mode speaks.
 */
export type Reason = string

/** What was said, and when. */
export type Spoken = { readonly says: Said; readonly at?: number | undefined }

/** Yes, no or undecided for one purpose, what decided it, and in which words. */
export type Will = readonly [answer: boolean | undefined, reason: Reason, said?: Spoken | undefined]

/** Weighs what legal sources and the visitor say of one purpose. Undefined where nobody speaks of it. */
export type Weigh = (legal: Signals['legal'], choice: Signals['choice'], purpose: Purpose) => Will | undefined

export type Regime = readonly [Mode, Before]

export interface Decision {
  readonly verb: Verb
  /** Empty where the policy covers the event nowhere. */
  readonly purpose: Purpose | ''
  readonly reason: Reason
}

/** The rules of a region. Of `US-CA`, `US` and everybody else the most specific one wins; unknown is the strictest. */
export const regimeOf = ({ regimes }: Compiled, region = ''): Regime =>
  (regimes[/^[A-Z]{2}(-[A-Z\d]{1,3})?$/.test(region) ? region : ''] ??
    regimes[region.slice(0, 2)] ??
    regimes['*']) as Regime

/** The purpose that an event type is collected for. Empty: none, so it is not collected. */
export const purposeOf = (policy: Pick<Compiled, 'of'>, type: string): Purpose | '' =>
  policy.of[type] ?? policy.of[type.split('.')[0] as string] ?? policy.of['*'] ?? ''

/**
 * What legal sources and the visitor's choice say of one purpose. A legal no is no, and so is a legal source that failed; of
 * all other answers the latest counts, and no in a tie; a legal source that has yet to resolve leaves a yes undecided. A yes
 * without a time is the earliest answer, a no the latest.
 */
export const weigh: Weigh = (legal, choice, purpose) => {
  let pending: Reason | undefined
  let heard: Will | undefined
  let latest = -1
  const hear = (name: Reason, said: Spoken | undefined) => {
    const answer = said?.says?.[purpose]
    const at = said?.at ?? (answer ? 0 : Infinity)
    if (answer === undefined || at < latest || (at === latest && answer)) return
    heard = [answer, name, said]
    latest = at
  }
  for (const name in legal) {
    const statement = legal[name]
    if (statement === 'pending') pending = name
    else if (statement === 'failed') return [false, name]
    else if (statement?.says[purpose] === false) return [false, name, statement]
    else hear(name, statement)
  }
  hear('choice', choice)
  return pending && heard?.[0] !== false ? [undefined, pending] : heard
}

/** What was said of one purpose, and where nothing was, what the region's mode says. A page without legal sources needs no scales. */
export const answer = (signals: Signals, purpose: Purpose, regime: Regime, weigh?: Weigh): Will => {
  const { legal, choice } = signals
  const said = choice?.says?.[purpose]
  return (
    (weigh ? weigh(legal, choice, purpose) : said !== undefined && [said, 'choice', choice]) || [
      regime[0] === 'opt-out' || undefined,
      'default',
    ]
  )
}

/** What becomes of an event, by what was answered to its purpose and whether the visitor may be recognised. */
export const fate = (type: string, answer: boolean | undefined, recognised: boolean, [, before]: Regime): Verb => {
  const verb = answer ? (recognised ? 'keep' : 'anonymous') : answer === undefined && before !== 'off' ? before : 'drop'
  // Without identity there is nothing in it.
  return verb === 'anonymous' && /^identity\./.test(type) ? 'drop' : verb
}

/**
 * What the visitor and the law want for one purpose. In this order: necessary is yes; what the browser refuses is no; what
 * legal sources and the visitor say counts; nothing said is what the region's mode says.
 */
export const will = (policy: Compiled, signals: Signals, purpose: Purpose): Will =>
  purpose === 'necessary'
    ? [true, purpose]
    : signals.gpc && policy.gpc.includes(purpose)
      ? [false, 'gpc']
      : signals.dnt && policy.dnt.includes(purpose)
        ? [false, 'dnt']
        : answer(signals, purpose, regimeOf(policy, signals.region), weigh)

/** Whether the visitor may be recognised: a random id in a cookie, and pseudonyms of who they say they are. */
export const recognises = (policy: Compiled, signals: Signals): boolean =>
  policy.visitor !== '' && will(policy, signals, policy.visitor)[0] === true

/** What becomes of an event of this type. */
export function decide(policy: Compiled, signals: Signals, type: string): Decision {
  const purpose = purposeOf(policy, type)
  if (!purpose) return { verb: 'drop', purpose, reason: 'not-covered' }
  const [answered, reason] = will(policy, signals, purpose)
  const regime = regimeOf(policy, signals.region)
  const recognised = recognises(policy, signals)
  const verb = fate(type, answered, recognised, regime)
  return { verb, purpose, reason: verb === fate('', answered, recognised, regime) ? reason : 'anonymous' }
}
