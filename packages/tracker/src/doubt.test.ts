import { suspicious } from '@wend/privacy/suspicious'
import { describe, expect, test } from 'vitest'
import { doubtful, unchecked } from './doubt.ts'
import scrub from './parts/scrub.ts'

/** The same numbers each time (mulberry32), so that a failure can be repeated. */
function numbers(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

const pieces = [
  ...'0123456789abcdefzABCDEFZ_-+/.,:;!?() []{}<>&@%=\\"\'|~^$#*',
  ...['é', 'ß', 'ж', 'λ', '–', '“', '€', '→', '中', '\u00ad', '\u200b', '\u2060', '\uff10', '\u0661', '𝟘', '①'],
  ...['eyJ', 'AKIA', 'ASIA', 'Bearer ', 'bearer\t', 'BEGIN ', ' dot ', '_dot_', '[at]', '( at )', '{AT}', '&#64;'],
  ...['12', '345', '6789', 'aB', 'x1', 'Word', 'shoes', ' '],
  ...['\n', '\u0001', '\ud800', 'İ', 'Σ', 'Ⓐ', 'Ა', '\u212a'],
]
const generated = (random: (below: number) => number): string =>
  Array.from({ length: 1 + random(24) }, () => pieces[random(pieces.length)]).join('')

describe('doubt', () => {
  test('lets nothing through that the scrubber would look at, in 300,000 generated texts', () => {
    const random = numbers(11)
    let found = 0
    for (let turn = 0; turn < 300_000; turn++) {
      const text = generated(random)
      if (!suspicious(text)) continue
      found++
      if (!doubtful(text)) throw new Error(`It lets ${JSON.stringify(text)} through.`)
    }
    expect(found).toBeGreaterThan(10_000)
  })

  test('about a text is one about data with it, as a value and as a name, in 30,000 generated texts', () => {
    const random = numbers(12)
    let found = 0
    for (let turn = 0; turn < 30_000; turn++) {
      const text = generated(random)
      const doubted = doubtful(text)
      if (doubted) found++
      for (const data of [
        { a: 'mug', b: [1, text] },
        { a: 'mug', [text]: 2 },
      ])
        if (doubted !== (unchecked(data) !== undefined))
          throw new Error(`Of ${JSON.stringify(data)} it says the other.`)
    }
    expect(found).toBeGreaterThan(1000)
    expect(found).toBeLessThan(29_000)
  })

  test.each([
    'Home',
    'Shoes for men – Saltmoor',
    'Größe 42, schwarz | 129,95 €',
    'https://shop.example/shoes/running',
    'adidas running shoes',
    'product.viewed',
    'Café crème',
    '商品一覧',
    '',
  ])('is none of “%s”', (text) => {
    expect(doubtful(text)).toBe(false)
  })

  test('comes to an end on long texts, whatever they are made of', () => {
    for (const piece of ['a1', 'aB', '1 ', '1-', 'a/', '[ ', 'e', ' '])
      expect(() => doubtful(piece.repeat(16_000))).not.toThrow()
  })

  test('leaves data alone that is in none, and else takes out what is', () => {
    expect(unchecked({ a: 'mug', b: [1, null, true], c: { d: 'blue' } })).toBeUndefined()
    expect(unchecked({ a: 'mug', b: ['jo@example.com', 2], 'jo@example.com': 1, c: { d: '+49 151 1234567' } })).toEqual(
      {
        a: 'mug',
        b: ['[unchecked]', 2],
        c: { d: '[unchecked]' },
      },
    )
  })
})

describe('the scrub part', () => {
  test.each([
    ['a number of an order', 'RE-2026-004711', 'RE-2026-004711'],
    ['a code of a campaign', 'FALL-2026-A1B2C3D4', 'FALL-2026-A1B2C3D4'],
    ['an e-mail address', 'jo@example.com', '[email]'],
    ['a phone number', '+49 151 12345678', '[phone]'],
    ['one of the country', '0151/12345678', '[phone]'],
    ['an address of a page', 'https://shop.example/a?email=x&page=2#b', 'https://shop.example/a?page=2'],
    ['an address without a host', '/u/jo@example.com?page=2', '/u/:email?page=2'],
  ])('takes %s for what it is', (_, text, left) => {
    expect(scrub({ text }, ['page'])).toEqual({ text: left })
  })
})
