/** What people put between two digits of one number: up to three signs, raw or URL-encoded, or the `+` of a form. */
const gap = String.raw`(?:(?:[\s()./\u2010-\u2015-]|%(?:25)*2[089DEF]){0,3}|\+)`
const digits = String.raw`(?:\d${gap}){6,14}\d`
/** A leading zero also begins dates (01.02.2026), months (01/2026) and opening hours (09.00 - 18.00). */
const noDate = String.raw`(?!\d\d?([./-])\d\d?\1\d{2,4}(?!\1?\d)|\d\d[./-](?:19|20)\d\d(?! ?\d)|\d\d\.\d\d\s?[\u2013-]\s?\d\d\.\d\d(?!\d))`

const emails =
  /(?<![\p{L}\p{M}\p{N}_.%+'-])[\p{L}\p{M}\p{N}_.%+'-]+(?:@(?!\dx\.(?:png|jpe?g|gif|webp|avif|svg))|%(?:25)*40)[\p{L}\p{M}\p{N}-]{1,63}(?:\.[\p{L}\p{M}\p{N}-]{1,63}){0,7}\.\p{L}[\p{L}\p{M}\p{N}-]{1,62}/gu
const jsonWebTokens = /\beyJ[\w-]{5,512}\.[\w-]{5,4000}(?:\.[\w-]{0,2000})?/g
const longWords = /(?<![\w-])[\w-]{32,}/g
const phones = new RegExp(
  String.raw`(?:\+|%(?:25)*2B)\(?(?!0[.,])${digits}(?!\d)|(?<![\w+-]|\d\.|\d\d:)${noDate}(?:00 ?|\(0\) ?|\(?0)(?=[1-9])${digits}(?!\w)`,
  'gi',
)
const cards = /(?<![\d+]|%(?:25)*2B)[1-9](?:(?:[\s+\u2010-\u2015-]|%(?:25)*2[0D])?\d){12,63}(?!\d)/gi
const northAmerican =
  /(?<![\w.,+-])(?:1[ .-]?)?\(?[2-9]\d\d(?:\) ?|[\s.\u2010-\u2015-])[2-9]\d\d[\s.\u2010-\u2015-]\d{4}(?!\d)/g
const longNumbers = /(?<![\w.,+-])[1-9]\d{10,14}(?!\w|[.,]\d)/g

/**
 * What could name a person, and what stands in its place, in order. Each pattern is linear: wherever one run could be
 * read in two ways, it begins at the start of that run only, or is bounded.
 */
const patterns: readonly ((text: string) => string)[] = [
  (text) => text.replace(emails, '[email]'),
  (text) => text.replace(jsonWebTokens, '[token]'),
  (text) => text.replace(longWords, (found) => (isReadable(found) ? found : '[token]')),
  (text) => text.replace(cards, (found) => (hasCard(found) ? '[card]' : found)),
  (text) => text.replace(phones, '[phone]'),
  (text) => text.replace(northAmerican, '[phone]'),
  (text) => text.replace(longNumbers, '[phone]'),
]

/** Whether a long word is made of words and numbers, like `10-tips-for-better-sleep-in-winter`. Keys mix the two. */
const isReadable = (found: string): boolean =>
  !/\d/.test(found) ||
  !/[a-z]/i.test(found) ||
  found.split(/[_-]/).every((word) => /^(?:(?:[A-Z]?[a-z]{0,32}|[A-Z]{2,32})\d{0,6}|\d{1,8}[A-Za-z]{0,4})$/.test(word))

/** Whether the digits, or some whole groups of three and more among them, are a card number. */
function hasCard(found: string): boolean {
  const groups = found.split(/%(?:25)*2[0D]|\D/i)
  if (luhn(groups.join(''))) return true
  return groups.some((_, from) => {
    let number = ''
    for (const group of groups.slice(from)) {
      number += group
      if (group.length < 3 || number.length > 19) return false
      if (luhn(number)) return true
    }
    return false
  })
}

function luhn(number: string): boolean {
  let sum = 0
  for (let i = 0; i < number.length; i++) {
    const digit = Number(number[number.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return number.length >= 13 && number.length <= 19 && sum % 10 === 0
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57
/** Letters, digits, `_` and `-`. */
const isWord = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === 95 || code === 45

/**
 * Whether any pattern could match: an `@` or `%`, the `eyJ` of a token, seven digits close together, or a word of 32 signs.
 * Nearly every string has none of them. One look at each sign; as a pattern this took ten times as long.
 */
export function suspicious(text: string): boolean {
  let digits = 0
  let gap = 0
  let word = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isDigit(code)) {
      digits = gap > 3 ? 1 : digits + 1
      gap = 0
      if (digits === 7) return true
    } else gap++
    word = isWord(code) ? word + 1 : 0
    if (word === 32 || code === 64 || code === 37) return true
    if (code === 74 && text.startsWith('ey', i - 2)) return true
  }
  return false
}

/** Every pattern, on any text. `scrubText` gives the same, sooner. */
export const scrubEverything = (text: string): string => patterns.reduce((result, scrub) => scrub(result), text)

const longest = 4096
/** More than an e-mail address can have. */
const torn = 320

/**
 * Free text without e-mail addresses, phone and card numbers and tokens. A look-alike that does no harm (a price, a
 * date, a version, a short order number) stays. Text over 4,096 characters is cut there first, and loses its end, where
 * the cut may have torn an address in two.
 */
export function scrubText(text: string): string {
  const seen = text.length > longest ? text.slice(0, longest) : text
  const scrubbed = suspicious(seen) ? scrubEverything(seen) : seen
  return seen === text ? scrubbed : scrubbed.slice(0, -torn)
}
