import type { CloudEvent } from '@wend/protocol'

/**
 * What is to be known of a visit to a form. Tokens with blanks between them, such as `mail` for a field: `corrected` has how
 * often (`zip:1`), `uploaded` how many, how large and what, `order` all fields as they were visited (`zip>city>zip`), `filled` how
 * many of how many, `shown` how many were to be seen. `longest` is the field that took longest, asked only where somebody lingered.
 */
export const factNames = [
  'viewed',
  'started',
  'left',
  'order',
  'back',
  'corrected',
  'pasted',
  'autofilled',
  'longest',
  'failed',
  'step',
  'uploaded',
  'submitted',
  'submit_failed',
  'abandoned',
  'filled',
  'shown',
  'hidden',
  'last',
] as const
export type FactName = (typeof factNames)[number]
export type Facts = Partial<Record<FactName, string>>

type Data = Record<string, unknown>

/** What was reported of the forms of one visit. */
export function reported(events: readonly CloudEvent[]): Record<FactName, string[]> {
  const of = (...verbs: string[]): Data[] =>
    events.filter(({ type }) => verbs.some((verb) => type === `form.${verb}`)).map(({ data }) => data as Data)
  const left = of('field_left')
  const ends = of('submitted', 'abandoned')
  const fields = (some: readonly Data[]) => [...new Set(some.map(({ field }) => String(field)))]
  const sum = (key: string) => {
    const sums = new Map<string, number>()
    for (const data of left) sums.set(String(data.field), (sums.get(String(data.field)) ?? 0) + Number(data[key] ?? 0))
    return [...sums]
  }
  const way = left.map(({ field }) => String(field))
  const [longest] = sum('time').sort(([, a], [, b]) => b - a)
  return {
    viewed: [...new Set(of('viewed').map(({ form }) => String(form)))],
    started: of('started').map(({ field }) => String(field)),
    left: fields(left),
    order: way.length ? [way.filter((field, index) => field !== way[index - 1]).join('>')] : [],
    back: fields(left.filter(({ back }) => back)),
    corrected: sum('corrections').flatMap(([field, times]) => (times ? [`${field}:${times}`] : [])),
    pasted: fields(left.filter(({ pasted }) => pasted)),
    autofilled: fields(left.filter(({ autofilled }) => autofilled)),
    longest: longest ? [longest[0]] : [],
    failed: fields(of('field_failed')),
    step: of('step_completed').map(({ step }) => String(step)),
    uploaded: of('document_uploaded').map(({ count, size, kind }) => `${count}-${size}-${kind}`),
    submitted: of('submitted').map(({ form }) => String(form)),
    submit_failed: of('submit_failed').map(({ form }) => String(form)),
    abandoned: of('abandoned').map(({ form }) => String(form)),
    filled: ends.map(({ filled, fields }) => `${filled}/${fields}`),
    shown: ends.map(({ shown }) => String(shown)),
    hidden: ends.flatMap(({ hidden }) => hidden as string[]),
    last: ends.flatMap(({ last }) => (last ? [String(last)] : [])),
  }
}

/** What a visit is labelled with, in the same way. Fields that were visited stand in their order already. */
export function labelled(facts: Facts): Record<FactName, string[]> {
  const words = (text = '') => text.split(' ').filter(Boolean)
  const all = Object.fromEntries(factNames.map((name) => [name, words(facts[name])])) as Record<FactName, string[]>
  return { ...all, left: [...new Set(words(facts.order).flatMap((way) => way.split('>')))] }
}
