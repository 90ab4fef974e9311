import type { Known, Purpose, Statement } from '../format.ts'
import type { Effective } from './policy.ts'
import { rulesFor } from './region.ts'

export type Answer = 'yes' | 'no' | 'undecided'

/** Somebody who has something to say of a purpose. */
interface Voice {
  readonly who: string
  readonly says: 'yes' | 'no' | 'waits' | 'broken' | 'nothing'
  readonly at: number
}

const voice = (who: string, purpose: Purpose, statement: Statement | undefined): Voice => {
  if (statement === undefined) return { who, says: 'nothing', at: 0 }
  if (statement === 'pending') return { who, says: 'waits', at: 0 }
  if (statement === 'failed') return { who, says: 'broken', at: 0 }
  const said = statement.says[purpose]
  // Of a no whose time nobody knows, nobody can say that a yes came later.
  const at = statement.at ?? (said === false ? Number.POSITIVE_INFINITY : 0)
  return { who, says: said === undefined ? 'nothing' : said ? 'yes' : 'no', at }
}

/** The latest voice; of two at once the no, and of two that agree the one that was named first. */
const lastWord = (voices: readonly Voice[]): Voice | undefined =>
  voices
    .filter(({ says }) => says === 'yes' || says === 'no')
    .sort((a, b) => (a.at === b.at ? Number(a.says === 'yes') - Number(b.says === 'yes') : a.at < b.at ? 1 : -1))[0]

/** The answer for one purpose and who gave it, by the four rules of “Who wins” in docs/policy.md. */
export function answerFor(policy: Effective, known: Known, purpose: Purpose): readonly [Answer, string] {
  const { gpc, dnt, tcf, gpp, consentMode } = policy.signals
  const frameworks = [
    voice('tcf', purpose, tcf ? known.tcf?.means : undefined),
    voice('gpp', purpose, gpp ? known.legal?.gpp : undefined),
    voice('consent-mode', purpose, consentMode ? known.legal?.['consent-mode'] : undefined),
  ]
  const visitor = voice('choice', purpose, known.choice)
  const last = lastWord([...frameworks, visitor])
  const refusing = frameworks.find(({ says }) => says === 'no' || says === 'broken')
  const waiting = frameworks.find(({ says }) => says === 'waits')
  const { mode } = rulesFor(policy.regions, known.region)

  const rules: readonly (readonly [applies: unknown, answer: Answer, who: string | undefined])[] = [
    [purpose === 'necessary', 'yes', 'necessary'],
    [known.gpc && gpc.includes(purpose), 'no', 'gpc'],
    [known.dnt && dnt.includes(purpose), 'no', 'dnt'],
    [refusing, 'no', refusing?.who],
    [last?.says === 'no', 'no', last?.who],
    [waiting, 'undecided', waiting?.who],
    [last?.says === 'yes', 'yes', last?.who],
    [mode === 'opt-out', 'yes', 'default'],
    [true, 'undecided', 'default'],
  ]
  const [, answer, who] = rules.find(([applies]) => applies) ?? [true, 'undecided', 'default']
  return [answer as Answer, who ?? 'default']
}
