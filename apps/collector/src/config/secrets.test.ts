import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Environment } from './load.ts'
import { loadSecrets, showsToken } from './secrets.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wend-secrets-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const pepper = 'p'.repeat(32)
const token = 't'.repeat(32)

describe('secrets', () => {
  it('are made once, for their owner alone, and used again', () => {
    const data = join(folder, 'deep', 'data')
    const first = loadSecrets(data, {})
    expect([first.generated, first.token.length, first.pepper.secret.length]).toEqual([true, 43, 43])
    expect(first.token).not.toBe(first.pepper.secret.toString())
    for (const name of ['pepper', 'token']) expect(statSync(join(data, name)).mode & 0o777).toBe(0o600)
    expect(statSync(data).mode & 0o777).toBe(0o700)
    expect(loadSecrets(data, {})).toEqual(first)
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
    expect(of(pepper)).not.toBe(of('q'.repeat(32)))
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
      { WEND_PEPPER: pepper, WEND_TOKEN: 'ü'.repeat(32) },
      /^WEND_TOKEN cannot stand in a header/,
    ],
    ['a long token', { WEND_PEPPER: pepper, WEND_TOKEN: 't'.repeat(513) }, /at most 512/],
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
    expect(() => loadSecrets(folder, environment)).not.toThrow(/short$|ttttt|üüü/)
  })

  it('are not made anew over a file that is broken', () => {
    writeFileSync(join(folder, 'pepper'), '')
    expect(() => loadSecrets(folder, {})).toThrow('at least 32 are needed')
    expect(readFileSync(join(folder, 'pepper'), 'utf8')).toBe('')
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
  ['more than it', `Bearer ${token}t`, false],
  ['it twice', `Bearer ${token} ${token}`, false],
  ['it in capitals', `Bearer ${token.toUpperCase()}`, false],
  ['another scheme', `Basic ${token}`, false],
  ['a novel', `Bearer ${'t'.repeat(100_000)}`, false],
])('%s shows the token or not', (_, header, shows) => {
  expect(showsToken(header, token)).toBe(shows)
})
