import { scrubText } from './scrub.ts'
import { between, topics } from './service-words.ts'

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/))
const matters = setOf(topics)
const rest = setOf(between)
/** After one of these somebody is named, up to the end of the clause. None of them stays itself. */
const introduces = setOf('name names named called surname mr mrs ms miss dr prof dear regards sincerely cheers signed')
const none: ReadonlySet<string> = new Set()

/** The most characters of a gist, and of what is read for it. */
export const gistLength = 160
const longest = 1000

/**
 * What a message to a chat is about, in the words of ours that it has, and in words of the site's own: `my order … broken`. All
 * others are left out, so that no name, number, address or secret of anybody is in it, however it is written. Empty where none
 * of what stays names a matter. The gist of a gist is itself.
 */
export function gist(text: string, own: ReadonlySet<string> = none): string {
  const plain = scrubText(text.slice(0, longest).replaceAll('’', "'"))
  let result = ''
  let about = false
  /** Only at the start of a sentence a capital means nothing. */
  let starts = true
  let naming = false
  for (const token of (plain === plain.toUpperCase() ? plain.toLowerCase() : plain).split(/\s+/)) {
    const [, written = '', end = ''] = /^["'(]*(.*?)([.,!?;:)"']*)$/.exec(token) ?? []
    const word = written.toLowerCase()
    naming ||= introduces.has(word)
    const kept =
      !naming &&
      (starts || word === written || /^i(?:'|$)/.test(word)) &&
      (matters.has(word) || own.has(word) || rest.has(word))
    const next = kept ? `${result} ${word}` : result.endsWith('…') ? result : `${result} …`
    if (token && next.trim().length <= gistLength) {
      result = next
      about ||= kept && !rest.has(word)
    } else if (token) break
    starts = /[.!?:]/.test(end)
    if (end) naming = false
  }
  return about ? result.trim() : ''
}
