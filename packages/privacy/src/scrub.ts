import { gtin } from './checks.ts'
import { unwrapped } from './disguise.ts'
import { isKey, turnsOf } from './key.ts'
import { nationals } from './nationals.ts'
import { hasCard, ibanIn } from './payments.ts'
import { suspicious } from './suspicious.ts'

export { suspicious }

/** What people put between two digits of one number: up to three signs, or the `+` of a form. */
const gap = String.raw`(?:[\s()./\u2010-\u2015-]{0,3}|\+)`
const digits = String.raw`(?:\d${gap}){6,14}\d`
/** A leading zero also begins dates (01.02.2026), months (01/2026) and opening hours (09.00 - 18.00). */
const noDate = String.raw`(?!\d\d?([./-])\d\d?\1\d{2,4}(?!\1?\d)|\d\d[./-](?:19|20)\d\d(?! ?\d)|\d\d\.\d\d\s?[\u2013-]\s?\d\d\.\d\d(?!\d))`

const emails =
  /(?<![\p{L}\p{M}\p{N}_.%+'-])(?:[\p{L}\p{M}\p{N}_.%+'-]+|"[^"\n]{1,64}")\s?@(?!\dx\.(?:png|jpe?g|gif|webp|avif|svg))\s?[\p{L}\p{M}\p{N}-]{1,63}(?:\.[\p{L}\p{M}\p{N}-]{1,63}){0,7}\.\p{L}[\p{L}\p{M}\p{N}-]{1,62}/gu
const open = String.raw`\s{0,2}[[({<]\s?`
const close = String.raw`\s?[\])}>]\s{0,2}`
const dot = String.raw`(?:\s{1,2}dot\s{1,2}|${open}dot${close})`
/** `name [at] shop.example` and `name at shop dot example`; `look at shop.example` is nobody. */
const spelled = new RegExp(
  String.raw`(?<![\w.+-])[\w.+-]+(?:${open}(?:at|@)${close}[\w-]{1,63}(?:(?:\.|${dot})[\w-]{1,63}){1,4}|\s{0,2}(?:\sat\s|@)\s{0,2}[\w-]{1,63}(?:${dot}[\w-]{1,63}){1,4})`,
  'gi',
)
const secrets =
  /\beyJ[\w-]{5,512}\.[\w-]{5,4000}(?:\.[\w-]{0,2000})?|\bA[KS]IA[A-Z\d]{16}\b|\bxox[a-z]-\d[\w-]{9,200}|(?<=\bBearer\s{1,3})(?=[\w.~+/-]{0,64}\d)[\w.~+/-]{8,4000}=*|-----BEGIN [\s\S]*|(?<=\b(?:token|secret|passw(?:or)?d|pwd|api_?key|session_?id|sid|PHPSESSID)=)[^\s&;"'[]{4,}/gi
const uuids = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi
const words = /(?<![\w+/-])[\w+/-]{12,}={0,2}/g
export const phones = new RegExp(
  String.raw`\+\(?(?!0[.,])${digits}(?!\d)|(?<![\w+-]|\d\.|\d\d:)${noDate}(?:00 ?|\(0\) ?|\(?0)(?=[1-9])${digits}(?!\w)`,
  'gi',
)
const northAmerican =
  /(?<![\w.,+-])(?:1[ .-]?)?\(?[2-9]\d\d(?:\) ?|[\s.\u2010-\u2015-])[2-9]\d\d[\s.\u2010-\u2015-]\d{4}(?!\d)/g
/** A country without its `+`, a network, a number. */
const grouped = /(?<![\w.,+-])[1-9]\d{0,2}[\s-]\d{2,4}[\s/-]\d{6,8}(?!\d)/g
/** A time such as 20261122103000 is no number of anybody's: none is that long where numbers begin with 20. */
const longNumbers = /(?<!\d|\d[.,])(?!000|20[23]\d[01]\d[0-3]\d[0-2]\d[0-5]\d[0-5]\d(?!\d))\d{11,15}(?!\d|[.,]\d)/g
const cards = /(?<![\d+])[1-9](?:[\s+._\u2010-\u2015-]?\d){12,63}(?!\d)/g
const ibans = /(?<![a-z\d])[a-z]{2}\d\d(?:[ \xa0-]?[a-z\d]){11,60}/gi

/** What a word hides that is Base64 of an address or a number; it need not begin with the word. */
function hidden(word: string): string | undefined {
  if (turnsOf(word) < 4) return
  const base = word.replace(/=/g, '').replace(/-/g, '+').replace(/_/g, '/')
  for (let from = 0; from < 4; from++) {
    const part = base.slice(from)
    const text = atob(part.slice(0, part.length - (part.length % 4 === 1 ? 1 : 0)))
    if (!/@|%|\d(?:\W{0,3}\d){6}/.test(text)) continue
    const found = named(unwrapped(text))
    if (found) return found
  }
  return
}

type Step = (text: string) => string
const put =
  (pattern: RegExp, kind: string): Step =>
  (text) =>
    text.replace(pattern, `[${kind}]`)

/** A step that is only taken where there is something for it. */
function when(sign: RegExp, step: Step): Step {
  return (text) => (sign.test(text) ? step(text) : text)
}
/** Six digits close together: every number that is looked for has them. */
const numeric = (steps: readonly Step[]): Step => when(/(?:\d\D{0,3}){6}/, (text) => apply(text, steps))

const ids: readonly Step[] = nationals.map(
  ([form, check]) =>
    (text) =>
      text.replace(form, (found) => (!check || check(found.replace(/[ -]|\+/g, '')) ? '[id]' : found)),
)
const payments: readonly Step[] = [
  (text) =>
    text.replace(ibans, (found) => {
      const end = suspicious(found) ? ibanIn(found) : 0
      return end ? `[iban]${found.slice(end)}` : found
    }),
  (text) => text.replace(cards, (found) => (hasCard(found) ? '[card]' : found)),
]
const calls: readonly Step[] = [
  put(phones, 'phone'),
  put(northAmerican, 'phone'),
  (text) => text.replace(grouped, (found) => (found.replace(/\D/g, '').length > 10 ? '[phone]' : found)),
  put(longNumbers, 'phone'),
]
/** A code that begins with 0 is a phone number from ten digits on: `0815-4711` is an article. */
const callsInCode: readonly Step[] = [
  (text) => text.replace(phones, (found) => (found.replace(/\D/g, '').length > 9 ? '[phone]' : found)),
  ...calls.slice(1),
]
const addresses: readonly Step[] = [
  when(/@/, put(emails, 'email')),
  when(/dot|[[({<]\s?(?:at|@)/i, put(spelled, 'email')),
  put(secrets, 'token'),
]
/** Only a UUID that the look-ahead sees is replaced, which is each but one almost without digits. */
const randoms: Step = (text) => text.replace(uuids, (found) => (suspicious(found) ? '[token]' : found))

/** Keys of so many signs and more, and what Base64 hides. */
const keys =
  (least: number): Step =>
  (text) =>
    text.replace(words, (found) =>
      found.length >= least && isKey(found) ? (hidden(found) ?? '[token]') : (hidden(found) ?? found),
    )

/**
 * What could name a person, and what stands in its place, in order. Each pattern is linear: wherever one run could be
 * read in two ways, it begins at the start of that run only, or is bounded.
 */
const inside: readonly Step[] = [...addresses, numeric([...payments, ...ids, ...calls])]
const inText: readonly Step[] = [...addresses, randoms, keys(20), numeric([...payments, ...ids, ...calls])]
const inKey: readonly Step[] = [...addresses, randoms, keys(32), numeric([...payments, ...callsInCode])]
const inCode: readonly Step[] = [...addresses, randoms, keys(20), numeric([...payments, ...ids, ...callsInCode])]

/** What a text names first, as its placeholder. */
function named(text: string): string | undefined {
  const result = apply(text, inside)
  return result === text ? undefined : /\[(?:email|phone|card|iban|id|token)\]/.exec(result)?.[0]
}

function apply(text: string, steps: readonly Step[]): string {
  return steps.reduce((left, step) => step(left), text)
}

/** As it reads with its escapes undone, and then as it is written. What is wrapped more than four times was wrapped to hide. */
function once(text: string, steps: readonly Step[]): string {
  let result = text
  let inner = text
  for (let round = 0; ; round++) {
    const next = unwrapped(inner)
    if (next === inner) return apply(result, steps)
    if (round === 4) return '[token]'
    inner = apply(next, steps)
    if (inner !== next) result = inner
  }
}

/** Every pattern, on any text, again where one left something for another. `scrubText` gives the same, sooner. */
export function scrubEverything(text: string, steps: readonly Step[] = inText): string {
  let result = text
  for (let round = 0; round < 8; round++) {
    const next = once(result, steps)
    if (next === result) break
    result = next
  }
  return result
}

const longest = 4096
/** More than an e-mail address can have. */
const torn = 320

/**
 * Free text without e-mail addresses, phone, card, account and national numbers and tokens. A look-alike that does no harm
 * (a price, a date, a version, a short order number) stays. Text over 4,096 characters is cut there first, and loses its
 * end, where the cut may have torn an address in two. All of a usual page view takes about 3 microseconds, one with an e-mail
 * address in it 10 (`npm run bench:scrub` prints it for ten events).
 */
export function scrubText(text: string): string {
  const seen = text.length > longest ? text.slice(0, longest) : text
  const result = suspicious(seen) ? scrubEverything(seen) : seen
  return seen === text ? result : result.slice(0, -torn)
}

/**
 * A code of the site's own: as it is, or only `:phone`, `:card`, `:iban`, `:id`, `:email` or `:token` where it holds one. A
 * `key` names one thing of the site's, such as an order: it may be a UUID or another random name below 32 signs, and what
 * national numbers look like. A `sku` may be a GTIN as well: one phone number in ten has the check digit of one, so only
 * products are read like this.
 */
export function scrubCode(code: string, kind: 'code' | 'key' | 'sku' = 'code'): string {
  return kind !== 'code' && randomName.test(code) ? code : scrubCodeByAll(code, kind)
}

/**
 * What names tabs and views, up to 27 hex digits: nothing in it is replaced in a key, however it is looked at. Base64 would
 * have to be longer to hide a number, and cannot hide an `@` in these signs. Not meant are ten digits in a row, which may be
 * a phone number, and what begins like an IBAN.
 */
const randomName = /^(?![a-f]{2}\d\d|.*\d{10})[\da-f]{1,27}$/

/** Every pattern, on any code. `scrubCode` gives the same, sooner. */
export function scrubCodeByAll(code: string, kind: 'code' | 'key' | 'sku'): string {
  if ((kind === 'sku' && gtin(code)) || !(suspicious(code) || spelledCode.test(code))) return code
  if (/^:(?:email|phone|card|iban|id|token)$/.test(code)) return code
  if (spelledCode.test(code)) return ':email'
  const [own, steps] = kind === 'code' ? [code, inCode] : [code.replace(uuids, ''), inKey]
  const [, found] = /\[(\w+)\]/.exec(scrubEverything(own.replace(/[_:]/g, '-'), steps)) ?? []
  const number = /(?<!\d)0{1,2}[1-9](?:[._:/-]?\d){8,13}(?!\d)/.exec(own)
  if (found) return `:${found}`
  return number && number[0].replace(/\D/g, '').length > 10 ? ':phone' : code
}
const spelledCode = /[\w-][._:-]at[._:-][\w-]+(?:\.|[._:-]dot[._:-])[a-z]{2}/i

/**
 * A number, or undefined where it could be a phone or card number: those have eleven digits and more. Milliseconds of a clock
 * between 2017 and 2033 stay: they have 13 digits and begin with 1, as no phone number and no card does.
 */
export const scrubNumber = (value: number): number | undefined =>
  Math.abs(value) < 1e10 || (value >= 1.5e12 && value < 2e12) ? value : undefined
