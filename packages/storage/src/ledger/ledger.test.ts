import { spawnSync } from 'node:child_process'
import { appendFileSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Consent, type Ledger, LedgerDamaged, LedgerUnavailable, openLedger, verify } from './index.ts'
import { consent, failingDisk, newFolder } from './testing.ts'

let folder: string
let remove: () => void
let path: string
let ledger: Ledger
const reopen = async () => {
  await ledger.close()
  ledger = await openLedger(path)
}
const lines = () => readFileSync(path, 'utf8').split('\n')
const dropIndex = () => {
  for (const end of ['', '-wal', '-shm']) rmSync(`${path}.index${end}`, { force: true })
}

beforeEach(async () => {
  ;({ folder, remove } = newFolder())
  path = join(folder, 'deep/consent.jsonl')
  ledger = await openLedger(path)
})
afterEach(async () => {
  await ledger.close()
  remove()
})

const full: Consent = {
  ...consent({ kind: 'changed', granted: ['analytics', 'marketing'] }),
  source: 'banner',
  policy: '3.0123456789ab',
  text: 'a'.repeat(64),
  language: 'de',
  region: 'DE-BY',
  legal: 'b'.repeat(64),
}

describe('the file', () => {
  test('has one line for each record, in one order of members, bound to the line before', async () => {
    await ledger.append(Object.fromEntries(Object.entries(full).toReversed()) as unknown as Consent)
    const [first = '', second = '', end] = lines()
    const name = /"ledger":"([0-9a-f]{8})"/.exec(first)?.[1]
    const hash = /"hash":"([0-9a-f]{64})"\}$/.exec(first)?.[1]
    expect(first).toMatch(`{"seq":1,"prev":"${'0'.repeat(64)}","ledger":"${name}","format":1,"hash":"`)
    expect(second.replace(/"hash":"[0-9a-f]{64}"\}$/, '')).toBe(
      `{"seq":2,"prev":"${hash}",${JSON.stringify(full).slice(1, -1)},`,
    )
    expect(end).toBe('')
  })

  test('is named by chance, and its index and lock are beside it, all for its owner only', async () => {
    await ledger.append(consent())
    const files = readdirSync(join(folder, 'deep'))
    expect(files.toSorted()).toEqual([
      'consent.jsonl',
      'consent.jsonl.index',
      'consent.jsonl.index-shm',
      'consent.jsonl.index-wal',
      'consent.jsonl.lock',
    ])
    for (const file of files) expect(statSync(join(folder, 'deep', file)).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(0o700)
    const other = await openLedger(join(folder, 'other.jsonl'))
    const [one, two] = [await ledger.append(consent()), await other.append(consent())]
    expect(one.id.slice(0, 8)).not.toBe(two.id.slice(0, 8))
    await other.close()
  })

  test('takes nothing that a record does not have', async () => {
    await ledger.append({ ...consent(), email: 'canary' } as Consent)
    expect(readFileSync(path, 'utf8')).not.toContain('canary')
    expect(ledger.latest('shop', 'w1')).not.toHaveProperty('email')
  })

  test('is written once for what comes in one turn', async () => {
    await ledger.close()
    const disk = failingDisk()
    const synced = vi.fn()
    ledger = await openLedger(path, {
      open: async (...args) => {
        const file = await disk.open(...args)
        const { datasync } = file
        return Object.assign(file, { datasync: () => datasync.call(file).then(synced) })
      },
    })
    await Promise.all(Array.from({ length: 100 }, (_, n) => ledger.append(consent({ at: n }))))
    expect(synced).toHaveBeenCalledTimes(1)
  })
})

describe('append', () => {
  test('gives ids of the ledger and the line, in the order of the calls', async () => {
    const ids = await Promise.all([1, 2, 3].map((at) => ledger.append(consent({ at }))))
    const [name = ''] = ids[0]?.id.split('-') ?? []
    expect(ids).toEqual([2, 3, 4].map((line) => ({ id: `${name}-${line}` })))
    expect((await ledger.of('shop', 'w1')).map(({ id, at }) => [id, at])).toEqual(
      [1, 2, 3].map((at) => [`${name}-${at + 1}`, at]),
    )
  })

  test('writes what the record said when it was given', async () => {
    const granted = ['analytics']
    const appended = ledger.append(consent({ granted }))
    granted.push('marketing')
    await appended
    expect(ledger.latest('shop', 'w1')?.granted).toEqual(['analytics'])
  })

  test.each<[string, object]>([
    ['site', { site: '' }],
    ['who', { who: 7 }],
    ['kind', { kind: 'perhaps' }],
    ['granted', { granted: 'all' }],
    ['at', { at: 1.5 }],
    ['received', { received: undefined }],
    ['policy', { policy: 3 }],
  ])('refuses a record with a bad %s in a sentence, and writes nothing', async (key, over) => {
    const before = lines()
    const bad = ledger.append({ ...consent(), ...over } as Consent)
    await expect(bad).rejects.toThrow(`A consent record cannot be written: “${key}” has to be`)
    await expect(ledger.append(consent({ text: 'x'.repeat(70_000) }))).rejects.toThrow('longer than 63 KB')
    expect(lines()).toEqual(before)
  })

  test.each<[string, Partial<Consent>]>([
    ['unicode', { source: 'Grüße 你好 🧦 \u2028 \0 "\\ \ud800 end' }],
    ['a newline', { source: 'a\nb' }],
    ['the end of a line', { source: `,"hash":"${'0'.repeat(64)}"}` }],
    ['a name of every object', { who: '__proto__', site: 'constructor' }],
    ['no purpose', { granted: [] }],
    ['as much as fits', { text: 'x'.repeat(60_000) }],
  ])('keeps %s intact', async (_, over) => {
    const { id } = await ledger.append(consent(over))
    await reopen()
    const { site, who } = consent(over)
    expect(ledger.latest(site, who)).toEqual({ ...consent(over), id })
    expect(await ledger.verify()).toMatchObject({ ok: true, records: 1 })
  })

  test('is refused after close, which waits for what is under way', async () => {
    const underWay = Promise.all(Array.from({ length: 20 }, (_, at) => ledger.append(consent({ at }))))
    await Promise.all([ledger.close(), ledger.close()])
    await expect(ledger.append(consent())).rejects.toThrow(LedgerUnavailable)
    expect(() => ledger.latest('shop', 'w1')).toThrow(LedgerUnavailable)
    expect(await underWay).toHaveLength(20)
    await reopen()
    expect(await ledger.of('shop', 'w1')).toHaveLength(20)
  })
})

describe('when the disk fails', () => {
  const cases: [string, ('write' | 'sync' | 'truncate')[]][] = [
    ['to write', ['write']],
    ['to make it durable', ['sync', 'truncate']],
    ['to write and to cut off what it wrote', ['write', 'truncate']],
    ['at everything', ['write', 'sync', 'truncate']],
  ]
  test.each(cases)('%s, nothing of the call is there, and the next one goes on', async (_, broken) => {
    await ledger.close()
    const disk = failingDisk()
    ledger = await openLedger(path, disk)
    const before = await ledger.append(consent({ at: 1 }))
    for (const what of broken) disk.fail[what] = true
    const failing = [ledger.append(consent({ at: 2, kind: 'withdrawn' })), ledger.append(consent({ at: 3 }))]
    for (const result of await Promise.allSettled(failing))
      expect(result).toMatchObject({ status: 'rejected', reason: { name: 'LedgerUnavailable' } })
    await expect(ledger.append(consent({ at: 4 }))).rejects.toThrow('no space left on device')
    expect(ledger.latest('shop', 'w1')).toEqual({ ...consent({ at: 1 }), id: before.id })

    for (const what of broken) disk.fail[what] = false
    const { id } = await ledger.append(consent({ at: 5 }))
    expect(id.split('-')[1]).toBe('3')
    expect(await ledger.verify()).toMatchObject({ ok: true, records: 2 })
    await reopen()
    expect(ledger.repaired).toBe(0)
    expect((await ledger.of('shop', 'w1')).map(({ at }) => at)).toEqual([1, 5])
  })
})

describe('latest and of', () => {
  test('give the last, and all, of one somebody on one site', async () => {
    const say = (over: Partial<Consent>) => ledger.append(consent(over))
    await say({ at: 1 })
    await say({ at: 2, who: 'w2' })
    await say({ at: 3, site: 'blog' })
    await say({ at: 4, kind: 'changed', granted: [] })
    await say({ at: 5, kind: 'withdrawn', granted: [] })
    await say({ at: 6, who: 'w2', kind: 'erased', granted: [] })
    const check = async () => {
      expect(ledger.latest('shop', 'w1')).toMatchObject({ at: 5, kind: 'withdrawn' })
      expect(ledger.latest('shop', 'w2')).toMatchObject({ at: 6, kind: 'erased' })
      expect(ledger.latest('blog', 'w1')).toMatchObject({ at: 3, kind: 'given' })
      expect(ledger.latest('blog', 'w2')).toBeUndefined()
      expect((await ledger.of('shop', 'w1')).map(({ at }) => at)).toEqual([1, 4, 5])
      expect(await ledger.of('news', 'w1')).toEqual([])
    }
    await check()
    await reopen()
    await check()
    await ledger.close()
    dropIndex()
    ledger = await openLedger(path)
    await check()
  })

  test('say so once somebody of whom nothing was known is', async () => {
    expect(ledger.latest('shop', 'new')).toBeUndefined()
    await ledger.append(consent({ who: 'new' }))
    expect(ledger.latest('shop', 'new')).toMatchObject({ who: 'new' })
  })

  test('stay right for more somebodies than are remembered in memory', async () => {
    const count = 10_050
    await Promise.all(Array.from({ length: count }, (_, n) => ledger.append(consent({ who: `w${n}`, at: n }))))
    await Promise.all(Array.from({ length: 60 }, (_, n) => ledger.append(consent({ who: `w${n}`, at: -n - 1 }))))
    for (let n = 0; n < count; n++) expect(ledger.latest('shop', `w${n}`)?.at).toBe(n < 60 ? -n - 1 : n)
  })

  test('give no record that is not as it was written', async () => {
    await ledger.append(consent({ who: 'canary' }))
    await reopen()
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace('"given"', '"erase"'))
    expect(() => ledger.latest('shop', 'canary')).toThrow(LedgerUnavailable)
    expect(() => ledger.latest('shop', 'canary')).toThrow(/^Line 2 .* Run `wend consent verify`\.$/)
    expect(() => ledger.latest('shop', 'canary')).not.toThrow('canary')
  })
})

describe('the index', () => {
  const spoil: [string, () => void][] = [
    ['is missing', dropIndex],
    ['is no database', () => writeFileSync(`${path}.index`, 'nothing that SQLite knows '.repeat(100))],
    ['is cut short', () => truncateSync(`${path}.index`, 5000)],
    ['is empty', () => truncateSync(`${path}.index`, 0)],
    [
      'is of another version',
      () => {
        const db = new DatabaseSync(`${path}.index`)
        db.exec('PRAGMA user_version = 99')
        db.close()
      },
    ],
  ]
  test.each(spoil)('is made anew when it %s', async (_, change) => {
    await ledger.append(consent({ at: 1 }))
    await ledger.append(consent({ at: 2, kind: 'withdrawn' }))
    await ledger.close()
    change()
    ledger = await openLedger(path)
    expect(ledger.latest('shop', 'w1')).toMatchObject({ at: 2, kind: 'withdrawn' })
    await ledger.append(consent({ at: 3 }))
    expect((await ledger.of('shop', 'w1')).map(({ at }) => at)).toEqual([1, 2, 3])
    expect(await ledger.verify()).toMatchObject({ ok: true, index: true })
  })

  test('is made anew when it is of another ledger', async () => {
    const other = await openLedger(join(folder, 'other.jsonl'))
    for (const at of [11, 12, 13]) await other.append(consent({ at }))
    await other.close()
    await ledger.append(consent({ at: 1 }))
    await ledger.close()
    dropIndex()
    writeFileSync(`${path}.index`, readFileSync(join(folder, 'other.jsonl.index')))
    expect(await verify(path)).toMatchObject({ ok: false, line: 1, why: 'the index beside it is of another ledger' })
    ledger = await openLedger(path)
    expect((await ledger.of('shop', 'w1')).map(({ at }) => at)).toEqual([1])
  })

  test('catches up with what it was not told', async () => {
    await ledger.append(consent({ at: 1 }))
    await ledger.close()
    const before = readFileSync(`${path}.index`)
    ledger = await openLedger(path)
    await ledger.append(consent({ at: 2 }))
    await ledger.close()
    dropIndex()
    writeFileSync(`${path}.index`, before)
    ledger = await openLedger(path)
    expect((await ledger.of('shop', 'w1')).map(({ at }) => at)).toEqual([1, 2])
  })

  test('may fail to be written: what is durable is given all the same', async () => {
    const warned = new Promise<Error>((resolve) => process.once('warning', resolve))
    const db = new DatabaseSync(`${path}.index`)
    db.exec("CREATE TRIGGER full BEFORE INSERT ON positions BEGIN SELECT RAISE(ABORT, 'no room in this test'); END")
    await ledger.append(consent({ at: 1 }))
    expect((await warned).message).toContain('no room in this test')
    for (let n = 0; n < 10_010; n++) ledger.latest('shop', `nobody ${n}`) // drives it out of memory
    expect(ledger.latest('shop', 'w1')).toMatchObject({ at: 1 })
    db.exec('DROP TRIGGER full')
    db.close()
    await ledger.append(consent({ at: 2 }))
    await reopen()
    expect((await ledger.of('shop', 'w1')).map(({ at }) => at)).toEqual([1, 2])
  })
})

describe('opening', () => {
  test('is refused while the same ledger is open, and works after it was closed', async () => {
    await expect(openLedger(path)).rejects.toThrow(LedgerUnavailable)
    await expect(openLedger(path)).rejects.toThrow('is open already. Stop the process that has it first.')
    await ledger.append(consent())
    await ledger.close()
    ledger = await openLedger(path)
    expect(ledger.latest('shop', 'w1')).toBeDefined()
  })

  test('is refused to another process', () => {
    const script = `const { openLedger } = await import(${JSON.stringify(import.meta.resolve('./index.ts'))})
      await openLedger(process.argv[1]).then(() => console.log('opened'), (error) => console.log(error.name))`
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script, path], { encoding: 'utf8' })
    expect(stdout).toBe('LedgerUnavailable\n')
  })

  test.each([1, 40, 200])('cuts off a last line of which only %i bytes were written', async (bytes) => {
    await ledger.append(consent({ at: 1 }))
    await ledger.close()
    const whole = lines()
    appendFileSync(path, (whole[1] ?? '').slice(0, bytes))
    expect(await verify(path)).toMatchObject({ ok: false, line: 3, why: 'it is missing its newline' })
    ledger = await openLedger(path)
    expect(ledger.repaired).toBe(bytes)
    expect(lines()).toEqual(whole)
    await ledger.append(consent({ at: 2 }))
    expect(await ledger.verify()).toMatchObject({ ok: true, records: 2 })
  })

  test('begins anew when the crash came in the very first line', async () => {
    const early = join(folder, 'early.jsonl')
    writeFileSync(early, '{"seq":1,"pr')
    const begun = await openLedger(early)
    expect(begun.repaired).toBe(12)
    await begun.append(consent())
    expect(await begun.verify()).toMatchObject({ ok: true, records: 1 })
    await begun.close()
  })

  const change = (line: number, from: string, to: string) => () => {
    const all = lines()
    all[line - 1] = (all[line - 1] ?? '').replace(from, to)
    writeFileSync(path, all.join('\n'))
  }
  const cut = (count: number) => () => writeFileSync(path, `${lines().slice(0, count).join('\n')}\n`)
  test.each<[string, number, () => void]>([
    ['a record that was changed', 3, change(3, '"given"', '"erased"')],
    ['another name', 1, change(1, '"ledger":"', '"ledger":"f')],
    ['an empty line', 2, change(2, '{', '\n{')],
    ['lines that are missing at the end', 3, cut(2)],
    ['nothing left but its name', 2, cut(1)],
    ['nothing left at all', 1, () => truncateSync(path, 0)],
    ['the file gone', 1, () => rmSync(path)],
    ['no newline after a line that somebody relied on', 4, () => truncateSync(path, statSync(path).size - 1)],
  ])('is refused for %s', async (_, line, spoil) => {
    for (const at of [1, 2, 3]) await ledger.append(consent({ at, who: 'canary' }))
    await ledger.close()
    const whole = readFileSync(path)
    spoil()
    await expect(openLedger(path)).rejects.toThrow(LedgerDamaged)
    await expect(openLedger(path)).rejects.toThrow(`: line ${line}, at byte `)
    await expect(openLedger(path)).rejects.toThrow('Nothing was changed. Run `wend consent verify`')
    await expect(openLedger(path)).rejects.not.toThrow('canary')
    writeFileSync(path, whole)
    ledger = await openLedger(path)
    expect(await ledger.of('shop', 'canary')).toHaveLength(3)
  })
})
