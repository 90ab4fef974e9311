import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { failingDisk, newFolder } from '../ledger/testing.ts'
import { openTombstones, type Tombstones, TombstonesDamaged, TombstonesUnavailable } from './index.ts'

let folder: string
let remove: () => void
let path: string
let tombstones: Tombstones
beforeEach(async () => {
  ;({ folder, remove } = newFolder())
  path = join(folder, 'deep/tombstones.jsonl')
  tombstones = await openTombstones(path)
})
afterEach(async () => {
  await tombstones.close()
  remove()
})
const reopen = async () => {
  await tombstones.close()
  tombstones = await openTombstones(path)
}
const at = 1_795_219_200_000

describe('tombstones', () => {
  test('are there for their site, in order, also after they were opened again', async () => {
    await tombstones.add('shop', ['k1', 'k2'], at)
    await tombstones.add('blog', ['k1', '__proto__'], at + 1)
    for (const again of [false, true]) {
      if (again) await reopen()
      expect(tombstones.has('shop', 'k2')).toBe(true)
      expect(tombstones.has('blog', 'k2')).toBe(false)
      expect(tombstones.has('blog', '__proto__')).toBe(true)
      expect(tombstones.has('shop', 'constructor')).toBe(false)
      expect(tombstones.has('news', 'k1')).toBe(false)
      expect(tombstones.count()).toBe(4)
      expect(tombstones.since(1)).toEqual([
        { site: 'shop', key: 'k2' },
        { site: 'blog', key: 'k1' },
        { site: 'blog', key: '__proto__' },
      ])
      expect(tombstones.since(4)).toEqual([])
    }
    expect(readFileSync(path, 'utf8').split('\n')[0]).toBe(`{"site":"shop","key":"k1","at":${at}}`)
  })

  test('are set once', async () => {
    await tombstones.add('shop', ['k1', 'k1'], at)
    await tombstones.add('shop', ['k1', 'k2'], at)
    await tombstones.add('shop', [], at)
    expect(tombstones.since(0).map(({ key }) => key)).toEqual(['k1', 'k2'])
  })

  test('are for their owner only, and for one process at a time', async () => {
    expect(statSync(path).mode & 0o777).toBe(0o600)
    await expect(openTombstones(path)).rejects.toThrow(TombstonesUnavailable)
    await expect(openTombstones(path)).rejects.toThrow('are open already')
  })

  test('that were cut short by a crash are cut off', async () => {
    await tombstones.add('shop', ['k1'], at)
    await tombstones.close()
    appendFileSync(path, '{"site":"shop","key":"ha')
    tombstones = await openTombstones(path)
    expect(tombstones.repaired).toBe(24)
    await tombstones.add('shop', ['k2'], at)
    await reopen()
    expect(tombstones.repaired).toBe(0)
    expect(tombstones.since(0).map(({ key }) => key)).toEqual(['k1', 'k2'])
  })

  test.each([
    ['no JSON', '{"site":"shop","key":"canary"\n'],
    ['a member too few', '{"site":"shop","key":"canary"}\n'],
    ['a member too many', `{"site":"shop","key":"canary","at":${at},"x":1}\n`],
    ['an empty line', '\n'],
  ])('with %s are refused', async (_, line) => {
    await tombstones.add('shop', ['k1'], at)
    await tombstones.close()
    const whole = readFileSync(path, 'utf8')
    writeFileSync(path, `${whole}${line}${whole}`)
    await expect(openTombstones(path)).rejects.toThrow(TombstonesDamaged)
    await expect(openTombstones(path)).rejects.toThrow(`: line 2, at byte ${whole.length}. Nothing was changed.`)
    await expect(openTombstones(path)).rejects.not.toThrow('canary')
    expect(readFileSync(path, 'utf8')).toBe(`${whole}${line}${whole}`)
    writeFileSync(path, whole)
    tombstones = await openTombstones(path)
    expect(tombstones.count()).toBe(1)
  })

  test('that the disk did not take are not there, and the next ones are', async () => {
    await tombstones.close()
    const disk = failingDisk()
    tombstones = await openTombstones(path, disk)
    await tombstones.add('shop', ['k1'], at)
    disk.fail.write = true
    disk.fail.truncate = true
    await expect(tombstones.add('shop', ['k2', 'k3'], at)).rejects.toThrow(TombstonesUnavailable)
    expect([tombstones.has('shop', 'k2'), tombstones.count()]).toEqual([false, 1])
    disk.fail.write = false
    disk.fail.truncate = false
    await tombstones.add('shop', ['k4'], at)
    await reopen()
    expect(tombstones.since(0).map(({ key }) => key)).toEqual(['k1', 'k4'])
  })

  test('are refused when they are none, and after close', async () => {
    await expect(tombstones.add('shop', ['k1'], 0.5)).rejects.toThrow('whole milliseconds')
    await expect(tombstones.add('shop', [7 as unknown as string], at)).rejects.toThrow('has to be a text')
    await expect(tombstones.add('shop', ['x'.repeat(70_000)], at)).rejects.toThrow('at most 16 KB')
    expect(tombstones.count()).toBe(0)
    const underWay = tombstones.add('shop', ['k1'], at)
    await tombstones.close()
    await underWay
    await expect(tombstones.add('shop', ['k2'], at)).rejects.toThrow(TombstonesUnavailable)
    await reopen()
    expect(tombstones.has('shop', 'k1')).toBe(true)
  })
})
