import { createHash, randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { entries, entry, logContract } from '../contract.ts'
import { LogIncompatible, LogUnavailable, openLog } from '../index.ts'
import { openDatabase } from './schema.ts'

const newFolder = () => mkdtempSync(join(tmpdir(), 'wend-log-'))

logContract('sqlite', () => {
  const folder = newFolder()
  return {
    open: (options) => openLog(`sqlite:${folder}/log.db`, options),
    holds: (text) => readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(text)),
    remove: () => rmSync(folder, { recursive: true }),
  }
})

let folder: string
let path: string
beforeEach(() => {
  folder = newFolder()
  path = join(folder, 'log.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = () => openLog(`sqlite:${path}`)
const files = () => readdirSync(folder).map((name) => join(folder, name))
const hash = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')

describe('its files', () => {
  test('can be read by their owner only', async () => {
    const log = await open()
    await log.append(entries(1))
    const rights = Object.fromEntries(files().map((file) => [file.slice(path.length), statSync(file).mode & 0o777]))
    expect(rights).toEqual({ '': 0o600, '-wal': 0o600, '-shm': 0o600 })
    await log.close()
  })

  test('stand in a folder that is made when it is missing, for the owner only', async () => {
    const log = await openLog(`sqlite:${folder}/new/deep%20folder/log.db`)
    await log.close()
    expect(existsSync(join(folder, 'new/deep folder/log.db'))).toBe(true)
    expect(statSync(join(folder, 'new/deep folder')).mode & 0o777).toBe(0o700)
  })

  test('keep nothing of a removed body, nor of an id that was forgotten', async () => {
    let now = 1_795_219_200_000
    const log = await openLog(`sqlite:${path}`, { clock: () => now })
    const canary = `canary-${randomUUID()}`
    const id = randomUUID()
    await log.append([
      ...entries(50),
      entry({ canary, text: 'x'.repeat(20_000) + canary }),
      entry({ canary }, 'shop', id),
      ...entries(50),
    ])
    const found = (bytes: Buffer | string) => files().filter((file) => readFileSync(file).includes(bytes))
    const idBytes = Buffer.from(id.replaceAll('-', ''), 'hex')
    expect(found(canary)).not.toEqual([])
    expect(found(idBytes)).not.toEqual([])

    now += 48 * 3_600_000
    await log.append(entries(1))
    expect(await log.retain({ maxAge: 3_600_000, maxBytes: 1e12, maxIdAge: 1e12 })).toEqual({
      removed: 102,
      byClass: { '': 102 },
    })
    expect(found(canary)).toEqual([])
    expect(found(idBytes)).not.toEqual([])
    await log.retain({ maxAge: 3_600_000, maxBytes: 1e12, maxIdAge: 3_600_000 })
    expect(found(idBytes)).toEqual([])
    await log.close()
    expect(found(canary)).toEqual([])
  })

  test('are written durably, and what is deleted is overwritten', () => {
    const db = openDatabase(path)
    const pragma = (name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0]
    expect({
      journal: pragma('journal_mode'),
      synchronous: pragma('synchronous'),
      overwrite: pragma('secure_delete'),
    }).toEqual({ journal: 'wal', synchronous: 2, overwrite: 1 })
    db.close()
    const again = openDatabase(path)
    expect(Object.values(again.prepare('PRAGMA synchronous').get() ?? {})).toEqual([2])
    expect(Object.values(again.prepare('PRAGMA secure_delete').get() ?? {})).toEqual([1])
    again.close()
  })
})

describe('opens what is its own, and refuses the rest without touching a byte', () => {
  const made = (sql: string) => () => {
    const db = new DatabaseSync(path)
    db.exec(sql)
    db.close()
  }
  const newerLayout = async () => {
    const log = await open()
    await log.append(entries(3))
    await log.close()
    made('PRAGMA user_version = 4')()
  }

  test.each<[string, () => void | Promise<void>]>([
    ['a SQLite file of somebody else', made('CREATE TABLE people (name TEXT)')],
    ['one in WAL mode', made('PRAGMA journal_mode = WAL; CREATE TABLE people (name TEXT)')],
    ['one of somebody else with our layout number', made('CREATE TABLE t (a); PRAGMA user_version = 1')],
    ['one of somebody else with our last layout number', made('CREATE TABLE t (a); PRAGMA user_version = 2')],
    ['a log of a newer version', newerLayout],
    ['a file that is no database', () => writeFileSync(path, 'name,email\n'.repeat(1000))],
    ['a short file', () => writeFileSync(path, 'hello')],
  ])('%s', async (_, make) => {
    await make()
    const before = hash(path)
    await expect(open()).rejects.toThrow(LogIncompatible)
    await expect(open()).rejects.toThrow(/log\.db is not a log of this version of Wend .* Nothing was changed\./)
    expect(hash(path)).toBe(before)
    expect(files()).toEqual([path])
  })

  test('does not move what a newer version still had in its -wal', async () => {
    await newerLayout()
    const running = new DatabaseSync(path)
    running.exec("INSERT INTO sites (name) VALUES ('unfinished')")
    const crashed = join(folder, 'crashed.db')
    for (const end of ['', '-wal']) writeFileSync(crashed + end, readFileSync(path + end))
    running.close()
    const before = [hash(crashed), hash(`${crashed}-wal`)]
    await expect(openLog(`sqlite:${crashed}`)).rejects.toThrow(LogIncompatible)
    expect([hash(crashed), hash(`${crashed}-wal`)]).toEqual(before)
  })

  test('opens a log whose process died before anything left the -wal', async () => {
    const log = await open()
    await log.append(entries(3))
    const crashed = join(folder, 'crashed.db')
    for (const end of ['', '-wal']) writeFileSync(crashed + end, readFileSync(path + end))
    await log.close()
    const recovered = await openLog(`sqlite:${crashed}`)
    expect(await recovered.bounds()).toEqual({ first: 1, last: 3 })
    await recovered.close()
  })

  test('takes an empty file for a new log', async () => {
    writeFileSync(path, '')
    const log = await open()
    expect(await log.append(entries(1))).toEqual([1])
    await log.close()
  })
})

describe('a file of layout 1', () => {
  /** As the version wrote it that had this layout. */
  const layout1 = `
    CREATE TABLE sites (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE events (seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, site INTEGER NOT NULL, body TEXT NOT NULL);
    CREATE TABLE ids (site INTEGER NOT NULL, id BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (site, id)) WITHOUT ROWID;
    CREATE TABLE hours (hour INTEGER PRIMARY KEY, seq INTEGER NOT NULL);
    CREATE TABLE consumers (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
    PRAGMA application_id = ${0x57454e44};
    PRAGMA user_version = 1;`
  const id = randomUUID()
  const at = 1_795_219_200_000
  const make = () => {
    const db = new DatabaseSync(path)
    db.exec(`PRAGMA journal_mode = WAL; ${layout1}
      INSERT INTO sites VALUES (1, 'shop');
      INSERT INTO hours VALUES (${Math.floor(at / 3_600_000)}, 1);
      INSERT INTO consumers VALUES ('store', 2);`)
    for (const seq of [1, 2]) {
      const bytes = seq === 1 ? Buffer.from(id.replaceAll('-', ''), 'hex') : Buffer.alloc(16, seq)
      db.prepare('INSERT INTO ids VALUES (1, ?, ?)').run(bytes, seq)
      db.prepare('INSERT INTO events VALUES (?, ?, 1, ?)').run(seq, at, `{"n":${seq}}`)
    }
    return db
  }

  test('is brought up when opened, and keeps all that it had', async () => {
    make().close()
    const log = await openLog(`sqlite:${path}`, { clock: () => at + 10 })
    expect(await log.read(0, 10)).toEqual([1, 2].map((n) => ({ offset: n, at, site: 'shop', body: `{"n":${n}}` })))
    expect(await log.append([entry({}, 'shop', id), { ...entry(), class: 'marketing' }])).toEqual([0, 3])
    expect(await log.cursor('store')).toBe(2)
    await log.advance('store', 3)
    await log.setMark('applied', 4)
    const limits = { maxAge: 5, maxBytes: 1e12, maxIdAge: 1e12, classes: { marketing: 1e9 } }
    expect(await log.retain(limits)).toEqual({ removed: 2, byClass: { '': 2 } })
    await log.close()
    const again = await open()
    expect(await again.bounds()).toEqual({ first: 3, last: 3 })
    expect(await again.mark('applied')).toBe(4)
    await again.close()
  })

  test('is brought up though its process died before anything left the -wal', async () => {
    const db = make()
    const crashed = join(folder, 'crashed.db')
    for (const end of ['', '-wal']) writeFileSync(crashed + end, readFileSync(path + end))
    db.close()
    const log = await openLog(`sqlite:${crashed}`)
    expect(await log.bounds()).toEqual({ first: 1, last: 2 })
    await log.close()
  })

  test('stays as it is when it cannot be brought up', async () => {
    const db = make()
    db.exec('CREATE TABLE marks (in_the_way TEXT)')
    db.close()
    await expect(open()).rejects.toThrow(LogIncompatible)
    const left = new DatabaseSync(path)
    expect(left.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
    expect(left.prepare("SELECT count(*) AS count FROM sqlite_schema WHERE name = 'classes'").get()).toEqual({
      count: 0,
    })
    expect(left.prepare('SELECT count(*) AS count FROM events').get()).toEqual({ count: 2 })
    left.close()
  })
})

describe('settle', () => {
  test('says so when another process keeps removed bytes in the -wal, and works once that has ended', async () => {
    const log = await open()
    const canary = `canary-${randomUUID()}`
    await log.append([...entries(3), entry({ canary })])
    const reader = new DatabaseSync(path)
    reader.exec('BEGIN; SELECT count(*) FROM events')
    await log.replace([{ offset: 4, body: null }])
    await expect(log.settle()).rejects.toThrow('another process reads the file')
    reader.exec('COMMIT')
    reader.close()
    await log.settle()
    expect(files().filter((file) => readFileSync(file).includes(canary))).toEqual([])
    await log.close()
  })

  test('leaves a file that SQLite finds whole', async () => {
    const log = await open()
    await log.append(Array.from({ length: 400 }, (_, n) => entry({ text: 'y'.repeat((n * 37) % 3000) })))
    for (let from = 1; from < 400; from += 40) {
      await log.replace(Array.from({ length: 15 }, (_, n) => ({ offset: from + n, body: n % 2 ? null : '{}' })))
      await log.settle()
    }
    await log.append(entries(50))
    await log.close()
    const db = new DatabaseSync(path)
    expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
    db.close()
  })
})

describe('when its thread dies', () => {
  test('refuses what is under way and what comes later, and has lost nothing that it acknowledged', async () => {
    const started = new Promise<Worker>((resolve) => process.once('worker', resolve))
    const log = await open()
    const thread = await started
    await log.append(entries(3))
    const underWay = [log.append(entries(2)), log.read(0, 10), log.bounds()]
    const settled = Promise.allSettled(underWay)
    await thread.terminate()
    for (const result of await settled)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(LogUnavailable)
    await expect(log.append(entries(1))).rejects.toThrow(LogUnavailable)
    await expect(log.read(0, 10)).rejects.toThrow(LogUnavailable)
    await log.close()

    const again = await open()
    expect((await again.bounds()).last).toBeGreaterThanOrEqual(3)
    expect((await again.read(0, 10)).length).toBe((await again.bounds()).last)
    await again.close()
  })

  test('gives no answer to the wrong call after a value that no thread can be sent', async () => {
    const log = await open()
    const bad = { ...entry(), body: Symbol('no text') as unknown as string }
    await expect(log.append([bad])).rejects.toThrow(LogUnavailable)
    expect(await log.bounds()).toEqual({ first: 1, last: 0 })
    expect(await log.append(entries(2))).toEqual([1, 2])
    expect(await log.cursor('store')).toBe(0)
    await log.close()
  })
})

describe('openLog', () => {
  test.each([
    ['an unknown scheme', 'postgres://user:secret@host/log', 'No log driver for “postgres:”'],
    ['no scheme', 'data/log.db', 'No log driver for “data/log.db”'],
  ])('says what to use instead of %s', async (_, url, message) => {
    await expect(openLog(url)).rejects.toThrow(message)
    await expect(openLog(url)).rejects.toThrow('such as sqlite:./data/log.db')
    await expect(openLog(url)).rejects.not.toThrow('secret')
  })
})
