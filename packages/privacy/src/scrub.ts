/**
 * Takes out of free text what could name a person. Each pattern is linear: no nested quantifiers, every run bounded.
 * A look-alike that does no harm (a price, a date, a version, a short order number) stays.
 */
const patterns: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  [/[A-Z0-9._%+'-]{1,64}(?:@|%40)[A-Z0-9-]{1,63}(?:\.[A-Z0-9-]{1,63}){1,8}/gi, '[email]'],
  [/\beyJ[\w-]{5,2000}\.[\w-]{5,4000}(?:\.[\w-]{0,2000})?/g, '[token]'],
  [/\b(?=[A-Za-z_-]{0,64}\d)(?=[\d_-]{0,64}[A-Za-z])[A-Za-z0-9_-]{32,512}\b/g, '[token]'],
  [
    /(?:(?<![\w])(?:\+|%2B)|(?<![\w.,+-])(?:00|\(?0)(?=[1-9(]))[\d][\d ()./-]{6,22}\d(?!\w)|(?<![\w.,+-])0[1-9][\d ()./-]{6,16}\d(?!\w)/gi,
    phone,
  ],
  [/(?<![\w.,])(?:\d[ -]?){12,18}\d(?![\w]|[.,]\d)/g, (found) => (luhn(found) ? '[card]' : found)],
  [/(?<![\w.,+-])\(?[2-9]\d{2}\)?[ .-][2-9]\d{2}[ .-]\d{4}(?!\w)/g, '[phone]'],
  [/(?<![\w.,+-])[1-9]\d{10,14}(?![\w]|[.,]\d)/g, '[phone]'],
]

function phone(found: string): string {
  const digits = found.replace(/\D/g, '').length
  const isDate = /^\d{1,4}([./-])\d{1,2}\1\d{1,4}$/.test(found)
  return digits >= 7 && digits <= 17 && !isDate ? '[phone]' : found
}

function luhn(value: string): boolean {
  const digits = value.replace(/\D/g, '')
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return digits.length >= 13 && sum % 10 === 0
}

/** Whether any pattern could match: nearly every string has no @, few digits and no long word. Saves the seven looks. */
export const suspicious = /@|%40|\d[^a-z]{0,3}\d|[\w-]{32}|eyJ/i

/** Free text without e-mail addresses, phone and card numbers and tokens. Long text is cut at 4,096 characters first. */
export function scrubText(text: string): string {
  let result = text.length > 4096 ? text.slice(0, 4096) : text
  if (!suspicious.test(result)) return result
  for (const [pattern, replacement] of patterns) result = result.replace(pattern, replacement as string)
  return result
}
