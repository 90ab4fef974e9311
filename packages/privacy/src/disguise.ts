import { disguises } from './suspicious.ts'

const names: Record<string, string> = { commat: '@', period: '.', plus: '+', nbsp: ' ' }
const sign = (code: number): string => (code < 0x110000 ? String.fromCodePoint(code) : '')

/** Percent-escapes undone, however often they were escaped; where some are broken, those of ASCII. */
export const decoded = (text: string): string =>
  !text.includes('%')
    ? text
    : text.replace(/(?:%(?:25)*(?!25)[\da-f]{2})+/gi, (found) => {
        const once = found.replace(/%(?:25)+/g, '%')
        try {
          return decodeURIComponent(once)
        } catch {
          return once.replace(/%[2-7][\da-f]/gi, decodeURIComponent)
        }
      })

/** `&#64;` and `&#x40;` undone. */
export const entities = (text: string): string =>
  !text.includes('&#')
    ? text
    : text.replace(/&#(?:x([\da-f]{1,6})|(\d{1,7}));?/gi, (_, hex, decimal) =>
        sign(hex ? Number.parseInt(hex, 16) : Number(decimal)),
      )

/**
 * A text as somebody would read it: percent-escapes, `%u0040`, `\u0040`, `\x40`, `&#64;`, `&#x40;`, `&commat;` and (where
 * it is surely that) quoted-printable `=40` undone, wide and foreign digits and signs as plain ones, invisible ones gone.
 */
export function unwrapped(text: string): string {
  if (!/[%&\\=]/.test(text) && !disguises.test(text)) return text
  let plain = entities(decoded(text))
    .replace(
      /(?:%(?:25)*u|\\u\{?0{0,3}(?=[\da-f]{2,4}\})|\\u(?=[\da-f]{4})|\\(?=x))(?:x([\da-f]{2})|([\da-f]{2,4})\}?)/gi,
      (_, x, u) => sign(Number.parseInt(x ?? u, 16)),
    )
    .replace(/&(commat|period|plus|nbsp);?/gi, (_, name: string) => names[name.toLowerCase()] ?? '')
  if (/=(?:40|2B)|(?:=[2-7][\dA-F]){3}/.test(plain))
    plain = plain.replace(/=(?:\r?\n|C2=A0|([2-7][\dA-F]))/g, (_, hex) => (hex ? sign(Number.parseInt(hex, 16)) : ' '))
  if (!disguises.test(plain)) return plain
  return plain
    .normalize('NFKC')
    .replace(/\p{Cf}|\ufe0f|\u20e3/gu, '')
    .replace(/(?!\d)\p{Nd}/gu, (found) => `${digitOf(found.charCodeAt(0))}`)
}

/** Digits of a script stand in a row from 0, which is at a multiple of 16, or 6 after one in the scripts of India. */
const digitOf = (code: number): number => (code - (code > 0x900 && code < 0xe00 ? 6 : 0)) & 15
