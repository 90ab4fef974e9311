/** Check digits: what tells a number of somebody's from any other of its length. Each takes digits and letters only. */

/** Cards, and the Swedish personnummer. */
export function luhn(number: string): boolean {
  let sum = 0
  for (let i = 0; i < number.length; i++) {
    const digit = Number(number[number.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}

/** ISO 13616: the remainder of the number with its first four signs put last, letters read as 10 to 35, is 1. */
export function iban(number: string): boolean {
  let rest = 0
  for (const sign of number.slice(4) + number.slice(0, 4)) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}

/** Spanish DNI and NIE: the letter at the end follows from the number. */
export const dni = (number: string): boolean =>
  'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number.slice(0, -1).replace(/[XYZ]/i, (x) => `${x.charCodeAt(0) % 8}`)) % 23] ===
  number.slice(-1).toUpperCase()

/** French NIR with its key; the two departments of Corsica count as 19 and 18. */
export const nir = (number: string): boolean =>
  97 - (Number(number.slice(0, 13).replace(/2A/i, '19').replace(/2B/i, '18')) % 97) === Number(number.slice(13))

/** German tax id, ISO 7064 MOD 11,10. */
export function taxId(number: string): boolean {
  let product = 10
  for (const digit of number.slice(0, 10)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11
  return (11 - product) % 10 === Number(number[10])
}

/** A GTIN (8, 12, 13 or 14 digits) with its right check digit, as it stands under a barcode. */
export const gtin = (number: string): boolean =>
  /^(?:\d{8}|\d{12,14})$/.test(number) &&
  [...number].reverse().reduce((sum, digit, i) => sum + Number(digit) * (i % 2 ? 3 : 1), 0) % 10 === 0
