import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPseudonyms, type Pseudonyms, sha256 } from '@wend/privacy/pseudonym'
import { type Log, openLog } from '@wend/storage/log'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BadConfig, type Environment } from '../config/load.ts'
import { loadSecrets, nextPath, parsePepper } from '../config/secrets.ts'
import { rotate } from './pepper.ts'
import { v7 } from './uuid.ts'

const given = 'Zq3vT8mN1xKc5RbW7yHd2LgF9sJpA4eU'
let folder: string
let data: string
let url: string
let said: string[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wend-pepper-'))
  data = join(folder, 'data')
  url = `sqlite:${data}/log.db`
  said = []
  mkdirSync(data)
})
afterEach(() => rmSync(folder, { recursive: true }))

const run = (more: Partial<Parameters<typeof rotate>[0]> = {}) =>
  rotate({ data, log: url, environment: {}, openLog, yes: true, print: (line) => said.push(line), ...more })
const pseudonyms = (site = 'shop', environment: Environment = {}): Pseudonyms =>
  createPseudonyms(loadSecrets(data, environment).pepperOf(site), site)
const person = (n: number) => sha256(`visitor ${n}`)

/** Stores events as the collector writes them, of a hundred people, each with what they are known by. */
async function store(count: number, of: Pseudonyms, site = 'shop'): Promise<void> {
  const log = await openLog(url)
  await log.append(
    Array.from({ length: count }, (_, n) => ({
      site,
      id: v7(Date.UTC(2026, 10, 22) + n),
      body: JSON.stringify({
        specversion: '1.0',
        source: `/sites/${site}`,
        subject: of.of('visitor', person(n % 100)),
        type: 'identity.claimed',
        data: {
          identifiers: { email: of.of('email', person(n % 100)), phone: of.of('phone', person(n % 100)) },
          text: `not "${of.of('visitor', person(n % 100))}" alone, "\\"`,
        },
      }),
    })),
  )
  await log.close()
}
interface Body {
  subject: string
  data: { identifiers: { email: string; phone: string }; text: string }
}
async function stored(site?: string): Promise<Body[]> {
  const log = await openLog(url)
  const events = await log.read(0, 10_000, site)
  await log.close()
  return events.map(({ body }) => JSON.parse(body))
}
/** Every byte of the data folder, file names included. */
const bytes = () =>
  readdirSync(data)
    .map((name) => `${name}\n${readFileSync(join(data, name), 'latin1')}`)
    .join('\n')

describe('a rotation', () => {
  it('keeps events of one person together, before and after', async () => {
    await store(1300, pseudonyms())
    const [before] = await stored()
    await expect(run()).resolves.toBe(1300)
    await store(100, pseudonyms())
    const events = await stored()
    expect(events).toHaveLength(1400)
    const { of } = pseudonyms()
    for (const [n, { subject, data }] of events.entries()) {
      expect(subject).toBe(of('visitor', person(n % 100)))
      expect(data.text).toBe(`not "${subject}" alone, "\\"`)
      expect(data.identifiers).toEqual({ email: of('email', person(n % 100)), phone: of('phone', person(n % 100)) })
    }
    expect(events[0]?.subject).not.toBe(before?.subject)
  })

  it('leaves nothing of the old key: neither its bytes nor what it made', async () => {
    const old = pseudonyms()
    const secret = readFileSync(join(data, 'pepper'), 'utf8')
    await store(600, old)
    const made = Array.from({ length: 100 }, (_, n) => old.of('visitor', person(n)).slice(9))
    expect(bytes().includes(secret)).toBe(true)
    expect(made.every((text) => bytes().includes(text))).toBe(true)
    await run()
    const after = bytes()
    expect(after.includes(secret)).toBe(false)
    expect(made.filter((text) => after.includes(text)).length).toBe(0)
    expect(
      readdirSync(data)
        .filter((name) => !name.startsWith('log.db'))
        .sort(),
    ).toEqual(['pepper', 'pepper_retired', 'token'])
    expect(statSync(join(data, 'pepper')).mode & 0o777).toBe(0o600)
  })

  it('keeps what the ledger and the list of the erased know people by', async () => {
    const names = () => {
      const { of, who, tombstone } = pseudonyms()
      return [who(of('visitor', person(1))), tombstone(of('email', person(1)))]
    }
    const before = names()
    await store(3, pseudonyms())
    await run()
    expect(names()).toEqual(before)
    await run()
    expect(names()).toEqual(before)
  })

  it('can be done again and again', async () => {
    await store(200, pseudonyms())
    const ids = new Set([loadSecrets(data, {}).pepper.id])
    for (let round = 0; round < 3; round++) {
      await expect(run()).resolves.toBe(200)
      ids.add(loadSecrets(data, {}).pepper.id)
    }
    expect(ids.size).toBe(4)
    expect((await stored())[7]?.subject).toBe(pseudonyms().of('visitor', person(7)))
    expect(readFileSync(join(data, 'pepper_retired'), 'utf8').trim().split('\n')).toHaveLength(3)
  })

  it('says what it will do and changes nothing without --yes', async () => {
    await store(3, pseudonyms())
    const before = bytes()
    await expect(run({ yes: false })).resolves.toBeUndefined()
    expect(bytes()).toBe(before)
    expect(said.join('\n')).toMatch(/gets a new key[\s\S]*overwritten[\s\S]*Nothing was changed.*--yes\.$/)
    expect(said.join('\n')).not.toContain(readFileSync(join(data, 'pepper'), 'utf8'))
  })

  it('works on an empty log', async () => {
    pseudonyms()
    await expect(run()).resolves.toBe(0)
  })

  it('of one site leaves the others as they are', async () => {
    writeFileSync(join(data, 'pepper.shop'), given)
    await store(100, pseudonyms('shop'))
    await store(100, pseudonyms('open'), 'open')
    const open = await stored('open')
    await expect(run({ site: 'shop' })).resolves.toBe(100)
    expect(await stored('open')).toEqual(open)
    expect((await stored('shop'))[5]?.subject).toBe(pseudonyms('shop').of('visitor', person(5)))
    expect(bytes().includes(given)).toBe(false)
    const shop = await stored('shop')
    await expect(run()).resolves.toBe(100)
    expect(await stored('shop')).toEqual(shop)
    expect((await stored('open'))[5]?.subject).toBe(pseudonyms('open').of('visitor', person(5)))
  })
})

describe('a pepper that stands elsewhere', () => {
  it('in a file that a variable names is replaced there, also behind a link', async () => {
    writeFileSync(join(folder, 'real'), `${given}\n`)
    symlinkSync(join(folder, 'real'), join(folder, 'link'))
    const environment = { WEND_PEPPER_FILE: join(folder, 'link') }
    await store(100, pseudonyms('shop', environment))
    await run({ environment })
    expect(readFileSync(join(folder, 'real'), 'utf8')).not.toContain(given)
    expect(readFileSync(join(folder, 'real'), 'utf8')).toMatch(/^[\w-]{43}:[\w-]{43}$/)
    expect((await stored())[5]?.subject).toBe(pseudonyms('shop', environment).of('visitor', person(5)))
    expect(readdirSync(folder).sort()).toEqual(['data', 'link', 'real'])
  })

  it('in a variable needs to be told where the new one goes, and is not taken any more', async () => {
    const environment = { WEND_PEPPER: given }
    await store(100, pseudonyms('shop', environment))
    await expect(run({ environment })).rejects.toThrow(/^The pepper stands in WEND_PEPPER, .*--to <file>$/)
    const to = join(folder, 'new')
    await run({ environment, to })
    expect(said.at(-1)).toBe(
      `Set WEND_PEPPER_FILE=${to}, take the old pepper out of WEND_PEPPER, and destroy every copy of it.`,
    )
    expect(() => loadSecrets(data, environment)).toThrow(/a rotation has replaced/)
    await expect(run({ environment, to: join(folder, 'newer') })).rejects.toThrow(/has replaced already/)
    const now = { WEND_PEPPER_FILE: to }
    expect((await stored())[5]?.subject).toBe(pseudonyms('shop', now).of('visitor', person(5)))
    expect(statSync(to).mode & 0o777).toBe(0o600)
  })
})

describe('a rotation is refused with a sentence', () => {
  it('while a collector has the log open, which then can go on', async () => {
    await store(3, pseudonyms())
    const log = await openLog(url)
    await expect(run()).rejects.toThrow(/^A collector is using the log\. Stop it/)
    expect((await log.read(0, 10)).length).toBe(3)
    await log.close()
    expect(readdirSync(data)).not.toContain('pepper_next')
    await expect(run()).resolves.toBe(3)
  })

  it.each<[string, () => Partial<Parameters<typeof rotate>[0]>, RegExp]>([
    ['there is no pepper yet', () => ({}), /^There is no pepper yet/],
    ['the site has none of its own', () => ({ site: 'shop' }), /^The site shop has no pepper of its own/],
    [
      'the new file is there',
      () => {
        writeFileSync(join(folder, 'taken'), 'mine')
        return { environment: { WEND_PEPPER: given }, to: join(folder, 'taken') }
      },
      /taken is there already/,
    ],
    [
      'the new file has no folder',
      () => ({ environment: { WEND_PEPPER: given }, to: join(folder, 'nowhere', 'new') }),
      /new cannot be written/,
    ],
    [
      'it began with another pepper',
      () => {
        writeFileSync(
          nextPath(data),
          `${'Yd9MfGp1SaEu2Jk8vQ0xTn5rBz7LhWc3'}:${Buffer.alloc(32, 9).toString('base64url')}`,
        )
        writeFileSync(join(data, 'pepper'), given)
        return {}
      },
      /does not follow from WEND_PEPPER/,
    ],
  ])('when %s', async (_, prepare, message) => {
    const promise = run(prepare())
    await expect(promise).rejects.toThrow(BadConfig)
    await expect(promise).rejects.toThrow(message)
    await expect(promise).rejects.not.toThrow(given)
  })
})

describe('stopped in between and run again', () => {
  /** Throws at the nth call that changes the log, or after it was done. */
  const breaking =
    (at: number, after: boolean): typeof openLog =>
    async (...args) => {
      const log = await openLog(...args)
      let count = 0
      const guard =
        <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
        async (...args: A): Promise<R> => {
          const last = ++count === at
          if (last && !after) throw new Error('The power went.')
          const result = await call(...args)
          if (last) throw new Error('The power went.')
          return result
        }
      return { ...log, replace: guard(log.replace), settle: guard(log.settle) } satisfies Log
    }

  it.each([
    [1, false],
    [1, true],
    [2, false],
    [2, true],
    [3, true],
    [4, false],
    [4, true],
  ])('at change %i (done: %j) it is completed', async (at, after) => {
    const old = pseudonyms()
    const secret = readFileSync(join(data, 'pepper'), 'utf8')
    await store(1300, old)
    await expect(run({ openLog: breaking(at, after) })).rejects.toThrow('The power went.')
    expect(() => loadSecrets(data, {})).toThrow(/“wend pepper rotate --yes” again/)
    await run()
    const { of } = pseudonyms()
    const events = await stored()
    expect(events.map(({ subject }) => subject)).toEqual(events.map((_, n) => of('visitor', person(n % 100))))
    expect(bytes().includes(secret)).toBe(false)
    expect(bytes().includes(old.of('visitor', person(3)).slice(9))).toBe(false)
    expect(readdirSync(data)).not.toContain('pepper_next')
  })

  it('while the new pepper takes the place of the old one, it is completed', async () => {
    const old = pseudonyms()
    const secret = readFileSync(join(data, 'pepper'), 'utf8')
    await store(10, old)
    // As it stands when the power goes after the rename: the new one is there, the old one has yet to be overwritten.
    await run()
    const text = readFileSync(join(data, 'pepper'), 'utf8')
    writeFileSync(join(data, 'pepper_old'), secret)
    writeFileSync(nextPath(data), text)
    expect(() => loadSecrets(data, {})).toThrow(/has not finished/)
    await expect(run()).resolves.toBe(0)
    expect(bytes().includes(secret)).toBe(false)
    expect(loadSecrets(data, {}).pepper.id).toBe(parsePepper(text, 'it').id)
    expect((await stored())[3]?.subject).toBe(pseudonyms().of('visitor', person(3)))
  })

  it('before the new pepper took its place, it is completed', async () => {
    const secret = 'Zq3vT8mN1xKc5RbW7yHd2LgF9sJpA4eU'
    writeFileSync(join(data, 'pepper'), secret)
    await store(10, pseudonyms())
    writeFileSync(join(data, 'pepper_old'), secret)
    writeFileSync(join(data, 'pepper_new'), 'half')
    await expect(run()).resolves.toBe(10)
    expect(bytes().includes(secret)).toBe(false)
    expect(
      readdirSync(data)
        .filter((name) => name.startsWith('pepper'))
        .sort(),
    ).toEqual(['pepper', 'pepper_retired'])
  })
})
