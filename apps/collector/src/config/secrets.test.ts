import { createSecretKey, randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BadConfig, type Environment } from './load.ts'
import { loadSecrets, nextPath, retiredPath, showsToken } from './secrets.ts'
import { weakness } from './secrets-weak.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wend-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const pepper = 'Zq3vT8mN1xKc5RbW7yHd2LgF9sJpA4eU'
const token = 'h7Gd2Xk9Qw4Zr6Tb1Nc8Vm3Lp5Ys0JfA'
const another = 'wC6uR1tB8nE3kX5zM9aQ2jP7hV4dS0gY'

describe('secrets', () => {
  it('are made once, for their owner alone, and used again', () => {
    const data = join(folder, 'deep', 'data')
    const first = loadSecrets(data, {})
    expect([first.generated, first.token.length, first.pepper.secret.length]).toEqual([true, 43, 43])
    expect(first.token).not.toBe(first.pepper.secret.toString())
    for (const name of ['pepper', 'token']) expect(statSync(join(data, name)).mode & 0o777).toBe(0o600)
    expect(statSync(data).mode & 0o777).toBe(0o700)
    const again = loadSecrets(data, {})
    expect([again.token, again.pepper]).toEqual([first.token, first.pepper])
  })

  it('from the environment are not the generated kind, and touch no file', () => {
    const secrets = loadSecrets(folder, { WEND_PEPPER: pepper, WEND_TOKEN: token })
    expect(secrets).toMatchObject({ token, generated: false })
    expect(secrets.pepper.secret.toString()).toBe(pepper)
    expect(() => statSync(join(folder, 'token'))).toThrow()
  })

  it('from files lose the line break at their end', () => {
    writeFileSync(join(folder, 'a'), `${pepper}\n`)
    writeFileSync(join(folder, 'b'), `${token}\r\n`)
    const secrets = loadSecrets(folder, { WEND_PEPPER_FILE: join(folder, 'a'), WEND_TOKEN_FILE: join(folder, 'b') })
    expect([secrets.pepper.secret.toString(), secrets.token, secrets.generated]).toEqual([pepper, token, false])
  })

  it('are half generated when only one is given', () => {
    expect(loadSecrets(folder, { WEND_TOKEN: token }).generated).toBe(true)
  })

  it('give a pepper a name that tells nothing of it, and another name to another', () => {
    const of = (WEND_PEPPER: string) => loadSecrets(folder, { WEND_PEPPER, WEND_TOKEN: token }).pepper.id
    expect(of(pepper)).toMatch(/^[0-9a-f]{8}$/)
    expect(of(pepper)).toBe(of(pepper))
    expect(of(pepper)).not.toBe(of(another))
  })

  it.each<[string, Environment, RegExp]>([
    [
      'a short pepper',
      { WEND_PEPPER: 'short', WEND_TOKEN: token },
      /^WEND_PEPPER has 5 characters; at least 32 are needed/,
    ],
    [
      'a short token',
      { WEND_PEPPER: pepper, WEND_TOKEN: 'short' },
      /^WEND_TOKEN has 5 characters; at least 32 are needed/,
    ],
    ['an empty token', { WEND_PEPPER: pepper, WEND_TOKEN: '' }, /^WEND_TOKEN has 0 characters/],
    [
      'a token with spaces',
      { WEND_PEPPER: pepper, WEND_TOKEN: `${token} ${token}` },
      /^WEND_TOKEN cannot stand in a header/,
    ],
    [
      'a token of other letters',
      { WEND_PEPPER: pepper, WEND_TOKEN: 'üöäßéèêâôûîçñáíóúàòùìřšžýďťňěąęł' },
      /^WEND_TOKEN cannot stand in a header/,
    ],
    ['a long token', { WEND_PEPPER: pepper, WEND_TOKEN: token.repeat(17).slice(1) }, /at most 512/],
    [
      'a missing file',
      { WEND_PEPPER_FILE: '/nowhere/pepper' },
      /^The file that WEND_PEPPER_FILE names cannot be read\.$/,
    ],
    [
      'a file that is missing though a short value is there',
      { WEND_PEPPER: pepper, WEND_TOKEN_FILE: '/nowhere' },
      /WEND_TOKEN_FILE/,
    ],
  ])('are refused with a sentence: %s', (_, environment, message) => {
    expect(() => loadSecrets(folder, environment)).toThrow(message)
    expect(() => loadSecrets(folder, environment)).not.toThrow(/short$|h7Gd2X|üöä/)
  })

  it('are not made anew over a file that is broken', () => {
    writeFileSync(join(folder, 'pepper'), '')
    expect(() => loadSecrets(folder, {})).toThrow('at least 32 are needed')
    expect(readFileSync(join(folder, 'pepper'), 'utf8')).toBe('')
  })
})

describe('a weak secret', () => {
  it.each([
    ['a default', 'changeme-changeme-before-you-go-live', 'holds a word of examples'],
    ['a default in other letters', 'CHANGE_ME_0123_abcd_XYZ9_kkfj_2201', 'holds a word of examples'],
    ['a famous password', 'Correct-Horse-Battery-Staple-2041', 'holds a word of examples'],
    ['its own name', 'my-pepper-for-shop-2041-Xk9-Qw4-Zr6', 'holds a word of examples'],
    ['one letter again and again', 'p'.repeat(40), 'is made of fewer than 8 different'],
    ['few letters', 'abcabbacabcacbbacbabcabcbabcacbacbabcacb', 'is made of fewer than 8 different'],
    ['a piece again and again', 'k9Xq2Zr7k9Xq2Zr7k9Xq2Zr7k9Xq2Zr7', 'is one piece repeated'],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyz0123456789', 'counts or repeats'],
    ['counted bytes', '00112233445566778899aabbccddeeff', 'counts or repeats'],
    ['runs', 'aaaaaaaabbbbccccddddeeeeffffgggghhhh', 'counts or repeats'],
  ])('is refused as pepper, token, site’s pepper and signing secret: %s', (_, weak, why) => {
    const all: [string, () => unknown][] = [
      ['WEND_PEPPER', () => loadSecrets(folder, { WEND_PEPPER: weak, WEND_TOKEN: token })],
      ['WEND_TOKEN', () => loadSecrets(folder, { WEND_PEPPER: pepper, WEND_TOKEN: weak })],
      ['WEND_PEPPER_SHOP', () => loadSecrets(folder, { WEND_PEPPER_SHOP: weak }).pepperOf('shop')],
      ['WEND_SIGNING_SHOP', () => loadSecrets(folder, { WEND_SIGNING_SHOP: weak }).signingOf('shop')],
    ]
    for (const [name, load] of all) {
      expect(load).toThrow(BadConfig)
      expect(load).toThrow(new RegExp(`^${name} ${why}.*Make one with: openssl rand -base64 32$`))
      expect(load).not.toThrow(weak)
    }
  })

  it.each([
    ['32 hex digits', 16, 'hex'],
    ['64 hex digits', 32, 'hex'],
    ['base64', 32, 'base64'],
    ['base64url', 32, 'base64url'],
  ] as const)('is none of a thousand random ones in %s', (_, bytes, encoding) => {
    const refused = Array.from({ length: 1000 }, () => weakness(randomBytes(bytes).toString(encoding)))
    expect(refused.filter(Boolean)).toEqual([])
  })
})

describe('a site', () => {
  const given = { WEND_PEPPER: pepper, WEND_TOKEN: token }

  it('has the common pepper when it has none of its own', () => {
    const secrets = loadSecrets(folder, given)
    expect(secrets.pepperOf('shop')).toEqual(secrets.pepper)
    expect(secrets.signingOf('shop')).toBeUndefined()
    expect(readdirSync(folder)).toEqual([])
  })

  it.each<[string, (text: string) => Environment, string]>([
    ['a variable', (text) => ({ WEND_PEPPER_MY_SHOP: text }), 'my-shop'],
    [
      'a file that a variable names',
      (text) => {
        writeFileSync(join(folder, 'elsewhere'), `${text}\n`)
        return { WEND_PEPPER_MY_SHOP_FILE: join(folder, 'elsewhere') }
      },
      'my-shop',
    ],
    [
      'the data folder',
      (text) => {
        writeFileSync(join(folder, 'pepper.my-shop'), text)
        return {}
      },
      'my-shop',
    ],
    [
      'the data folder, though its name ends like a variable',
      (text) => {
        writeFileSync(join(folder, 'pepper.my-file'), text)
        return { WEND_PEPPER_MY_FILE: 'the variable of a site “my”' }
      },
      'my-file',
    ],
  ])('has its own pepper from %s', (_, give, site) => {
    const secrets = loadSecrets(folder, { ...given, ...give(another) })
    const own = secrets.pepperOf(site)
    expect(own.secret.toString()).toBe(another)
    expect(own.id).not.toBe(secrets.pepper.id)
    expect(secrets.pepperOf('open')).toEqual(secrets.pepper)
  })

  it('has a signing secret from the same places', () => {
    const key = createSecretKey(Buffer.from(another))
    expect(
      loadSecrets(folder, { ...given, WEND_SIGNING_SHOP: another })
        .signingOf('shop')
        ?.equals(key),
    ).toBe(true)
    writeFileSync(join(folder, 'signing.shop'), `${another}\n`)
    expect(loadSecrets(folder, given).signingOf('shop')?.equals(key)).toBe(true)
    expect(loadSecrets(folder, given).signingOf('open')).toBeUndefined()
  })

  it.each([
    ['pepper.shop', /pepper\.shop is there but cannot be read/],
    ['signing.shop', /signing\.shop is there but cannot be read/],
  ])('is not given the common keys when its %s cannot be read', (name, message) => {
    mkdirSync(join(folder, name))
    const secrets = loadSecrets(folder, given)
    expect(() => [secrets.pepperOf('shop'), secrets.signingOf('shop')]).toThrow(message)
  })
})

describe('a pepper after a rotation', () => {
  const inner = Buffer.alloc(32, 7)

  it('brings the inner key of the one before', () => {
    const WEND_PEPPER = `${another}:${inner.toString('base64url')}`
    const rotated = loadSecrets(folder, { WEND_PEPPER, WEND_TOKEN: token }).pepper
    expect([rotated.secret.toString(), rotated.inner]).toEqual([another, inner])
    expect(rotated.id).toBe(loadSecrets(folder, { WEND_PEPPER: another, WEND_TOKEN: token }).pepper.id)
  })

  it.each([`${another}:short`, `${another}:`, another.replace('k', ':')])(
    'is told from one that has a colon: %s',
    (text) => {
      const plain = loadSecrets(folder, { WEND_PEPPER: text, WEND_TOKEN: token }).pepper
      expect([plain.secret.toString(), plain.inner]).toEqual([text, undefined])
    },
  )

  it('must have a good secret itself', () => {
    const WEND_PEPPER = `${'p'.repeat(32)}:${inner.toString('base64url')}`
    expect(() => loadSecrets(folder, { WEND_PEPPER, WEND_TOKEN: token })).toThrow(/fewer than 8 different/)
  })

  it('is waited for: nothing starts between the keys', () => {
    writeFileSync(nextPath(folder), another)
    const load = () => loadSecrets(folder, { WEND_PEPPER: pepper, WEND_TOKEN: token })
    expect(load).toThrow(/“wend pepper rotate --yes” again/)
    rmSync(nextPath(folder))
    writeFileSync(nextPath(folder, 'shop'), another)
    expect(() => load().pepperOf('shop')).toThrow(/“wend pepper rotate --site shop --yes” again/)
    expect(load().pepperOf('open').secret.toString()).toBe(pepper)
  })

  it('is not followed by the one before', () => {
    const { id } = loadSecrets(folder, { WEND_PEPPER: pepper, WEND_TOKEN: token }).pepper
    writeFileSync(retiredPath(folder), `${id}\n`)
    const load = (environment: Environment) => loadSecrets(folder, { WEND_TOKEN: token, ...environment })
    expect(() => load({ WEND_PEPPER: pepper })).toThrow(/^WEND_PEPPER is a pepper that a rotation has replaced/)
    const site = load({ WEND_PEPPER: another, WEND_PEPPER_SHOP: pepper })
    expect(() => site.pepperOf('shop')).toThrow(/^WEND_PEPPER_SHOP is a pepper that a rotation has replaced/)
  })
})

it.each<[string, string | undefined, boolean]>([
  ['the token', `Bearer ${token}`, true],
  ['the token, spelled otherwise', `bearer ${token}`, true],
  ['nothing', undefined, false],
  ['an empty header', '', false],
  ['the scheme alone', 'Bearer ', false],
  ['the token alone', token, false],
  ['a part of it', `Bearer ${token.slice(1)}`, false],
  ['more than it', `Bearer ${token}A`, false],
  ['it twice', `Bearer ${token} ${token}`, false],
  ['it in capitals', `Bearer ${token.toUpperCase()}`, false],
  ['another scheme', `Basic ${token}`, false],
  ['a novel', `Bearer ${token.repeat(3000)}`, false],
])('%s shows the token or not', (_, header, shows) => {
  expect(showsToken(header, token)).toBe(shows)
})
