import {
  answer as answerTo,
  type Compiled,
  fate,
  purposeOf,
  type Regime,
  type Said,
  type Statement,
  type Verb,
  type Weigh,
  type Will,
} from '@wend/privacy/decide'
import { askable, type Purpose } from '@wend/protocol/purposes'

/** A decision of the visitor, and how it came about. */
export interface Choice {
  says: Said
  at: number
  source?: string
  /** SHA-256 in hex of the words that were shown, and their language. */
  text?: string | undefined
  language?: string | undefined
}

/** Knows every signal of consent, and what follows from them. */
export interface Gate {
  /** The rules that hold where the visitor is: the strictest, unless a piece knows where that is. */
  regime: Regime
  choice: Choice | undefined
  /** What legal frameworks on the page say, by name, and how that is weighed where any are listened to. */
  legal: Record<string, Statement>
  weigh?: Weigh
  /** By purpose. A no ends an epoch, and a yes after it begins the next: what was reported in one is never sent in another. */
  epochs: Record<string, number | undefined>
  /** By purpose, as of the last look: yes, no or undecided. */
  answers: Record<string, boolean | undefined>
  /** What becomes of an event, and for which purpose it is collected. */
  decide(type: string): { verb: Verb; purpose: Purpose | '' }
  /** Which epochs an event may be sent in that is ready now; one with identity in no other of being recognised either. */
  epochOf(purpose: string, anonymous?: unknown): string | false | undefined
  /** Whether the visitor may be recognised. */
  recognised(): boolean
  /** Looks what has become of each purpose. Gives those that were a yes and are a no now. */
  look(): Purpose[]
  /** What the envelope says of consent. Of anonymous events nothing that could tell one visitor from another. */
  claim(anonymous: boolean | undefined, proof: object): object
}

export function createGate(policy: Compiled): Gate {
  const { globalPrivacyControl: gpc, doNotTrack } = navigator as {
    globalPrivacyControl?: boolean
    doNotTrack?: unknown
  }
  let granted: Purpose[]
  let denied: Purpose[]
  let by: Partial<Choice>
  let last = 0
  const refused = [...(gpc ? policy.gpc : []), ...(doNotTrack === '1' ? policy.dnt : [])]
  const gate: Gate = {
    regime: policy.regimes[''] as Regime,
    choice: undefined,
    legal: {},
    epochs: {},
    answers: { necessary: true },
    decide(type) {
      const purpose = purposeOf(policy, type)
      return { verb: purpose ? fate(type, gate.answers[purpose], gate.recognised(), gate.regime) : 'drop', purpose }
    },
    epochOf: (purpose, anonymous) =>
      anonymous
        ? `${gate.epochs[purpose]}`
        : gate.answers[purpose] && `${gate.epochs[purpose]}/${gate.epochs[policy.visitor]}`,
    recognised: () => !!gate.answers[policy.visitor],
    look() {
      by = {}
      granted = []
      denied = []
      return askable.filter((purpose) => {
        const before = gate.answers[purpose]
        const [answer, reason, said]: Will = refused.includes(purpose)
          ? [false, '']
          : answerTo(gate, purpose, gate.regime, gate.weigh)
        gate.answers[purpose] = answer
        if (answer !== before && (before !== undefined || !answer)) gate.epochs[purpose] = ++last
        if (answer === false) denied.push(purpose)
        // What is allowed because nobody has said anything was granted by nobody.
        if (answer && said) granted.push(purpose)
        if (said && (answer || !by.source)) by = { source: reason, ...(said as Partial<Choice>) }
        return before && answer === false
      })
    },
    claim: (anonymous, proof) => ({
      granted: granted.filter((purpose) => !anonymous || purpose !== policy.visitor),
      denied: denied[0] && denied,
      policy: policy.id,
      source: by.source,
      ...(anonymous ? { nobody: true } : { ...by, says: undefined, ...proof }),
    }),
  }
  return gate
}
