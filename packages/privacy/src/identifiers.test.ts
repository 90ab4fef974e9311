import { describe, expect, test } from 'vitest'
import { canonical, kinds } from './identifiers.ts'

describe('canonical', () => {
  test.each([
    ['as it is', 'person@example.com', 'person@example.com'],
    ['trimmed', '  person@example.com\n', 'person@example.com'],
    ['in lower case', 'Person.Name@EXAMPLE.Com', 'person.name@example.com'],
    ['with its dots and its tag', 'User.Name+NYC@gmail.com', 'user.name+nyc@gmail.com'],
    ['with its domain in ASCII', 'Info@BÜCHER.example', 'info@xn--bcher-kva.example'],
    ['with its domain in ASCII already', 'info@xn--bcher-kva.example', 'info@xn--bcher-kva.example'],
    ['with a Japanese domain and its own full stop', '人@例え。テスト', '人@xn--r8jz45g.xn--zckzah'],
    ['composed', 'jose\u0301@example.com', 'jos\u00e9@example.com'],
    ['with several labels', 'a@b.c.d.example', 'a@b.c.d.example'],
  ])('spells an e-mail address %s', (_, raw, spelled) => {
    expect(canonical('email', raw)).toBe(spelled)
    expect(canonical('email', spelled)).toBe(spelled)
  })

  test.each([
    '',
    '   ',
    'person',
    'person@',
    '@example.com',
    'person@example',
    'per son@example.com',
    'a@b@example.com',
    'person@exa mple.com',
    'person@example.com/path',
    'person@example.com:25',
    'person@example.com?x',
    'person@example.com#x',
    'person@example\\.com',
    'person@.example.com',
    'person@example..com',
    'person@example.com.',
    'person@127.0.0.1',
    'person@1.2',
    'person@[127.0.0.1]',
    'Person <person@example.com>',
    'a@example.com, b@example.com',
    null,
    undefined,
    {},
    [],
    true,
    42,
  ])('takes %j for no e-mail address', (raw) => {
    expect(canonical('email', raw)).toBeUndefined()
  })

  test.each([
    ['+4915112345678', '+4915112345678'],
    ['004915112345678', '+4915112345678'],
    [' 0049 151 12345678 ', '+4915112345678'],
    ['+49 (151) 123-456.78', '+4915112345678'],
    ['+49 151 / 1234 5678', '+4915112345678'],
    ['+49\u00a0151\u201112345678', '+4915112345678'],
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['0044(0)2079460958', '+442079460958'],
    ['+39 06 1234 5678', '+390612345678'],
    ['+1 (650) 555-1212', '+16505551212'],
    ['001-650-555-1212', '+16505551212'],
    ['+1.650.555.1212', '+16505551212'],
    ['+123456789012345', '+123456789012345'],
    ['+1234567', '+1234567'],
  ])('spells the phone number %s as %s', (raw, spelled) => {
    expect(canonical('phone', raw)).toBe(spelled)
    expect(canonical('phone', spelled)).toBe(spelled)
  })

  test.each([
    '',
    '+',
    '0151 12345678',
    '15112345678',
    '+0151 12345678',
    '+123456',
    '+1234567890123456',
    '+49 151 CALL-ME',
    '+49 151 12345678 ext. 9',
    '++4915112345678',
    '+49 151 1234567８',
    4915112345678,
    null,
    {},
  ])('takes %j for no phone number', (raw) => {
    expect(canonical('phone', raw)).toBeUndefined()
  })

  test.each<[unknown, string | undefined]>([
    ['K-10023', 'K-10023'],
    ['  K-10023 ', 'K-10023'],
    ['aBc', 'aBc'],
    ['jose\u0301', 'jos\u00e9'],
    [10023, '10023'],
    [0, '0'],
    ['', undefined],
    [' ', undefined],
    [Number.NaN, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [2 ** 60, undefined],
    [1.5, undefined],
    [null, undefined],
    [false, undefined],
    [{ id: 1 }, undefined],
  ])('spells the site’s own identifier %j as %j, whatever its kind', (raw, spelled) => {
    for (const kind of ['customer', 'account', 'chat', 'device'] as const) expect(canonical(kind, raw)).toBe(spelled)
  })

  test('knows six kinds', () => {
    expect(kinds).toEqual(['email', 'phone', 'customer', 'account', 'chat', 'device'])
  })
})
