/** What one sign can be part of. */
const digit = 1
const lower = 2
const upper = 4
const mark = 8
const joint = 16
const sign = 32
const look = 64

const classes = new Uint8Array(128)
const give = (signs: string, kind: number) => {
  for (let i = 0; i < signs.length; i++) classes[signs.charCodeAt(i)] = (classes[signs.charCodeAt(i)] ?? 0) | kind
}
give('0123456789', digit)
give('abcdefghijklmnopqrstuvwxyz', lower)
give('ABCDEFGHIJKLMNOPQRSTUVWXYZ', upper)
give('_-', mark)
give('+/', joint)
give('@%=\\', sign)
give('JAbBdD([{<&', look)

/** Scripts and signs that have digits, `@` or letters of their own, or that nobody sees: read in their plain form first. */
export const disguises =
  /[\xad\u0590-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u209f\u2460-\u24ff\u2776-\u2793\ua600-\uabff\ud835\ufe50-\ufeff\uff01-\uffee]|\u20e3/
/** The same by its code, quickly for what European and East Asian texts are made of. */
const disguised = (code: number): boolean =>
  code < 0x590
    ? code === 0xad
    : !((code > 0x200f && code < 0x202a) || (code > 0x2793 && code < 0xa600)) &&
      disguises.test(String.fromCharCode(code))

/** Whether something begins here: `eyJ`, an access key, `Bearer …`, a PEM block, ` dot `, `[at]`, `&#64;`. */
function begins(text: string, i: number, code: number): boolean {
  const next = text.charCodeAt(i + 1) | 32
  switch (code) {
    case 74: // J
      return text.startsWith('ey', i - 2)
    case 65: // A
      return text.startsWith('AKI', i - 3) || text.startsWith('ASI', i - 3)
    case 66: // B
    case 98:
      return next === 101 && /^(?:earer\s|EGIN )/i.test(text.slice(i + 1, i + 7))
    case 68: // D
    case 100:
      return next === 111 && /^[^a-z0-9]dot(?![a-z0-9])/i.test(text.slice(i - 1, i + 4))
    case 38: // &
      return next === 35 || /^(?:commat|period|plus|nbsp)/i.test(text.slice(i + 1, i + 7))
    default:
      return /^\s?at/i.test(text.slice(i + 1, i + 4))
  }
}

/**
 * Whether anything could be found in a text: seven digits close together (six before a letter), a word that
 * changes between letters and digits like a key does, one of the signs `@ % = \`, or a disguise. Nearly every text has
 * none of them. One look at each sign, and never “no” for a text that has something that would be scrubbed.
 */
export function suspicious(text: string): boolean {
  let digits = 0
  let gap = 0
  let run = 0
  let breaks = 0
  let before = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 127) {
      if (disguised(code)) return true
      gap++
      run = breaks = before = 0
      continue
    }
    const kind = classes[code] as number
    if (kind & sign) return true
    if (kind & look && begins(text, i, code)) return true
    if (kind & digit) {
      digits = gap > 3 ? 1 : digits + 1
      gap = 0
      if (digits === 7) return true
      if (before & (lower | upper)) breaks++
    } else {
      if (kind & upper && before & lower) breaks++
      if (kind & (lower | upper)) {
        if (before & digit) breaks++
        // The last letter of a British insurance number.
        if (digits === 6 && gap < 2 && code % 32 < 5) return true
      }
      gap++
    }
    before = kind
    if (kind & 31) run++
    else run = breaks = 0
    if (breaks > 3 && run > 11) return true
  }
  return false
}
