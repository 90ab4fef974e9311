import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decide, type Signals, type Verb } from '../decide.ts'
import { compilePolicy } from './compile.ts'
import { dryRun, heard } from './dry-run.ts'
import { parsePolicy } from './parse.ts'
import { expand, policies, taxonomy, visitors } from './testing.ts'
import { toText } from './text.ts'

const verbs: readonly (readonly [RegExp, Verb])[] = [
  [/^kept with the visitor’s pseudonym/, 'keep'],
  [/^kept without identity/, 'anonymous'],
  [/^held in the page’s memory/, 'hold'],
  [/^dropped/, 'drop'],
]
const verbIn = (words: string): Verb | undefined => verbs.find(([pattern]) => pattern.test(words))?.[1]

/** What a printed dry run says of each type, read from its words alone. */
function read(policy: ReturnType<typeof parsePolicy>, signals: Signals): Map<string, Verb | undefined> {
  const block = dryRun(policy, taxonomy, signals).document.find((one) => 'list' in one)
  const lines = block && 'list' in block ? block.list : []
  return new Map(
    lines.flatMap((line) => {
      const [, names = '', words = ''] = /^(.*?): each (.*)$/s.exec(line) ?? []
      return [...expand(names, taxonomy)].map((type) => [type, verbIn(words)] as const)
    }),
  )
}

it('says of 1,000 random visitors what decide does, and why', () => {
  fc.assert(
    fc.property(fc.constantFrom(...policies), visitors, ([, policy], signals) => {
      const compiled = compilePolicy(policy, taxonomy)
      const { decisions } = dryRun(policy, taxonomy, signals)
      const printed = read(policy, signals)
      expect(printed.size).toBe(taxonomy.size)
      // Compared as a whole: one assertion for each type of each visitor would take most of the time.
      const decided = [...taxonomy.keys()].map(
        (type) => [type, decide(compiled, heard(signals, compiled), type)] as const,
      )
      expect([...decisions]).toEqual(decided)
      expect([...taxonomy.keys()].map((type) => [type, printed.get(type)])).toEqual(
        decided.map(([type, { verb }]) => [type, verb]),
      )
    }),
    { numRuns: 1000 },
  )
}, 60_000)

describe('the reason', () => {
  const strict = parsePolicy({ version: 1, signals: { dnt: ['analytics'], tcf: {}, gpp: true } })
  const american = parsePolicy({ version: 1, preset: 'us-opt-out' })
  const yes = { says: { analytics: true } }
  const cases: [string, ReturnType<typeof parsePolicy>, Signals, string, string][] = [
    [
      'GPC',
      american,
      { region: 'US', gpc: true },
      'ad.clicked',
      'ad.clicked is dropped: Global Privacy Control is on, and this policy lets it stop marketing.',
    ],
    [
      'DNT',
      strict,
      { dnt: true, choice: yes },
      'page.viewed',
      'page.viewed is dropped: Do Not Track is on, and this policy lets it stop analytics.',
    ],
    [
      'a yes',
      strict,
      { choice: yes },
      'page.viewed',
      'page.viewed is kept with the visitor’s pseudonym: the visitor agreed to analytics.',
    ],
    [
      'a no',
      strict,
      { choice: { says: { analytics: false } } },
      'page.viewed',
      'page.viewed is dropped: the visitor refused analytics.',
    ],
    [
      'nothing said',
      strict,
      {},
      'page.viewed',
      'page.viewed is held in the page’s memory: nobody has said anything of analytics yet, and where the region is unknown this policy asks first (opt-in, before: hold).',
    ],
    [
      'nothing said, opt-out',
      american,
      { region: 'US-CA' },
      'page.viewed',
      'page.viewed is kept with the visitor’s pseudonym: nobody has refused analytics, and in US-CA this policy collects until somebody does (opt-out).',
    ],
    [
      'a legal no',
      strict,
      { legal: { tcf: { says: { analytics: false } } }, choice: yes },
      'page.viewed',
      'page.viewed is dropped: the TCF dialog says no to analytics.',
    ],
    [
      'a legal yes',
      strict,
      { legal: { tcf: yes } },
      'page.viewed',
      'page.viewed is kept with the visitor’s pseudonym: the TCF dialog says yes to analytics.',
    ],
    [
      'a pending source',
      strict,
      { legal: { gpp: 'pending' }, choice: yes },
      'page.viewed',
      'page.viewed is held in the page’s memory: the GPP dialog has not answered yet.',
    ],
    [
      'a failed source',
      strict,
      { legal: { tcf: 'failed' }, choice: yes },
      'page.viewed',
      'page.viewed is dropped: the TCF dialog failed or never answered, and that is a no.',
    ],
    [
      'necessity',
      strict,
      {},
      'consent.asked',
      'consent.asked is kept without identity: it is necessary, so nobody is asked; recognising a visitor needs a yes to analytics, and there is none.',
    ],
    [
      'no coverage',
      parsePolicy({ version: 1, preset: 'off' }),
      { choice: yes },
      'page.viewed',
      'page.viewed is dropped: this policy covers it nowhere.',
    ],
    [
      'nobody recognised',
      parsePolicy({ version: 1, visitor: false }),
      { choice: yes },
      'page.viewed',
      'page.viewed is kept without identity: the visitor agreed to analytics; this policy recognises nobody.',
    ],
    [
      'no identity to say',
      parsePolicy({ version: 1, visitor: false }),
      { choice: yes },
      'identity.claimed',
      'identity.claimed is dropped: without identity there is nothing in it.',
    ],
  ]
  it.each(cases)('is said in a sentence: %s', (_, policy, signals, type, sentence) => {
    const { document } = dryRun(policy, taxonomy, signals, [type])
    expect(document.flatMap((block) => ('list' in block ? block.list : []))[0]).toBe(sentence)
  })
})

it('says when the policy is deaf to a source that was named', () => {
  const { document } = dryRun(parsePolicy({ version: 1 }), taxonomy, { legal: { tcf: 'pending' } })
  expect(toText(document)).toContain('does not listen to the TCF dialog')
})

it.each<[string, Signals, string]>([
  ['nothing', {}, 'On the device: nothing.'],
  [
    'the visitor’s cookie',
    { choice: { says: { analytics: true } } },
    'the cookie __Host-wend (13 months) and the database wend/… (7 days).',
  ],
])('says what is put on the device: %s', (_, signals, words) => {
  expect(toText(dryRun(parsePolicy({ version: 1 }), taxonomy, signals).document)).toContain(words)
})
