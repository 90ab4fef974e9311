import { type Compiled, type Signals, will } from '../decide.ts'

/** One case of who wins when statements of will contradict each other. */
export interface Case {
  readonly said: string
  /** Yes, no, or not decided; in a region that asks first, and in one that collects until somebody says no. */
  readonly optIn: string
  readonly optOut: string
}

const yes = { analytics: true } as const
const no = { analytics: false } as const

const cases: readonly (readonly [said: string, signals: Signals])[] = [
  ['nothing', {}],
  ['the visitor agrees', { choice: { says: yes } }],
  ['the visitor refuses', { choice: { says: no } }],
  ['Global Privacy Control, though the visitor agrees', { gpc: true, choice: { says: yes, at: 2 } }],
  ['Do Not Track, though the visitor agrees', { dnt: true, choice: { says: yes, at: 2 } }],
  [
    'a legal framework says no; the visitor agrees later',
    { legal: { tcf: { says: no, at: 1 } }, choice: { says: yes, at: 2 } },
  ],
  [
    'a legal framework says yes; the visitor refuses later',
    { legal: { tcf: { says: yes, at: 1 } }, choice: { says: no, at: 2 } },
  ],
  [
    'the visitor refuses; a legal framework says yes later',
    { legal: { tcf: { says: yes, at: 2 } }, choice: { says: no, at: 1 } },
  ],
  ['yes and no at the same moment', { legal: { tcf: { says: yes, at: 1 } }, choice: { says: no, at: 1 } }],
  ['two legal frameworks, one says yes and one no', { legal: { tcf: { says: yes }, gpp: { says: no } } }],
  ['a legal framework has not answered yet', { legal: { tcf: 'pending' } }],
  ['a legal framework has not answered yet; the visitor agrees', { legal: { tcf: 'pending' }, choice: { says: yes } }],
  ['a legal framework has not answered yet; the visitor refuses', { legal: { tcf: 'pending' }, choice: { says: no } }],
  ['a legal framework failed; the visitor agrees', { legal: { tcf: 'failed' }, choice: { says: yes } }],
  ['the visitor spoke of another purpose only', { choice: { says: { marketing: true } } }],
]

/** Listens to everything, and lets every signal stop analytics. */
const policy = (mode: 'opt-in' | 'opt-out'): Compiled => ({
  id: '1.precedence',
  of: { '*': 'analytics' },
  regimes: { '*': [mode, 'hold'], '': [mode, 'hold'] },
  gpc: ['analytics'],
  dnt: ['analytics'],
  visitor: 'analytics',
  legal: ['tcf', 'gpp', 'consent-mode'],
  remember: 0,
})

const word = (answer: boolean | undefined): string => (answer === undefined ? 'not decided' : answer ? 'yes' : 'no')

/** Who wins, as a table. The answers are those of `will`, for a purpose that every signal may stop. */
export const precedence = (): Case[] =>
  cases.map(([said, signals]) => {
    const answer = (mode: 'opt-in' | 'opt-out') => word(will(policy(mode), signals, 'analytics')[0])
    return { said, optIn: answer('opt-in'), optOut: answer('opt-out') }
  })
