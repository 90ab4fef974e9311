import { describe, expect, it } from 'vitest'
import { fill, words } from './words.ts'

const placesOf = (value: unknown): unknown =>
  typeof value === 'string'
    ? [...value.matchAll(/\{\w+\}/g)].map(([place]) => place).sort()
    : Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, placesOf(inner)]))

describe('the words of the page', () => {
  it.each(Object.keys(words))('in %s are all there, with the same places to fill in', (language) => {
    expect(placesOf(words[language])).toEqual(placesOf(words.en))
    expect(Object.values(words[language] ?? {}).every((word) => typeof word !== 'string' || word.trim())).toBe(true)
  })

  it('take values in, and leave what is not given', () => {
    expect(fill('{count} of {total}', { count: 3 })).toBe('3 of {total}')
  })
})
