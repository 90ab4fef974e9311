import { pino } from 'pino'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { batch, type Running, start, view } from '../testing.ts'
import { type Disk, reserveOf, watchSpace } from './space.ts'

const MB = 2 ** 20
let collector: Running | undefined
afterEach(async () => {
  await collector?.stop()
  collector = undefined
})

it('keeps 256 MB free, or a tenth of a small disk', () => {
  expect(reserveOf(1024 * 1024 * MB)).toBe(256 * MB)
  expect(reserveOf(64 * MB)).toBe(Math.floor(6.4 * MB))
})

const lines: string[] = []
const logger = pino({ base: null }, { write: (line: string) => void lines.push(line) })

it('says no below the reserve, looks again, and says yes', async () => {
  lines.length = 0
  const disk: Disk = { free: 10 * MB, size: 100 * MB }
  const space = await watchSpace({ folders: ['/'], logger, read: async () => disk, every: 5 })
  expect(() => space.need()).not.toThrow()
  disk.free = 10 * MB - 1
  await vi.waitFor(() =>
    expect(() => space.need()).toThrow(/The disk of the collector is nearly full\. Nothing was kept/),
  )
  expect(space.free()).toBe(10 * MB - 1)
  disk.free = 11 * MB
  await vi.waitFor(() => expect(() => space.need()).not.toThrow())
  space.stop()
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
    'the disk is nearly full: no more events are taken',
    'there is room on the disk again: events are taken',
  ])
})

it('looks at every disk that is written to, and takes the reserve that was configured', async () => {
  const disks: Record<string, Disk> = {
    '/a': { free: 90 * MB, size: 100 * MB },
    '/b': { free: 30 * MB, size: 900 * MB },
  }
  const watch = (reserve: number) =>
    watchSpace({ folders: ['/a', '/b'], reserve, logger, read: async (folder) => disks[folder] as Disk, every: 1e6 })
  expect((await watch(20 * MB)).need).not.toThrow()
  expect((await watch(40 * MB)).need).toThrow()
})

it('takes events where nobody can tell how much room there is, and says so once', async () => {
  lines.length = 0
  const read = vi.fn(async () => {
    throw Object.assign(new Error('secret'), { code: 'ENOSYS' })
  })
  const space = await watchSpace({ folders: ['/'], logger, read, every: 5 })
  await vi.waitFor(() => expect(read.mock.calls.length).toBeGreaterThan(3))
  expect(() => space.need()).not.toThrow()
  space.stop()
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ code: 'ENOSYS', msg: 'the free space is not known' }])
})

it('warns of a log that may grow beyond its disk, once', async () => {
  lines.length = 0
  const disk: Disk = { free: 90 * MB, size: 100 * MB }
  const space = await watchSpace({ folders: ['/'], most: 91 * MB, logger, read: async () => disk, every: 5 })
  await new Promise((resolve) => setTimeout(resolve, 30))
  space.stop()
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
    'the log may outgrow its disk: set retention.size to what the disk can hold',
  ])
  lines.length = 0
  ;(await watchSpace({ folders: ['/'], most: 90 * MB, logger, read: async () => disk })).stop()
  expect(lines).toEqual([])
})

describe('a collector whose disk is nearly full', () => {
  const disk: Disk = { free: 900 * MB, size: 1000 * MB }
  const full = () => {
    disk.free = 10 * MB
  }

  it('refuses events with 503 and a time, stays readable, erases, says so, and takes them again', async () => {
    disk.free = 900 * MB
    collector = await start({ disk: async () => disk })
    const one = collector
    const visit = view()
    expect((await one.tell(batch([visit]))).accepted).toBe(1)
    full()
    await vi.waitFor(async () => expect((await one.ask('/readyz')).status).toBe(503), { timeout: 5000 })
    for (const path of ['/w/e', '/w/p.gif?site=shop&t=page.viewed']) {
      const response = await one.ask(path, {
        method: path.endsWith('e') ? 'POST' : 'GET',
        headers: { Origin: 'https://shop.example' },
        ...(path.endsWith('e') && { body: '{}' }),
      })
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)])
      expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example')
      expect(await response.json()).toMatchObject({ code: 'storage_low', message: expect.stringMatching(/\.$/) })
    }
    const ready = await one.ask('/readyz')
    expect([ready.status, (await ready.json()).code]).toEqual([503, 'storage_low'])
    expect((await one.ask('/healthz')).status).toBe(200)
    expect(await one.stored()).toHaveLength(1)
    expect(await (await one.ask('/metrics')).text()).toContain(`wend_disk_free_bytes ${10 * MB}\n`)
    const erased = await one.ask('/api/people/erase', {
      method: 'POST',
      headers: { ...one.bearer, 'Content-Type': 'application/json' },
      body: JSON.stringify({ site: 'shop', email: 'jo@shop.example' }),
    })
    expect(erased.status).toBe(200)
    disk.free = 900 * MB
    await vi.waitFor(async () => expect((await one.ask('/readyz')).status).toBe(200), { timeout: 5000 })
    expect((await one.tell(batch([visit, view()]))).accepted).toBe(1)
    // A flood of refused requests must not fill what is left with lines about it.
    expect(
      one
        .output()
        .split('\n')
        .filter((line) => line.includes('storage_low')),
    ).toEqual([])
  })
})
