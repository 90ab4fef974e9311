import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { entries, entry } from '../contract.ts'
import { openLog } from '../index.ts'
import { damage } from './testing.ts'

// The long form, every number of bytes and 10,000 bits: node packages/storage/src/log/sqlite/testing.ts
describe('nothing wrong is ever given', () => {
  test('after the file or its -wal lost up to 4 KB at the end', () => {
    const { cuts } = damage({ cuts: 13 })
    const each = Math.ceil(4096 / 13)
    expect(cuts).toMatchObject({ times: 2 * each, wrong: 0 })
    // A -wal that ends within its last commit is what a power cut leaves as well: that one is gone, uncounted.
    expect(cuts.shorter).toBeLessThanOrEqual(each)
    expect(cuts.counted + cuts.refused + cuts.whole).toBeGreaterThanOrEqual(each)
  }, 120_000)

  test('after a bit flipped in one of 200 places', () => {
    const { flips } = damage({ flips: 200 })
    expect(flips).toMatchObject({ times: 200, wrong: 0 })
    expect(flips.counted).toBeGreaterThan(50)
  }, 120_000)
})

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wend-damaged-'))
  path = join(folder, 'log.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Writes something else over bytes of the closed file, wherever they stand. */
const spoil = (from: string, to: string) => {
  const bytes = readFileSync(path)
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, 'latin1')
  writeFileSync(path, bytes)
}
const canary = (n: number) => `{"canary":${n}}`

describe('an event that is not as it was written', () => {
  test('is left out of the feed and of searches, and counted once; all others are given', async () => {
    const log = await openLog(`sqlite:${path}`)
    await log.append([...entries(5), { ...entry(), body: canary(1) }, ...entries(5), { ...entry(), body: canary(2) }])
    await log.close()
    spoil(canary(1), canary(7))
    const again = await openLog(`sqlite:${path}`)
    expect((await again.read(0, 100)).map(({ offset }) => offset)).toEqual([1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12])
    expect((await again.read(4, 3, 'shop')).map(({ offset }) => offset)).toEqual([5, 7, 8])
    expect(await again.search('shop', ['canary'], 0, 10)).toMatchObject([{ offset: 12, body: canary(2) }])
    expect(await again.read(5, 1)).toMatchObject([{ offset: 7 }])
    expect(again.damaged()).toBe(1)
    expect(await again.append(entries(1))).toEqual([13])
    await again.close()
  })

  test.each<[string, string]>([
    ['another site', 'UPDATE events SET site = 2 WHERE seq = 2'],
    ['another time', 'UPDATE events SET at = at + 1 WHERE seq = 2'],
    ['another class', 'UPDATE events SET class = 0 WHERE seq = 2'],
    ['another place', 'UPDATE events SET seq = 99 WHERE seq = 2'],
    ['a site that does not exist', 'UPDATE events SET site = 9 WHERE seq = 2'],
    ['a body that is no text', "UPDATE events SET body = x'00ff' WHERE seq = 2"],
  ])('is known by its checksum for having %s', async (_, sql) => {
    const log = await openLog(`sqlite:${path}`)
    await log.append([entry(), { ...entry(), class: 'shop/form' }, entry({}, 'blog'), entry()])
    await log.close()
    const db = new DatabaseSync(path)
    db.exec(sql)
    db.close()
    const again = await openLog(`sqlite:${path}`)
    expect((await again.read(0, 100)).map(({ offset }) => offset)).toEqual([1, 3, 4])
    expect(await again.read(0, 100, 'blog')).toHaveLength(1)
    expect(again.damaged()).toBe(1)
    await again.close()
  })

  test('does not keep retention from removing it', async () => {
    let now = 1_795_219_200_000
    const clock = () => now
    const log = await openLog(`sqlite:${path}`, { clock })
    await log.append([{ ...entry(), body: canary(1) }, ...entries(2)])
    await log.close()
    spoil(canary(1), canary(7))
    const again = await openLog(`sqlite:${path}`, { clock })
    now += 1000
    expect((await again.retain({ maxAge: 1, maxBytes: 1e12, maxIdAge: 1e12 })).removed).toBe(3)
    await again.close()
  })
})

test('a page that cannot be read costs the events on it, and no others', async () => {
  const log = await openLog(`sqlite:${path}`)
  await log.append(Array.from({ length: 300 }, (_, n) => entry({ n, text: 'y'.repeat(500) })))
  await log.close()
  const bytes = readFileSync(path)
  const size = 4096
  const page = Math.floor(bytes.indexOf('"n":150,') / size)
  bytes.fill(0xa5, page * size, page * size + 8) // what tells SQLite what kind of page it is
  writeFileSync(path, bytes)
  const again = await openLog(`sqlite:${path}`)
  const found = await again.read(0, 1000)
  expect(found.length).toBeGreaterThan(285)
  expect(found.length).toBeLessThan(300)
  expect(again.damaged()).toBe(300 - found.length)
  expect(found.at(-1)?.offset).toBe(300)
  expect((await again.search('shop', ['"n":'], 0, 1000)).length).toBe(found.length)
  await again.close()
})

test('commits in the -wal behind a bit that flipped are counted, and what comes before them is given', async () => {
  const log = await openLog(`sqlite:${path}`)
  for (let n = 0; n < 10; n++) await log.append(entries(1))
  const copy = join(folder, 'copy.db')
  for (const end of ['', '-wal']) copyFileSync(path + end, copy + end)
  await log.close()
  const wal = readFileSync(`${copy}-wal`)
  const middle = Math.floor((wal.length - 32) / 4120 / 2)
  wal[32 + middle * 4120 + 2000] = (wal[32 + middle * 4120 + 2000] ?? 0) ^ 4
  writeFileSync(`${copy}-wal`, wal)
  const damaged = await openLog(`sqlite:${copy}`)
  const found = await damaged.read(0, 100)
  expect(found.map(({ offset }) => offset)).toEqual(Array.from({ length: found.length }, (_, n) => n + 1))
  expect(found.length).toBeLessThan(10)
  expect(damaged.damaged()).toBe(10 - found.length)
  await damaged.close()
})
