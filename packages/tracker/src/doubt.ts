import type { Data } from './api.ts'

/** As they are now: a page may put something else in their place. */
const { parse, stringify } = JSON

/**
 * Signs of an address, of an escape or of a disguise (see `@wend/privacy/suspicious`), and what begins a secret, in small
 * letters: a page’s first expression without regard to case takes most of a millisecond.
 */
const signs =
  /[@%=\\&\xad]|[^\0-\u058f\u2010-\u2029\u20a0-\u20cf\u2190-\u23ff\u3000-\u9fff]|(?:\d\D{0,3}){6}|[\w-]{32}|eyj|aki|asi|earer|egin |dot|[([{<]\s?at/
/** A word of 12 signs and more that changes between letters and digits, as keys do, or between small and capital ones. */
const keys = /(?=[\w+/-]{0,11}(?:\d|[a-z][A-Z]))[\w+/-]{12}/

/**
 * Whether there could be anything in a text that names a person. Says yes wherever `suspicious` does, and now and then where
 * it does not: then the scrub part is loaded, and decides. A quarter of its size.
 */
export const doubtful = (text: string): boolean => signs.test(text.toLowerCase()) || keys.test(text)

/**
 * The data without any text that is in doubt, nor a field that is named by one: for when there is no time to look closer.
 * Undefined where nothing is in doubt.
 */
export function unchecked(data: Data): Data | undefined {
  // Nearly always there is nothing, and one look at all of it tells: what JSON escapes is in doubt by its backslash.
  if (!doubtful(stringify(data))) return
  let found: boolean | undefined
  const text = stringify(data, (key, value) => {
    if (doubtful(key)) found = true
    else if (typeof value !== 'string' || !doubtful(value)) return value
    else {
      found = true
      return '[unchecked]'
    }
  })
  return found && parse(text)
}
