import { builtIn, type Taxonomy } from '@wend/protocol'
import { type Purpose, purposes } from '@wend/protocol/purposes'
import { BadPolicy } from './bad-policy.ts'
import { compilePolicy } from './compile.ts'
import { type BannerWord, type BannerWords, bannerWords, ourPurposes, ourWords } from './our-words.ts'
import { type Policy, presets } from './presets.ts'
import type { Words } from './schema.ts'

export type { BannerWord, BannerWords } from './our-words.ts'

/** What the banner shows: plain JSON that the collector puts into its script. Both maps have the same languages. */
export interface BannerSettings {
  /** By language. The first one is for visitors whose language is not there. */
  readonly words: Readonly<Record<string, BannerWords>>
  /** `necessary`, which is only told, and then those that are asked for. */
  readonly purposes: readonly { readonly id: Purpose; readonly texts: Readonly<Record<string, Words>> }[]
  readonly privacyUrl?: string
}

/**
 * Works out what our banner shows for a policy; undefined where the policy has none. Asks only for purposes that cover an
 * event type or recognise visitors. Throws a sentence for each text that is missing or that the banner does not know.
 */
export function bannerSettings(policy: Policy, taxonomy: Taxonomy = builtIn): BannerSettings | undefined {
  const { banner } = policy
  if (!banner) return
  const wrong = [...mistakes(policy)]
  if (wrong.length) throw new BadPolicy(wrong.join('\n'))
  const { of, visitor } = compilePolicy(policy, taxonomy)
  const used = new Set(['necessary', visitor, ...Object.values(of)])
  const shown = purposes.filter((id) => used.has(id))
  const texts = shown.map((id) => ({ id, texts: textsOf(policy, id) }))
  const languages = languagesOf(policy, texts)
  const [first = 'en'] = languages
  return {
    words: Object.fromEntries(languages.map((language) => [language, wordsIn(policy, language)])),
    purposes: texts.map(({ id, texts }) => ({
      id,
      texts: Object.fromEntries(
        languages.map((language) => [language, texts[language] ?? texts[primary(language)] ?? texts[first]]),
      ) as Record<string, Words>,
    })),
    ...(banner.privacyUrl !== undefined && { privacyUrl: banner.privacyUrl }),
  }
}

/**
 * The words that a visitor sees in one language, each on a line: in the banner itself, and in its dialog. This is what the
 * text hash of a consent record stands for.
 */
export function shownTexts(settings: BannerSettings, language: string): { banner: string; dialog: string } {
  const words = settings.words[language] as BannerWords
  const texts = settings.purposes.map(({ id, texts }) => ({ id, ...(texts[language] as Words) }))
  const notice = settings.privacyUrl === undefined ? [] : [words.notice]
  const asked = texts.filter(({ id }) => id !== 'necessary')
  return {
    banner: [
      ...[words.title, words.text, ...asked.map(({ title }) => title), words.later, ...notice],
      ...[words.reject, words.accept, words.choose],
    ].join('\n'),
    dialog: [
      ...[words.dialog, words.close, words.later, ...notice],
      ...texts.flatMap(({ id, title, text }) => (id === 'necessary' ? [title, words.always, text] : [title, text])),
      ...[words.reject, words.accept, words.save],
    ].join('\n'),
  }
}

const primary = (language: string): string => language.replace(/-.*/, '')
const ownWords = ({ banner }: Policy): Readonly<Record<string, Readonly<Record<string, string>>>> =>
  banner ? (banner.texts ?? {}) : {}
const wordsIn = (policy: Policy, language: string): BannerWords => {
  const own = ownWords(policy)
  return { ...(ourWords[primary(language)] as BannerWords), ...(own[language] ?? own[primary(language)]) }
}

/** Our translations stand for the English of the presets. Where a policy says something else, they would be wrong. */
function textsOf(policy: Policy, id: Purpose): Readonly<Record<string, Words>> {
  const { texts } = policy.purposes[id]
  const ours = presets['strict-opt-in'].purposes[id].texts.en
  if (texts.en?.title !== ours?.title || texts.en?.text !== ours?.text) return texts
  const translated = Object.entries(ourPurposes).map(([language, purposes]) => [language, purposes[id]])
  return { ...texts, ...Object.fromEntries(translated), ...texts }
}

/**
 * The languages that the policy speaks, and those of ours in which every purpose has its text: nobody gets a banner that is
 * in two languages because of us.
 */
function languagesOf(policy: Policy, shown: readonly { texts: Readonly<Record<string, Words>> }[]): string[] {
  const spoken = purposes.flatMap((id) => Object.keys(policy.purposes[id].texts))
  const whole = Object.keys(ourWords).filter((language) => shown.every(({ texts }) => texts[language]))
  return [...new Set([...spoken, ...Object.keys(ownWords(policy)), ...whole])]
}

function* mistakes(policy: Policy): Generator<string> {
  if (!policy.banner) return
  const { privacyUrl } = policy.banner
  if (privacyUrl !== undefined && !/^(https?:\/\/|\/)/.test(privacyUrl))
    yield 'banner.privacyUrl: Write a path (/privacy) or an address that begins with https://.'
  const names = Object.keys(bannerWords) as BannerWord[]
  for (const [language, words] of Object.entries(ownWords(policy)))
    for (const name of Object.keys(words))
      if (!names.includes(name as BannerWord))
        yield `banner.texts.${language}: the banner has no word ${name}. It has ${names.join(', ')}.`
  for (const language of languagesOf(policy, [])) {
    const missing = names.filter((name) => !wordsIn(policy, language)[name]?.trim())
    if (missing.length) yield `banner.texts.${language}: add ${missing.join(', ')}.`
  }
}
