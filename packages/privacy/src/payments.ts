import { iban, luhn } from './checks.ts'

/** Whether the digits, or some whole groups of three and more among them, are a card number. */
export function hasCard(found: string): boolean {
  const groups = found.split(/\D/)
  const [{ length } = ''] = groups
  const even = groups.every((group) => group.length === length || (group.length > 2 && group.length < 7))
  if (even && isCard(groups.join(''))) return true
  return groups.some((_, from) => {
    let number = ''
    for (const group of groups.slice(from)) {
      number += group
      if (group.length < 3 || number.length > 19 || (number.length > group.length && group.length > 6)) return false
      if (isCard(number)) return true
    }
    return false
  })
}
const isCard = (number: string): boolean => number.length > 12 && number.length < 20 && luhn(number)

/** The end of the IBAN that a run of letters and digits begins with: it ends where one of its groups does. */
export function ibanIn(found: string): number {
  let length = 0
  for (let i = 0; i < found.length && length < 35; i++) {
    if (!/[ \xa0-]/.test(found[i] ?? '')) length++
    if (length > 14 && !/[a-z\d]/i.test(found[i + 1] ?? '') && iban(found.slice(0, i + 1).replace(/[ \xa0-]/g, '')))
      return i + 1
  }
  return 0
}
