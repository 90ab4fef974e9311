import fc from 'fast-check'
import { values, words } from './values.ts'

/** Pieces that patterns look for, so that chance does not have to find them. */
const pieces = [
  'jo@shop.example',
  '+49 151 12345678',
  '0151-1234567',
  '4111 1111 1111 1111',
  'DE89 3704 0044 0532 0130 00',
  '536-90-4399',
  'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc',
  'sk_live_4242424242424242',
  '018f0000-0000-7000-8000-000000000000',
  'https://user:pass@shop.example:8443/a/b?q=1&email=jo%40shop.example#x',
  '[email]',
  '[phone]',
  '%40',
  '%2540',
  '@',
  '.',
  '-',
  '/',
  '?',
  '&',
  '=',
  '%',
  '#',
  '+',
  ' ',
  '\u200b',
  '\u00ad',
  '．',
  '＠',
  '\ud800',
  '\0',
  '1',
  '2 ',
  'a',
]

/** Text as long as a field may be, made of what patterns look for, of what they stumble over, and of anything. */
export const text = (maxLength = 4096): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...pieces) },
        { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
        {
          weight: 1,
          arbitrary: fc.tuple(fc.constantFrom(...pieces), fc.nat(600)).map(([one, times]) => one.repeat(times)),
        },
        { weight: 1, arbitrary: fc.constantFrom(...words) },
      ),
      { maxLength: 24 },
    )
    .map((parts) => parts.join('').slice(0, maxLength))

/** Any JSON, with keys that every object has. */
export const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, '', 'x', '\ud800', '\0'),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    text(200),
    fc.array(tie('value'), { maxLength: 6 }),
    fc
      .array(
        fc.tuple(
          fc.oneof(
            fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'then', 'id', 'data'),
            fc.string({ maxLength: 8 }),
          ),
          tie('value'),
        ),
        { maxLength: 6 },
      )
      .map(written),
  ),
})).value

/** An object with exactly these keys, `__proto__` among them, as JSON.parse makes it. */
function written(entries: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)}}`)
}

/** Values of the tables that can be parsed. */
export const odd = fc.constantFrom(
  ...values.flatMap((value) => {
    try {
      return [JSON.parse(value) as unknown]
    } catch {
      return []
    }
  }),
)
