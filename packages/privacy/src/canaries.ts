import { createHash } from 'node:crypto'

export * from './lookalikes.ts'

/**
 * Values that name a person, in the forms in which they get into addresses, titles and fields. Data for tests: whatever
 * passes them in must afterwards find none of their needles anywhere. All numbers are made up or are the examples of their
 * standards.
 */
export interface Canary {
  kind: 'email' | 'phone' | 'card' | 'iban' | 'id' | 'token'
  /** How it is written: `base64`, `with dots`. */
  form: string
  value: string
  /** Texts of eight signs and more, in lower case, that must be found nowhere. */
  needles: readonly string[]
}

type Forms = Record<string, (value: string) => string>
const base64 = (value: string): string => Buffer.from(value).toString('base64')
const each = (value: string, write: (sign: string) => string): string => [...value].map(write).join('')
const hex = (sign: string, digits = 2): string => (sign.codePointAt(0) ?? 0).toString(16).padStart(digits, '0')
const moved = (value: string, zero: number): string =>
  value.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)))
const wide = (value: string): string => each(value, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))
const groups = (value: string, between: string): string => value.replace(/.{4}(?=.)/g, (four) => four + between)
const percent = (value: string): string =>
  each(value, (sign) => (sign < '\x7f' ? `%${hex(sign)}` : encodeURIComponent(sign)))

/** Forms that anything can have. */
const wrapped: Forms = {
  raw: (value) => value,
  'URL-encoded': encodeURIComponent,
  'URL-encoded twice': (value) => encodeURIComponent(encodeURIComponent(value)),
  'URL-encoded sign by sign': percent,
  base64,
  'base64 without padding': (value) => base64(value).replaceAll('=', ''),
  base64url: (value) => Buffer.from(value).toString('base64url'),
  'base64, URL-encoded': (value) => encodeURIComponent(base64(value)),
  'base64 in a sentence': (value) => `see ${base64(value)} for more`,
  'HTML entities': (value) => each(value, (sign) => `&#${sign.codePointAt(0)};`),
  'HTML entities in hex': (value) => each(value, (sign) => `&#x${hex(sign)};`),
  'Unicode escapes': (value) => each(value, (sign) => `\\u${hex(sign, 4)}`),
  'percent-u': (value) => each(value, (sign) => `%u${hex(sign, 4)}`),
  'in JSON': (value) => JSON.stringify({ value }),
  'in a sentence': (value) => `Thank you, ${value}. See you soon`,
  'in brackets': (value) => `(${value})`,
  quoted: (value) => `"${value}"`,
}

const forms: Record<Canary['kind'], Forms> = {
  email: {
    ...wrapped,
    'upper case': (value) => value.toUpperCase(),
    '@ encoded': (value) => value.replace('@', '%40'),
    '@ encoded thrice': (value) => value.replace('@', '%252540'),
    '@ as an entity': (value) => value.replace('@', '&#64;'),
    '@ as a named entity': (value) => value.replace('@', '&commat;'),
    '@ escaped': (value) => value.replace('@', '\\u0040'),
    '@ escaped in hex': (value) => value.replace('@', '\\x40'),
    '@ quoted-printable': (value) => value.replace('@', '=40'),
    '@ wide': (value) => value.replace('@', '＠'),
    '@ small': (value) => value.replace('@', '﹫'),
    'a soft hyphen': (value) => value.replace('.', '\xad.'),
    'a zero-width space': (value) => value.replace('@', '\u200b@\u200b'),
    'spaces around @': (value) => value.replace('@', ' @ '),
    'in words': (value) => value.replace('@', ' at ').replaceAll('.', ' dot '),
    '[at]': (value) => value.replace('@', ' [at] '),
    '(at)': (value) => value.replace('@', '(at)'),
    '[at] [dot]': (value) => value.replace('@', '[at]').replaceAll(/(?<=\].*)\./g, '[dot]'),
    mailto: (value) => `mailto:${value}?subject=Hello`,
    'angle brackets': (value) => `Bird <${value}>`,
    'base64 of JSON': (value) => base64(JSON.stringify({ user: value })),
    'with a dot behind': (value) => `${value}.`,
    'as a parameter': (value) => `email=${value}&x=1`,
  },
  phone: {
    ...wrapped,
    'with 00': (value) => value.replace('+', '00'),
    'without +': (value) => value.slice(1),
    tel: (value) => `tel:${value}`,
    'wa.me': (value) => `https://wa.me/${value.slice(1)}`,
    'with spaces': (value) => value.replace(/(\+\d\d)(\d{3})/, '$1 $2 '),
    'with dots': (value) => value.replace(/(\+\d\d)(\d{3})(\d{3})/, '$1.$2.$3.'),
    'with hyphens': (value) => value.replace(/(\+\d\d)(\d{3})/, '$1-$2-'),
    'with a slash': (value) => value.replace(/(\+\d\d)(\d{3})/, '$1 $2/'),
    'with brackets': (value) => value.replace(/(\+\d\d)(\d{3})/, '$1 (0) $2 '),
    'with no-break spaces': (value) => value.replace(/(\+\d\d)(\d{3})/, '$1\xa0$2\xa0'),
    'with no-break hyphens': (value) => value.replace(/(\+\d\d)(\d{3})/, '$1\u2011$2\u2011'),
    'spaces without +': (value) => value.replace(/\+(\d\d)(\d{3})/, '$1 $2 '),
    national: (value) => value.replace(/\+\d\d/, '0'),
    'national with spaces': (value) => value.replace(/\+\d\d(\d{3})/, '0$1 '),
    'national with a slash': (value) => value.replace(/\+\d\d(\d{3})/, '0$1/'),
    'national in brackets': (value) => value.replace(/\+\d\d(\d{3})/, '(0$1) '),
    'behind letters': (value) => `user${value.slice(1)}`,
    'behind a hyphen': (value) => `user-${value.slice(1)}`,
    'Arabic digits': (value) => moved(value, 0x660),
    'Persian digits': (value) => moved(value, 0x6f0),
    'Hindi digits': (value) => moved(value, 0x966),
    wide,
    '+ as an entity': (value) => value.replace('+', '&plus;'),
    '+ quoted-printable': (value) => value.replace('+', '=2B'),
    'base64 without +': (value) => base64(value.slice(1)),
    'as a form': (value) => value.replace(/(\+\d\d)(\d{3})/, '$1+$2+'),
    'as a parameter': (value) => `phone=${value}&x=1`,
  },
  card: {
    ...wrapped,
    'with spaces': (value) => groups(value, ' '),
    'with hyphens': (value) => groups(value, '-'),
    'with dots': (value) => groups(value, '.'),
    'with low lines': (value) => groups(value, '_'),
    'with no-break spaces': (value) => groups(value, '\xa0'),
    'with spaces, URL-encoded': (value) => encodeURIComponent(groups(value, ' ')),
    'as a form': (value) => groups(value, '+'),
    'with spaces, base64': (value) => base64(groups(value, ' ')),
    'Arabic digits': (value) => moved(value, 0x660),
    wide,
    'with the date': (value) => `${value} 12/27`,
  },
  iban: {
    ...wrapped,
    'lower case': (value) => value.toLowerCase(),
    'with spaces': (value) => groups(value, ' '),
    'with no-break spaces': (value) => groups(value, '\xa0'),
    'with hyphens': (value) => groups(value, '-'),
    'with spaces, URL-encoded': (value) => encodeURIComponent(groups(value, ' ')),
    'as a form': (value) => groups(value, '+'),
  },
  id: { raw: (value) => value, 'in a sentence': (value) => `My number is ${value}, thanks`, 'URL-encoded': percent },
  token: {
    raw: (value) => value,
    'in a sentence': (value) => `Your key is ${value} now`,
    'URL-encoded': encodeURIComponent,
    'as a parameter': (value) => `key=${value}&x=1`,
  },
}

const values: Record<Canary['kind'], readonly string[]> = {
  email: ['canary.bird@example.org', 'kanarie+shop_7@mail.example.co.uk', 'o-serin99@sub.example.museum'],
  phone: ['+491701234567', '+33612345678', '+442079460958'],
  card: ['4111111111111111', '5500000000000004', '378282246310005'],
  iban: ['DE89370400440532013000', 'GB29NWBK60161331926819', 'NL91ABNA0417164300', 'FR1420041010050500013M02606'],
  id: [
    '219-09-9999',
    '86 095 742 719',
    'BSN 111222333',
    '12345678Z',
    'X1234567L',
    'RSSMRA85T10A562S',
    '1 85 05 78 006 084 91',
    'AB 12 34 56 C',
    'pesel: 44051401359',
    '811228-9874',
    '756.9217.0769.85',
    '529.982.247-25',
  ],
  token: [
    'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW1gFWFOEjXk0',
    `sk_${'live'}_4eC39HqLyjWDarjtT1zdp7dc`,
    `ghp_${'16C7e42F292c6912E7710c838347Ae178B4a'}`,
    `AKIA${'IOSFODNN7EXAMPLE'}`,
    `xoxb-${'283746501928-1092837465019-h7Kd0Wq3Zx8Vb2Nm5Lp9Rt4Y'}`,
    'Bearer 7Fjfp0ZBr1KtDRbnfVdmIw9xQ2',
    '-----BEGIN PRIVATE KEY-----MIIEvQIBADANBgkqhkiG9w0BAQEFAASC',
    '550e8400-e29b-41d4-a716-446655440000',
    '8f14e45fceea167a5a36dedd4bea2543',
    'a94a8fe5ccb19ba61c4c0873d391e987982fbbd3',
    '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    'q4k7v0m2r8n1t5s9c3x6z0b2w4y8u1p3e7',
  ],
}

/** The plain hashes that everybody could make of a value, in every spelling. */
const hashes = (value: string): string[] =>
  ['md5', 'sha1', 'sha256'].flatMap((algorithm) => {
    const digest = createHash(algorithm).update(value).digest()
    return [digest.toString('hex'), digest.toString('base64'), digest.toString('base64url')]
  })

function needlesOf(kind: Canary['kind'], base: string, value: string): string[] {
  const digits = value.replace(/\D/g, '')
  const own = base.replace(/^(?:bsn|pesel:|bearer) /i, '').replace(/^-----BEGIN PRIVATE KEY-----/, '')
  const spellings = [base, value, base.toLowerCase(), base.replace(/\D/g, ''), base.replace('+', '00')]
  return [
    // In a sentence it is the thing itself that must be gone, not the sentence.
    ...(/[ =?&:,(]|^user|^["{]/.test(value) ? [] : [value]),
    own,
    base64(base),
    base64(base).replaceAll('=', ''),
    base.replace('@', '%40'),
    ...(kind === 'email' ? [base.slice(0, base.indexOf('@')), `${base.slice(0, base.indexOf('@'))} at`] : []),
    // The number as it is dialled within its country, too.
    ...(kind === 'phone' ? [base.slice(3), groups(base.slice(1), ' ')] : []),
    ...(digits.length > 8 && kind !== 'email' && kind !== 'token' ? [digits] : []),
    ...spellings.flatMap(hashes),
  ]
}

/** Every value in every form of its kind. */
export const canaries: readonly Canary[] = Object.entries(values).flatMap(([name, bases]) => {
  const kind = name as Canary['kind']
  return bases.flatMap((base) =>
    Object.entries(forms[kind]).map(([form, write]) => {
      const value = write(base)
      const needles = needlesOf(kind, base, value).map((needle) => needle.toLowerCase())
      return { kind, form, value, needles: [...new Set(needles)].filter((needle) => needle.length > 7) }
    }),
  )
})

/** Finds needles in a text, in one pass however many they are; each with what stands around it. */
export function createSearch(needles: Iterable<string>): (text: string) => string[] {
  const byStart = new Map<string, string[]>()
  for (const needle of new Set(needles)) {
    const start = needle.slice(0, 8)
    byStart.set(start, [...(byStart.get(start) ?? []), needle])
  }
  return (text) => {
    const lower = text.toLowerCase()
    const found = new Map<string, string>()
    for (let i = 0; i + 8 <= lower.length; i++)
      for (const needle of byStart.get(lower.slice(i, i + 8)) ?? [])
        if (lower.startsWith(needle, i) && !found.has(needle))
          found.set(needle, text.slice(Math.max(0, i - 160), i + 80))
    return [...found].map(([needle, around]) => `${needle}: …${around}…`)
  }
}
