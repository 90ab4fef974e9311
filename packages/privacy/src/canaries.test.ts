import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canaries, createSearch } from './canaries.ts'
import { lookAlikeCodes, lookAlikes } from './lookalikes.ts'
import { scrubCode, scrubEverything, scrubText, suspicious } from './scrub.ts'
import { cleanUrl } from './url.ts'

const search = new Map(canaries.map((canary) => [canary, createSearch(canary.needles)]))
const found = (canary: (typeof canaries)[number], text: string) => search.get(canary)?.(text) ?? []
const one = fc.constantFrom(...canaries)
const allowed = new Set(['q'])

describe('the canaries', () => {
  test('are at least 200, of every kind, and none twice', () => {
    expect(canaries.length).toBeGreaterThanOrEqual(200)
    expect(new Set(canaries.map(({ kind }) => kind)).size).toBe(6)
  })

  test('are found where nothing cleans', () => {
    const all = createSearch(canaries.flatMap(({ needles }) => needles))
    for (const canary of canaries) if (canary.form === 'raw') expect(all(`x${canary.value}y`)).not.toEqual([])
  })

  test.each(canaries.map((canary) => [canary.kind, canary.form, canary.value, canary] as const))(
    'of %s, %s: “%s” leaves nothing in a text or an address',
    (_, __, value, canary) => {
      expect(suspicious(value)).toBe(true)
      expect(scrubText(value)).not.toBe(value)
      for (const text of [value, `Hello ${value} there`, `${value}\n`, `x=${value}`])
        expect(found(canary, scrubText(text))).toEqual([])
      const part = value.replaceAll('/', '%2F').replaceAll(/[?#]/g, encodeURIComponent)
      for (const url of [
        `https://shop.example/u/${part}/orders`,
        `https://shop.example/${encodeURIComponent(value)}`,
        `/?q=${encodeURIComponent(value)}&x=${value}`,
        `/?${value}=1#${value}`,
        `/#/u/${part}?q=${encodeURIComponent(value)}`,
        `https://${value}@shop.example/`,
        value,
      ])
        expect(found(canary, cleanUrl(url, allowed)), url).toEqual([])
    },
  )
})

describe('look-alikes', () => {
  test.each(lookAlikes)('survive: %s, “%s”', (_, text) => {
    expect(scrubText(text)).toBe(text)
    expect(scrubText(`Now ${text} in our shop`)).toBe(`Now ${text} in our shop`)
    const url = `https://shop.example/a/${encodeURIComponent(text)}?q=${encodeURIComponent(text)}`
    expect(cleanUrl(url, allowed)).toBe(url)
  })

  test.each(lookAlikeCodes)('survive as a code: %s', (code) => {
    for (const kind of ['code', 'key', 'sku'] as const) expect(scrubCode(code, kind)).toBe(code)
  })
})

describe('scrubText, whatever it is given', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...'0123456789+-. ()@%=&#;\\uxAaBbdot/_:[]25340'), maxLength: 60 }),
    fc.constantFrom('%25', '&#64;', '&amp;#', ' at ', ' dot ', '[at]', '=40', 'eyJ', '\u200b', '＠', '٠١٢', 'Bearer '),
    one.map(({ value }) => value),
  )
  const texts = fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join(''))

  test('is the same the second time, and never throws', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = scrubText(text)
        expect(scrubText(once)).toBe(once)
      }),
      { numRuns: 5000, seed: 7 },
    )
  })

  /** Neither another number nor a letter may stand right beside it: with those it would be another value. */
  const around = fc
    .string({ unit: fc.constantFrom(...'xyzXYZ ,;:!?()[]{}"|~ \n\tüß–€'), maxLength: 30 })
    .map((text) => `${text} `)

  test('holds no canary that stood in it, whatever stands around', () => {
    fc.assert(
      fc.property(around, one, around, (before, canary, after) => {
        expect(found(canary, scrubText(`${before}${canary.value}${after.split('').reverse().join('')}`))).toEqual([])
      }),
      { numRuns: 5000, seed: 7 },
    )
  })

  test('has no look-ahead that says no where something would be found', () => {
    fc.assert(
      fc.property(texts, (text) => {
        if (scrubEverything(text) !== text) expect(suspicious(text)).toBe(true)
      }),
      { numRuns: 5000, seed: 7 },
    )
  })
})

describe('the work of scrubText', () => {
  /** The least of many runs: what the machine does besides only adds to it. */
  const work = (text: string): number => {
    const times = Array.from({ length: 9 }, () => {
      const start = performance.now()
      scrubEverything(text)
      return performance.now() - start
    })
    return Math.min(...times)
  }
  const pieces =
    'a. a1- 1- 0(1 +1| (0 eyJ eyJ- eyJa. %25 %2540 a@ @ é 4| " "a a[at] a|at| |dot| [dot] &#64; &#38; &amp; \\u0040 =40 = A1b2 a1A/ + DE89 DE| 1|2| 12-34- Bearer| token= sid=a AKIA xoxb-1 ＠ ٠ \u200b YUBi'
  test.each(pieces.split(' '))('grows no faster than a text of many “%s”', (written) => {
    const piece = written.replaceAll('|', ' ')
    const [small, large] = [512, 4096].map((size) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size))
    work(large ?? '')
    // Eight times the text: eight times the work, 64 times if it were quadratic. Half of that is no reading error.
    expect(work(large ?? '')).toBeLessThan(32 * (work(small ?? '') + 0.05))
  })
})
