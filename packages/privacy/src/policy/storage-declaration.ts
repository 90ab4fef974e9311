import type { Taxonomy } from '@wend/protocol'
import type { Purpose } from '@wend/protocol/purposes'
import { weighing } from '../weighing.ts'
import { compilePolicy, purposesOfTypes } from './compile.ts'
import { type Document, heading, paragraph, table } from './document.ts'
import { wordsOf } from './explain.ts'
import { ourPurposes } from './our-words.ts'
import { cookies, type Kept } from './outcome.ts'
import { type Policy, presets } from './presets.ts'
import { keptOf } from './record.ts'
import { type Frame, frameIn } from './storage-words.ts'

/** Languages that a cookie page can be made in: those that the policy's texts are written in. */
export const declarationLanguages = (policy: Policy): string[] => [
  ...new Set(Object.values(policy.purposes).flatMap(({ texts }) => Object.keys(texts))),
]

/**
 * What a site keeps on the device, for its cookie page. The policy's words are in the language that is asked for; ours
 * around them are too where we have it, and else English.
 */
export function storageDeclaration(policy: Policy, taxonomy: Taxonomy, language = 'en'): Document {
  const words = frameIn(language)
  const kept = keptOf(policy, taxonomy)
  const collects = [...purposesOfTypes(policy, taxonomy).values()].some(Boolean)
  if (!kept.length && !collects) return [heading(words.title, 1), paragraph(words.none)]
  return [
    heading(words.title, 1),
    ...(kept.some(({ name }) => name === cookies.visitor) ? [paragraph(words.intro)] : []),
    table(words.head, [
      ...kept.map((one) => row(policy, taxonomy, words, one, language)),
      ...(kept.some(({ name }) => name === cookies.decision)
        ? []
        : [[cookies.decision, words.cookie, words.decision, words.refused, words.months(policy.askAgain), words.site]]),
    ]),
    paragraph(words.nothing),
    ...(policy.chat?.sentiment ? [paragraph(words.weighed(weighing.method))] : []),
    ...(policy.chat?.keyMessages ? [paragraph(words.quoted(policy.chat.keyMessages.most))] : []),
    paragraph(words.change),
  ]
}

function row(
  policy: Policy,
  taxonomy: Taxonomy,
  words: Frame,
  { name, kind, months, days, httpOnly }: Kept,
  language: string,
): string[] {
  const access = httpOnly ? words.server : words.site
  if (name === cookies.decision) return [name, words.cookie, words.decision, words.chosen, words.months(months), access]
  const purpose = policy.visitor ? policy.visitor.purpose : 'analytics'
  const { title, text } = inLanguage(policy, purpose, language)
  // Where any region collects until somebody says no, the cookie may be there before a yes.
  const modes = new Set(Object.values(compilePolicy(policy, taxonomy).regimes).map(([mode]) => mode))
  const when = (modes.size > 1 ? words.mixed : modes.has('opt-out') ? words.unless : words.after)(title)
  if (kind === 'database')
    return [name, words.database, `${words.queue}. ${title}: ${text}`, when, words.days(days ?? 0), access]
  return [name, words.cookie, `${words.visitor}. ${title}: ${text}`, when, words.fromFirst(months), access]
}

/** Our translations stand for our own English only: what a policy says otherwise, they would say wrongly. */
function inLanguage(policy: Policy, purpose: Purpose, language: string): { title: string; text: string } {
  const own = policy.purposes[purpose].texts
  const ours = presets['strict-opt-in'].purposes[purpose].texts.en
  const primary = language.replace(/-.*/, '')
  const said = [language, primary].filter((one) => Object.hasOwn(own, one)).map((one) => own[one])[0]
  if (said) return said
  const same = own.en?.title === ours?.title && own.en?.text === ours?.text
  const translated = same && Object.hasOwn(ourPurposes, primary) ? ourPurposes[primary]?.[purpose] : undefined
  return translated ?? wordsOf(policy, purpose)
}
