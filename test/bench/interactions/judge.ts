import type { CloudEvent } from '@wend/protocol'
import { factNames, labelled, reported } from './facts.ts'
import { compare } from './score.ts'
import type { Visit } from './visit.ts'

/** What was stored of a visit beside its labels. */
export function judge(visit: Visit, events: readonly CloudEvent[]) {
  const said = events.flatMap(({ type, data }) => (type === 'frustration.detected' ? [String(data.kind)] : []))
  const [facts, labels] = [reported(events), labelled(visit.facts)]
  const asked = factNames.filter((fact) => fact !== 'longest' || visit.facts.longest)
  return {
    visit,
    // Told in two views it is still one thing that went wrong.
    signs: compare([...new Set(said)], visit.signs),
    facts: new Map(asked.map((fact) => [fact, compare(facts[fact], labels[fact])])),
  }
}

/** Where what was said is not what is true. */
export const differencesOf = ({ visit, signs, facts }: ReturnType<typeof judge>) =>
  [['trouble', signs] as const, ...facts].flatMap(([what, { said, missed }]) =>
    said.length || missed.length ? [{ visit: visit.name, what, said, missed }] : [],
  )
