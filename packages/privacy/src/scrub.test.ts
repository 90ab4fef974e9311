import { describe, expect, test } from 'vitest'
import { scrubCode, scrubCodeByAll, scrubEverything, scrubNumber, scrubText, suspicious } from './scrub.ts'

const jwt = `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiI3In0.${'c2lnbmF0dXJl'.repeat(3)}`

/** What stands in a text, and what must be left of it. */
const named: readonly (readonly [text: string, left: string])[] = [
  // E-mail addresses
  ['Mail person@example.com today', 'Mail [email] today'],
  ['person@example.com', '[email]'],
  ['<Person.Name+tag@mail.example.co.uk>', '<[email]>'],
  ["o'brien_99%x@sub.example.museum.", '[email].'],
  ['a@b.co,c@d.co', '[email],[email]'],
  ['mailto:person@example.com?subject=x', 'mailto:[email]?subject=x'],
  ['müller@example.com', '[email]'],
  ['info@bücher.example', '[email]'],
  ['Иван@пример.рф', '[email]'],
  ['jose\u0301@example.com', '[email]'],
  [`${'x'.repeat(80)}@example.com`, '[email]'],
  ['person%40example.com', '[email]'],
  ['q=person%40example.com&x=1', 'q=[email]&x=1'],
  ['person%2540example.com', '[email]'],
  ['person%252540example.com', '[email]'],
  ['me@2x.example', '[email]'],
  // Phone numbers with a country
  ['+4915112345678', '[phone]'],
  ['Call +49 151 12345678 now', 'Call [phone] now'],
  ['+49 (0) 151 / 123 456-78', '[phone]'],
  ['+49\u00a0151\u00a012345678', '[phone]'],
  ['+49\u2011151\u201112345678', '[phone]'],
  ['+44 20 7946 0958', '[phone]'],
  ['+33 1 23 45 67 89', '[phone]'],
  ['+1.415.555.2671', '[phone]'],
  ['+14155552671x123', '[phone]x123'],
  ['+91 98765 43210', '[phone]'],
  ['+55 (11) 91234-5678', '[phone]'],
  ['+86 138 0013 8000', '[phone]'],
  ['tel:+41791234567', 'tel:[phone]'],
  ['call+49301234567', 'call[phone]'],
  ['0049 151 12345678', '[phone]'],
  ['00 49 151 12345679', '[phone]'],
  ['%2B49%20151%2012345678', '[phone]'],
  ['phone=%2B4915112345678', 'phone=[phone]'],
  ['%252B49%2520151%252012345678', '[phone]'],
  ['+49+151+12345678', '[phone]'],
  // Phone numbers without one
  ['030 1234567', '[phone]'],
  ['(030) 1234567', '[phone]'],
  ['(0)30 1234567', '[phone]'],
  ['0151/12345678', '[phone]'],
  ['0151 – 12345678', '[phone]'],
  ['Tel.0301234567', 'Tel.[phone]'],
  ['Meier,0301234567', 'Meier,[phone]'],
  ['06 12 34 56 78', '[phone]'],
  ['01.23.45.67.89', '[phone]'],
  ['07911 123456', '[phone]'],
  ['090-1234-5678', '[phone]'],
  ['0301234567 0301234568', '[phone] [phone]'],
  ['0151 1234567/0301234567', '[phone]/[phone]'],
  ['05.11.2026 0151 12345678', '05.11.2026 [phone]'],
  ['(415) 555-2671', '[phone]'],
  ['(415)555-2671', '[phone]'],
  ['415.555.2671', '[phone]'],
  ['1-800-555-0199', '[phone]'],
  ['WhatsApp 4915112345679', 'WhatsApp [phone]'],
  // Cards
  ['4111111111111111', '[card]'],
  ['4111 1111 1111 1111', '[card]'],
  ['5500-0000-0000-0004', '[card]'],
  ['3782 822463 10005', '[card]'],
  ['4111\u00a01111\u00a01111\u00a01111', '[card]'],
  ['4111+1111+1111+1111', '[card]'],
  ['4111%201111%201111%201111', '[card]'],
  ['4111 1111 1111 1111 12/27', '[card]/27'],
  ['4111111111111111 123', '[card]'],
  ['12345 4111 1111 1111 1111 2027', '[card]'],
  ['Nr.4111111111111111', 'Nr.[card]'],
  ['card4111111111111111', 'card[card]'],
  ['4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1', '[card]'],
  // Tokens
  [`Bearer ${jwt}`, 'Bearer [token]'],
  ['eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.', '[token]'],
  ['8f14e45fceea167a5a36dedd4bea2543', '[token]'],
  ['id=550e8400-e29b-41d4-a716-446655440000', 'id=[token]'],
  ['sk_live_4eC39HqLyjWDarjtT1zdp7dcFakeKey9', '[token]'],
  ['ghp_16C7e42F292c6912E7710c838347Ae178B4a', '[token]'],
  ['order-8f14e45fceea167a5a36dedd4bea2543', '[token]'],
  [`a1B2${'c3D4'.repeat(200)}`, '[token]'],
]

/** What only looks like it. */
const harmless: readonly string[] = [
  '129.95 EUR',
  '€ 1.299.000,00',
  'EUR 12 345 678.90',
  '1,234,567',
  '50 % off',
  '99.9999 %',
  '2026-11-22',
  '22.11.2026',
  '01.02.2026',
  '01/02/2026',
  '01-02-2026',
  '05.11.2026 18:30',
  '01.02.2026 - 03.02.2026',
  '01.02.2026–03.02.2026',
  '01/2026 - 03/2026',
  '2026-11-22T10:30:00Z',
  '2026-11-22T10:30:00.123+01:00',
  '2026-11-22 10:30:00',
  '08:30',
  '08:00-18:00',
  '09.00 - 18.00 Uhr',
  '18:00 2026-11-22',
  '1.2.3',
  'v10.0.19045.3803',
  '192.168.100.200',
  'bootstrap@5.3.3/dist/js/bootstrap.min.js',
  'react@18.2.0',
  '@handle and @another',
  'logo@2x.png',
  'Order 10023',
  'Order #2026-004711',
  'Invoice RE-0012345678',
  'AB1234567890',
  'Article 4711-0815',
  'ISBN 978-3-16-148410-0',
  'iPhone 15 Pro Max 256 GB',
  'Adidas Ultraboost 22, size 42 2/3',
  'Samsung QE65S95D 65"',
  '1920x1080',
  '3840 x 2160 px',
  '10-15 cm',
  '100 x 200 x 18 mm',
  '4.5/5',
  '4.5 out of 5 (1,234 ratings)',
  'main > div.card:nth-child(3) > a.button--primary',
  '#product-0815 .grid-12-of-24',
  'ul > li:nth-of-type(12) > a[href="/p/4711"]',
  'adidas-ultraboost-22-running-shoes-black-44',
  '/blog/10-tips-for-better-sleep-in-the-winter-2026',
  'samsung-galaxy-s24-ultra-256gb-titanium-black',
  'ERR_HTTP2_INVALID_CONNECTION_HEADERS_RECEIVED',
  'Donaudampfschifffahrtsgesellschaftskapitän',
  'TypeError: Cannot read properties of undefined (reading 0)',
  'app.js:1024:2048',
  '0,99 bis 1,99',
  '52.5200, 13.4050',
  '3 for 2',
  '24/7',
  '50% + 10%',
  '-10.50 +20.25',
  '',
]

describe('scrubText', () => {
  test.each(named)('takes what names a person out of “%s”', (text, left) => {
    expect(scrubText(text)).toBe(left)
    expect(scrubText(left)).toBe(left)
  })

  test.each(named)('does so in the middle of a sentence: “%s”', (text, left) => {
    expect(scrubText(`Please note: ${text} (from 2 pages)`)).toBe(`Please note: ${left} (from 2 pages)`)
  })

  test.each(harmless)('leaves “%s” as it is', (text) => {
    expect(scrubText(text)).toBe(text)
  })

  test.each(harmless.filter(Boolean))('leaves it in the middle of a sentence: “%s”', (text) => {
    expect(scrubText(`Now only ${text} in our shop`)).toBe(`Now only ${text} in our shop`)
  })

  test('looks at no more than 4,096 characters', () => {
    expect(scrubText('a '.repeat(100_000)).length).toBeLessThanOrEqual(4096)
    expect(scrubText('a '.repeat(2048))).toBe('a '.repeat(2048))
  })

  test('leaves nothing of an address that the cut goes through', () => {
    const [local, address] = ['somebody.special', 'somebody.special@example.com']
    for (let before = 4060; before <= 4100; before++) {
      const text = `${'. '.repeat(before / 2)}${before % 2 ? '.' : ''}${address}`
      expect(scrubText(text.padEnd(5000, ' '))).not.toContain(local.slice(0, 4))
    }
  })

  /** A pattern that backtracks without bound would not come back from these before the test times out. */
  test.each([
    'a.',
    'a1-',
    '1-',
    '0(1',
    '+1 ',
    '(0',
    'eyJ',
    'eyJ-',
    'eyJa.',
    '%25',
    '%2540',
    '0'.repeat(9),
    'a@',
    '@',
    'é',
    '4 ',
  ])('comes to an end on 4,096 characters of “%s”, whatever follows', (piece) => {
    const text = piece.repeat(4096 / piece.length)
    for (const end of ['', '@', '!', 'x', '@a.b']) {
      const once = scrubText(text.slice(0, 4096 - end.length) + end)
      expect(scrubText(once).length).toBeLessThanOrEqual(4096)
    }
  })
})

describe('scrubCode', () => {
  const uuid = '550e8400-e29b-41d4-a716-446655440000'
  test.each<[code: string, code: string, key: string, sku: string]>([
    ['491701234567', ':phone', ':phone', ':phone'],
    ['user-491701234567', ':phone', ':phone', ':phone'],
    ['user_491701234567', ':phone', ':phone', ':phone'],
    ['00491701234567', ':phone', ':phone', ':phone'],
    ['0170-1234567', ':phone', ':phone', ':phone'],
    ['0170/1234567', ':phone', ':phone', ':phone'],
    ['tel:0170_1234567', ':phone', ':phone', ':phone'],
    ['415-555-2671', ':phone', ':phone', ':phone'],
    ['4111111111111111', ':card', ':card', ':card'],
    ['4111-1111-1111-1111', ':card', ':card', ':card'],
    ['4111_1111_1111_1111', ':card', ':card', ':card'],
    ['DE89370400440532013000', ':iban', ':iban', ':iban'],
    ['iban:DE89370400440532013000', ':iban', ':iban', ':iban'],
    [jwt, ':token', ':token', ':token'],
    ['8f14e45fceea167a5a36dedd4bea2543', ':token', ':token', ':token'],
    ['Y2FuYXJ5LmJpcmRAZXhhbXBsZS5vcmc', ':email', ':email', ':email'],
    ['canary.bird_at_example.org', ':email', ':email', ':email'],
    ['canary-at-example-dot-org', ':email', ':email', ':email'],
    // Whatever the site names by a random name or by what looks like a national number, it may name so.
    [uuid, ':token', uuid, uuid],
    [`session_${uuid}`, ':token', `session_${uuid}`, `session_${uuid}`],
    ['01jd4x7k9mz2q8v5t3r6w0y1bn', ':token', '01jd4x7k9mz2q8v5t3r6w0y1bn', '01jd4x7k9mz2q8v5t3r6w0y1bn'],
    ['219-09-9999', ':id', '219-09-9999', '219-09-9999'],
    // Barcodes of products, with their check digit, and the same without
    ['4006381333931', ':phone', ':phone', '4006381333931'],
    ['036000291452', ':phone', ':phone', '036000291452'],
    ['4006381333934', ':phone', ':phone', ':phone'],
    ['96385074', '96385074', '96385074', '96385074'],
    [':phone', ':phone', ':phone', ':phone'],
  ])('makes “%s” as a code %s, as a key %s, of a product %s', (value, code, key, sku) => {
    expect([scrubCode(value), scrubCode(value, 'key'), scrubCode(value, 'sku')]).toEqual([code, key, sku])
  })
})

describe('scrubNumber', () => {
  test.each<[number, boolean]>([
    [0, true],
    [-1299.95, true],
    [9_999_999_999, true],
    [Date.UTC(2026, 10, 22), true],
    [491701234567, false],
    [-491701234567, false],
    [491701234567.5, false],
    [14155552671, false],
    [2348031234567, false],
    [4111111111111111, false],
    [1e300, false],
    [Number.NaN, false],
  ])('keeps %d: %s', (value, keeps) => {
    expect(scrubNumber(value)).toBe(keeps ? value : undefined)
  })
})

describe('the fast path', () => {
  test('leaves the names of tabs and views, in which no pattern finds anything', () => {
    const random = numbers(11)
    const of = (signs: string, length: number) =>
      Array.from({ length }, () => signs[random(signs.length)] ?? '').join('')
    for (let round = 0; round < 20_000; round++) {
      const name = of(round % 3 ? '0123456789abcdef' : '0123456789012345678901234567890a', 1 + random(30))
      for (const kind of ['key', 'sku'] as const) expect(scrubCode(name, kind)).toBe(scrubCodeByAll(name, kind))
    }
    expect(scrubCode('b7c1d2e3f4a51003', 'key')).toBe('b7c1d2e3f4a51003')
  })

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

  test.each(named)('is suspicious of “%s”', (text) => {
    expect(suspicious(text)).toBe(true)
  })

  test('lets nothing through that a pattern would catch, in 200,000 generated texts', () => {
    const random = numbers(7)
    const pick = (from: readonly string[]): string => from[random(from.length)] ?? ''
    const times = (count: number, make: () => string) => Array.from({ length: count }, make).join('')
    const gaps = [
      '',
      '',
      '',
      ' ',
      '-',
      '.',
      '/',
      ' (',
      ') ',
      ' - ',
      '...',
      '\u00a0',
      '\u2011',
      '%20',
      '%2520',
      '%2F',
      '%2D((',
      '+',
      ',',
    ]
    const makers: readonly (() => string)[] = [
      () =>
        pick(['+', '00', '0', '(0', '%2B', '%252b', '1-', '', '(0)']) +
        times(5 + random(12), () => `${random(10)}${pick(gaps)}`),
      () => times(12 + random(9), () => `${random(10)}${pick([' ', '-', '', '', '', '+', '%20'])}`),
      () =>
        `${times(1 + random(8), () => pick(['a', 'é', '.', '7', '+', '%', '-']))}${pick(['@', '%40', '%2540', '%25252540', '＠'])}${times(1 + random(4), () => pick(['b', 'ü', '3', '-']))}.${pick(['c', 'de', 'com', '1', '2x.png'])}`,
      () => times(20 + random(30), () => pick(['a', 'B', '3', '9', '-', '_', 'f'])),
      () =>
        `eyJ${times(3 + random(8), () => pick(['a', '-', 'Z', '_', '1']))}.${times(3 + random(8), () => pick(['a', 'b', '2']))}${pick(['.', ''])}`,
    ]
    let caught = 0
    for (let round = 0; round < 200_000; round++) {
      const text =
        pick(['', 'x', ' ', 'Tel. ', '1', '/', '=']) +
        makers[round % makers.length]?.() +
        pick(['', ' ', 'y', '.', '&'])
      const scrubbed = scrubEverything(text)
      if (scrubText(text) !== scrubbed) expect.fail(`“${text}” should become “${scrubbed}”`)
      if (scrubbed !== text) caught++
    }
    expect(caught).toBeGreaterThan(50_000)
  })
})
