import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Entry, type Log, type LogOptions, LogUnavailable } from './index.ts'

/** Where one test keeps a log of its own. */
export interface Place {
  /** Opens the log that is kept here; again after it was closed. */
  open(options?: LogOptions): Promise<Log>
  /** Removes everything. */
  remove(): void | Promise<void>
}

const hour = 3_600_000
const forever = { maxAge: 10_000 * hour, maxBytes: 1e12, maxIdAge: 20_000 * hour }

export const entry = (body: unknown = {}, site = 'shop', id: string = randomUUID()): Entry => ({
  site,
  id,
  body: JSON.stringify(body),
})
export const entries = (count: number, site = 'shop'): Entry[] =>
  Array.from({ length: count }, (_, number) => entry({ number }, site))
const offsets = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** What every log driver promises. `openLogFor` gives each test an empty place. */
export function logContract(name: string, openLogFor: () => Place | Promise<Place>): void {
  describe(`the log of ${name}`, () => {
    let place: Place
    let log: Log
    let now = 1_795_219_200_000
    const clock = () => now
    const reopen = async () => {
      await log.close()
      log = await place.open({ clock })
    }
    const bodies = async () => (await log.read(0, 10_000)).map(({ body }) => body)

    beforeEach(async () => {
      now = 1_795_219_200_000
      place = await openLogFor()
      log = await place.open({ clock })
    })
    afterEach(async () => {
      await log.close()
      await place.remove()
    })

    describe('appends', () => {
      test('gives offsets from 1, in the given order', async () => {
        expect(await log.append(entries(3))).toEqual([1, 2, 3])
        expect(await log.append(entries(2))).toEqual([4, 5])
      })

      test('gives back what it was given, with offset, site and the time of the collector', async () => {
        const given = [entry({ a: 1 }), entry({ b: 2 }, 'blog')]
        await log.append(given)
        now += 5
        await log.append([entry({ c: 3 })])
        expect(await log.read(0, 10)).toEqual([
          { offset: 1, at: now - 5, site: 'shop', body: '{"a":1}' },
          { offset: 2, at: now - 5, site: 'blog', body: '{"b":2}' },
          { offset: 3, at: now, site: 'shop', body: '{"c":3}' },
        ])
      })

      test('takes an empty list for what it is', async () => {
        expect(await log.append([])).toEqual([])
        expect(await log.bounds()).toEqual({ first: 1, last: 0 })
      })

      test('keeps many calls at once apart and in order', async () => {
        const calls = Array.from({ length: 50 }, (_, call) => [entry({ call, n: 0 }), entry({ call, n: 1 })])
        const results = await Promise.all(calls.map((call) => log.append(call)))
        expect(results.flat()).toEqual(offsets(1, 100))
        expect(await bodies()).toEqual(calls.flat().map(({ body }) => body))
      })

      test.each([
        ['unicode', { text: 'Grüße 你好 🧦 \u2028 \0 "\\ \ud800 end' }],
        ['32 KB', { text: 'ä'.repeat(16 * 1024) }],
        ['what looks like SQL', { text: `'); DROP TABLE events; --` }],
      ])('keeps a body of %s intact', async (_, body) => {
        const given = entry(body)
        await log.append([given])
        await reopen()
        expect(await bodies()).toEqual([given.body])
      })
    })

    describe('recognises what was there before', () => {
      test('gives 0 for an id of an earlier call, and keeps the first body', async () => {
        const first = entry({ first: true })
        await log.append([first])
        expect(await log.append([entry(), { ...first, body: '{}' }, entry()])).toEqual([2, 0, 3])
        expect((await bodies())[0]).toBe(first.body)
      })

      test('gives 0 for an id that the same call repeats', async () => {
        const [one, two] = [entry(), entry()]
        expect(await log.append([one, two, one, two, one])).toEqual([1, 2, 0, 0, 0])
      })

      test('stores a batch once that comes five times at once', async () => {
        const batch = entries(20)
        const results = await Promise.all(Array.from({ length: 5 }, () => log.append(batch)))
        const stored = results.flat().filter(Boolean)
        expect(stored.toSorted((a, b) => a - b)).toEqual(offsets(1, 20))
        expect(await bodies()).toEqual(batch.map(({ body }) => body))
      })

      test('gives 0 after the log was closed and opened again', async () => {
        const batch = entries(3)
        await log.append(batch)
        await reopen()
        expect(await log.append([...batch, entry()])).toEqual([0, 0, 0, 4])
      })

      test('does so whatever the case of the letters', async () => {
        const id = randomUUID()
        await log.append([entry({}, 'shop', id)])
        expect(await log.append([entry({}, 'shop', id.toUpperCase())])).toEqual([0])
      })

      test('takes the same id on two sites for two events', async () => {
        const id = randomUUID()
        expect(await log.append([entry({}, 'shop', id), entry({}, 'blog', id)])).toEqual([1, 2])
        expect(await log.append([entry({}, 'blog', id), entry({}, 'news', id)])).toEqual([0, 3])
      })
    })

    describe('stores all of a call or nothing', () => {
      /** What no driver can store; each must fail after others of its call went well. */
      const bad: [string, unknown][] = [
        ['null', null],
        ['an object', { nested: true }],
        ['a function', () => 'nothing'],
      ]
      test.each(bad)('refuses a body that is %s as LogUnavailable and stays consistent', async (_, body) => {
        await log.append([entry({ before: true })])
        const [neighbour, repeated] = [entry({}, 'a new site'), entry()]
        const failing = log.append([neighbour, repeated, { ...entry(), body: body as string }])
        await expect(failing).rejects.toThrow(LogUnavailable)

        expect(await log.bounds()).toEqual({ first: 1, last: 1 })
        expect(await log.append([repeated, neighbour])).toEqual([2, 3])
        expect((await log.read(0, 10, 'a new site')).map(({ offset }) => offset)).toEqual([3])
        expect(await log.cursor('nobody')).toBe(0)
      })
    })

    describe('reads', () => {
      beforeEach(async () => {
        await log.append([...entries(3, 'shop'), ...entries(2, 'blog'), ...entries(2, 'shop')])
      })

      test.each<[string, [number, number, string?], number[]]>([
        ['everything from 0', [0, 100], [1, 2, 3, 4, 5, 6, 7]],
        ['only what comes after an offset', [5, 100], [6, 7]],
        ['no more than the limit', [1, 3], [2, 3, 4]],
        ['nothing after the last', [7, 100], []],
        ['nothing far beyond', [1000, 100], []],
        ['one site', [0, 100, 'blog'], [4, 5]],
        ['one site after an offset, within the limit', [2, 2, 'shop'], [3, 6]],
        ['nothing of a site it does not know', [0, 100, "x' OR 1=1 --"], []],
      ])('%s', async (_, [after, limit, site], expected) => {
        expect((await log.read(after, limit, site)).map(({ offset }) => offset)).toEqual(expected)
      })
    })

    describe('bounds', () => {
      test('says so when it is empty, and where the first event will stand', async () => {
        expect(await log.bounds()).toEqual({ first: 1, last: 0 })
      })

      test('gives the first and the last offset', async () => {
        await log.append(entries(7))
        expect(await log.bounds()).toEqual({ first: 1, last: 7 })
      })

      test('never gives an offset twice, even when nothing is left to read', async () => {
        await log.append(entries(5))
        now += 2
        await log.retain({ ...forever, maxAge: 1 })
        expect(await log.bounds()).toEqual({ first: 6, last: 5 })
        await reopen()
        expect(await log.bounds()).toEqual({ first: 6, last: 5 })
        expect(await log.append([entry()])).toEqual([6])
        expect(await log.bounds()).toEqual({ first: 6, last: 6 })
      })
    })

    describe('watches', () => {
      test('calls back with the last offset, when the events can be read', async () => {
        const seen = Promise.withResolvers<number[]>()
        log.watch(async (last) => seen.resolve([last, ...(await log.read(0, 10)).map(({ offset }) => offset)]))
        await log.append(entries(3))
        expect(await seen.promise).toEqual([3, 1, 2, 3])
      })

      test('stays silent when nothing was added', async () => {
        const batch = entries(2)
        await log.append(batch)
        const listener = vi.fn()
        log.watch(listener)
        await log.append(batch)
        await log.append([])
        await expect(log.append([{ ...entry(), body: null as unknown as string }])).rejects.toThrow(LogUnavailable)
        expect(listener).not.toHaveBeenCalled()
      })

      test('stops, and may be stopped twice', async () => {
        const [stopped, going] = [vi.fn(), vi.fn()]
        const stop = log.watch(stopped)
        log.watch(going)
        stop()
        stop()
        await log.append(entries(1))
        expect(stopped).not.toHaveBeenCalled()
        expect(going).toHaveBeenCalledExactlyOnceWith(1)
      })

      test('an append stands, and others are told, when a listener throws', async () => {
        const warned = new Promise<Error>((resolve) => process.once('warning', resolve))
        const other = vi.fn()
        log.watch(() => {
          throw new Error('a listener of this test broke')
        })
        log.watch(other)
        expect(await log.append(entries(1))).toEqual([1])
        expect(other).toHaveBeenCalledExactlyOnceWith(1)
        expect((await warned).message).toBe('a listener of this test broke')
      })
    })

    describe('cursors', () => {
      test('stand at 0 for a consumer it never saw', async () => {
        expect(await log.cursor('store')).toBe(0)
      })

      test('move forward only, each by itself', async () => {
        await log.append(entries(9))
        await log.advance('store', 5)
        await log.advance('store', 3)
        await log.advance('webhook', 1)
        expect([await log.cursor('store'), await log.cursor('webhook')]).toEqual([5, 1])
        await log.advance('store', 9)
        expect(await log.cursor('store')).toBe(9)
      })
    })

    describe('keeps no more than it should', () => {
      test('removes bodies by age', async () => {
        await log.append(entries(3))
        now += hour
        await log.append(entries(2))
        expect(await log.retain({ ...forever, maxAge: hour })).toEqual({ removed: 0 })
        now += 1
        expect(await log.retain({ ...forever, maxAge: hour })).toEqual({ removed: 3 })
        expect(await log.bounds()).toEqual({ first: 4, last: 5 })
        expect((await log.read(0, 10)).map(({ offset }) => offset)).toEqual([4, 5])
      })

      test('removes the oldest bodies by size', async () => {
        const large = Array.from({ length: 200 }, () => entry({ text: 'x'.repeat(10_000) }))
        await log.append(large)
        expect(await log.retain({ ...forever, maxBytes: 4_000_000 })).toEqual({ removed: 0 })
        const { removed } = await log.retain({ ...forever, maxBytes: 1_000_000 })
        expect(removed).toBeGreaterThan(90)
        expect(removed).toBeLessThan(190)
        expect(await log.bounds()).toEqual({ first: removed + 1, last: 200 })
        expect(await log.retain({ ...forever, maxBytes: 1_000_000 })).toEqual({ removed: 0 })
      })

      test('never removes what a consumer has yet to read', async () => {
        await log.append(Array.from({ length: 50 }, () => entry({ text: 'x'.repeat(10_000) })))
        await log.advance('fast', 50)
        await log.advance('slow', 20)
        now += 1000 * hour
        expect(await log.retain({ maxAge: 1, maxBytes: 1, maxIdAge: 1 })).toEqual({ removed: 20 })
        expect(await log.bounds()).toEqual({ first: 21, last: 50 })
        await log.advance('slow', 50)
        expect(await log.retain({ maxAge: 1, maxBytes: 1, maxIdAge: 1 })).toEqual({ removed: 30 })
      })

      test('keeps everything for a consumer that announced itself at 0', async () => {
        await log.append(entries(5))
        await log.advance('store', 0)
        now += 1000 * hour
        expect(await log.retain({ maxAge: 1, maxBytes: 1, maxIdAge: 1 })).toEqual({ removed: 0 })
        expect(await log.bounds()).toEqual({ first: 1, last: 5 })
      })
    })

    describe('remembers ids longer than bodies', () => {
      const retention = { maxAge: hour, maxBytes: 1e12, maxIdAge: 100 * hour }

      test('recognises a repeated event after its body has gone', async () => {
        const batch = entries(3)
        await log.append(batch)
        now += 50 * hour
        await log.append(entries(1))
        expect(await log.retain(retention)).toEqual({ removed: 3 })
        expect(await log.append(batch)).toEqual([0, 0, 0])
        await reopen()
        expect(await log.append(batch)).toEqual([0, 0, 0])
      })

      test('recognises what went because of its size', async () => {
        const batch = entries(3)
        await log.append(batch)
        expect(await log.retain({ ...retention, maxBytes: 1 })).toEqual({ removed: 3 })
        await reopen()
        await log.retain({ ...retention, maxBytes: 1 })
        expect(await log.append(batch)).toEqual([0, 0, 0])
      })

      test('forgets an id after its time, and only then', async () => {
        const [old, young] = [entries(3), entries(3)]
        await log.append(old)
        now += 60 * hour
        await log.append(young)
        now += 42 * hour
        await log.append(entries(1))
        await log.retain(retention)
        expect(await log.append(young)).toEqual([0, 0, 0])
        expect(await log.append(old)).toEqual([8, 9, 10])
      })

      test('forgets it though nothing has come since', async () => {
        const batch = entries(3)
        await log.append(batch)
        now += 102 * hour
        await log.retain(retention)
        expect(await log.append(batch)).toEqual([4, 5, 6])
      })

      test('forgets the next ones as their time comes, also after it was opened again', async () => {
        const batches: Entry[][] = []
        for (let round = 0; round < 4; round++) {
          batches.push(entries(2))
          await log.append(batches.at(-1) ?? [])
          now += 30 * hour
        }
        const known = async () => {
          await log.retain(retention)
          await reopen()
          await log.retain(retention)
          return Promise.all(batches.map(async (batch) => (await log.append(batch)).every((offset) => offset === 0)))
        }
        expect(await known()).toEqual([false, true, true, true])
      })

      test('keeps what comes after the clock was set back', async () => {
        await log.append(entries(1))
        now -= 1000 * hour
        const batch = entries(2)
        await log.append(batch)
        await log.retain(retention)
        expect(await log.append(batch)).toEqual([0, 0])
      })
    })

    describe('closes', () => {
      test('finishes what is under way and refuses what comes later', async () => {
        const underWay = Promise.all(Array.from({ length: 20 }, () => log.append(entries(5))))
        const closed = log.close()
        await expect(log.append(entries(1))).rejects.toThrow(LogUnavailable)
        expect((await underWay).flat()).toEqual(offsets(1, 100))
        await closed
        await expect(log.read(0, 1)).rejects.toThrow(LogUnavailable)
        await expect(log.advance('store', 1)).rejects.toThrow(LogUnavailable)
        log = await place.open({ clock })
        expect(await log.bounds()).toEqual({ first: 1, last: 100 })
      })

      test('may be closed twice', async () => {
        await Promise.all([log.close(), log.close()])
        await log.close()
      })

      test('keeps everything for the next time', async () => {
        await log.append([...entries(3), ...entries(2, 'blog')])
        await log.advance('store', 4)
        const before = await log.read(0, 10)
        await reopen()
        expect(await log.read(0, 10)).toEqual(before)
        expect(await log.read(0, 10, 'blog')).toHaveLength(2)
        expect(await log.cursor('store')).toBe(4)
        expect(await log.append(entries(1, 'blog'))).toEqual([6])
      })
    })
  })
}
