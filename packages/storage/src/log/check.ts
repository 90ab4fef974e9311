import type { Retention } from './log.ts'

/** Refuses limits that are no numbers: SQL takes them for “nothing is young”, and everything would go. */
export function checkRetention({ maxAge, maxBytes, maxIdAge, classes = {} }: Retention): void {
  for (const limit of [maxAge, maxBytes, maxIdAge, ...Object.values(classes)])
    if (!(limit >= 0))
      throw new RangeError(`A retention limit is ${limit}. Give each as a number of milliseconds or bytes, from 0.`)
}

const mostTexts = 10_000

/** Refuses an empty text, which every body contains: who then erases what was found would erase everything. */
export function checkTexts(texts: readonly string[]): void {
  if (texts.some((text) => typeof text !== 'string' || text === ''))
    throw new RangeError('A text to search for is empty. Give texts of at least one character.')
  if (texts.length > mostTexts)
    throw new RangeError(`These are ${texts.length} texts to search for. Give at most ${mostTexts} at a time.`)
}

export function checkMark(value: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`A mark cannot be ${value}. Give a whole number.`)
}
