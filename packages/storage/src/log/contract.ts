import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Entry, type Log, type LogOptions, LogUnavailable, type Retention } from './index.ts'

/** Where one test keeps a log of its own. */
export interface Place {
  /** Opens the log that is kept here; again after it was closed. */
  open(options?: LogOptions): Promise<Log>
  /** Whether a text stands anywhere in the bytes that the driver keeps. */
  holds(text: string): boolean | Promise<boolean>
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

      test('puts what several bodies start with before each of them', async () => {
        const start = '{"visit":"é 1",'
        await log.append([
          { ...entry(), start, body: '"n":1}' },
          { ...entry(), start, body: '"n":2}' },
          entry({ n: 3 }),
          { ...entry(), start: '{"visit":"2",', body: '"n":4}' },
        ])
        expect((await bodies()).map((body) => JSON.parse(body))).toEqual([
          { visit: 'é 1', n: 1 },
          { visit: 'é 1', n: 2 },
          { n: 3 },
          { visit: '2', n: 4 },
        ])
        await reopen()
        expect(await bodies()).toHaveLength(4)
        expect(log.damaged()).toBe(0)
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
        expect((await log.retain({ ...forever, maxAge: hour })).removed).toBe(0)
        now += 1
        expect((await log.retain({ ...forever, maxAge: hour })).removed).toBe(3)
        expect(await log.bounds()).toEqual({ first: 4, last: 5 })
        expect((await log.read(0, 10)).map(({ offset }) => offset)).toEqual([4, 5])
      })

      test('removes the oldest bodies by size', async () => {
        const large = Array.from({ length: 200 }, () => entry({ text: 'x'.repeat(10_000) }))
        await log.append(large)
        expect((await log.retain({ ...forever, maxBytes: 4_000_000 })).removed).toBe(0)
        const { removed } = await log.retain({ ...forever, maxBytes: 1_000_000 })
        expect(removed).toBeGreaterThan(90)
        expect(removed).toBeLessThan(190)
        expect(await log.bounds()).toEqual({ first: removed + 1, last: 200 })
        expect((await log.retain({ ...forever, maxBytes: 1_000_000 })).removed).toBe(0)
      })

      test('never removes what a consumer has yet to read', async () => {
        await log.append(Array.from({ length: 50 }, () => entry({ text: 'x'.repeat(10_000) })))
        await log.advance('fast', 50)
        await log.advance('slow', 20)
        now += 1000 * hour
        expect((await log.retain({ maxAge: 1, maxBytes: 1, maxIdAge: 1 })).removed).toBe(20)
        expect(await log.bounds()).toEqual({ first: 21, last: 50 })
        await log.advance('slow', 50)
        expect((await log.retain({ maxAge: 1, maxBytes: 1, maxIdAge: 1 })).removed).toBe(30)
      })

      test('keeps everything for a consumer that announced itself at 0', async () => {
        await log.append(entries(5))
        await log.advance('store', 0)
        now += 1000 * hour
        expect((await log.retain({ maxAge: 1, maxBytes: 1, maxIdAge: 1 })).removed).toBe(0)
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
        expect((await log.retain(retention)).removed).toBe(3)
        expect(await log.append(batch)).toEqual([0, 0, 0])
        await reopen()
        expect(await log.append(batch)).toEqual([0, 0, 0])
      })

      test('recognises what went because of its size', async () => {
        const batch = entries(3)
        await log.append(batch)
        expect((await log.retain({ ...retention, maxBytes: 1 })).removed).toBe(3)
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

    describe('knows an event for as long as ids are kept', () => {
      const day = 24 * hour
      const retention = { maxAge: 30 * day, maxBytes: 1e12, maxIdAge: 90 * day }
      const again = async (batch: readonly Entry[]) => {
        await log.retain(retention)
        expect(await log.append(batch)).toEqual(batch.map(() => 0))
        await log.append(entries(1))
      }

      test.each<[string, number[]]>([
        ['at once and two seconds later', [0, 2000]],
        ['23 hours, 7 days and 89 days later', [23 * hour, 6 * day + hour, 82 * day]],
        ['though the clock goes back an hour, and forward again', [-hour, 2 * hour]],
        ['though the clock goes back 400 days, for a while', [-400 * day, 10 * day, 400 * day]],
        ['though the clock starts in 1970', [-now, hour, now]],
      ])('%s, also after a restart', async (_, steps) => {
        const batch = entries(5)
        await log.append(batch)
        for (const step of steps) {
          now += step
          await again(batch)
          await reopen()
          await again(batch)
        }
      })

      test('and no longer', async () => {
        const batch = entries(2)
        await log.append(batch)
        now += 91 * day + hour
        await log.append(entries(1))
        await log.retain(retention)
        expect(await log.append(batch)).toEqual([4, 5])
      })

      test('and lets appends in between while it forgets very many', async () => {
        const old = entries(3)
        await log.append(old)
        for (let n = 0; n < 25; n++) await log.append(entries(2000))
        now += 200 * day
        const order: string[] = []
        const retained = log.retain(retention).then(({ removed }) => order.push(`retained ${removed}`))
        const appended = log.append(entries(1)).then(() => order.push('appended'))
        await Promise.all([retained, appended])
        expect(order).toEqual(['appended', expect.stringMatching(/^retained 5000[34]$/)])
        expect(await log.append(old)).toEqual([50_005, 50_006, 50_007])
      })
    })

    describe('keeps notes', () => {
      const note = (number: number) => ({ number, text: `line ${number} “🧦” ${'x'.repeat(300)}\n` })

      test('durable with the events of their call, until they are dropped', async () => {
        expect(await log.append(entries(2), [note(5), note(6)])).toEqual([1, 2])
        expect(await log.append(entries(1), [note(7)])).toEqual([3])
        await reopen()
        expect(await log.notes()).toEqual([note(5), note(6), note(7)])
        await log.dropNotes(6)
        expect(await log.notes()).toEqual([note(7)])
        await log.append(entries(1), [note(8)])
        await reopen()
        expect(await log.notes()).toEqual([note(7), note(8)])
        await log.dropNotes(8)
        await reopen()
        expect(await log.notes()).toEqual([])
      })

      test('by themselves, and with events that were there before', async () => {
        const batch = entries(1)
        await log.append(batch)
        expect(await log.append([], [note(1)])).toEqual([])
        expect(await log.append(batch, [note(2)])).toEqual([0])
        await reopen()
        expect(await log.notes()).toEqual([note(1), note(2)])
      })

      test('of a call that was refused, before those that come later', async () => {
        const bad = { ...entry(), body: null as unknown as string }
        await expect(log.append([entry(), bad], [note(1)])).rejects.toThrow(LogUnavailable)
        await log.append(entries(1), [note(2)])
        expect((await log.notes()).map(({ number }) => number)).toEqual([1, 2])
        expect(await log.bounds()).toEqual({ first: 1, last: 1 })
      })

      test('and leaves no byte of those that were dropped, once it has settled', async () => {
        await log.append(entries(1), [{ number: 1, text: 'canary-note' }])
        await log.dropNotes(1)
        await log.append(entries(1))
        await log.settle()
        expect(await place.holds('canary-note')).toBe(false)
      })
    })

    test('has met nothing that is damaged', async () => {
      await log.append(entries(20))
      await log.replace([{ offset: 3, body: '{"less":true}' }])
      await reopen()
      expect(await log.read(0, 100)).toHaveLength(20)
      expect(await log.search('shop', ['number'], 0, 100)).toHaveLength(19)
      expect(log.damaged()).toBe(0)
    })

    describe('searches', () => {
      const found = async (...query: Parameters<Log['search']>) =>
        (await log.search(...query)).map(({ offset }) => offset)

      beforeEach(async () => {
        await log.append([entry({ who: 'k1.ann' }), entry({ who: 'k1.bob' }), entry({ who: 'k1.ann' }, 'blog')])
        await log.append([entry({ who: 'K1.ANN' }), entry({ note: 'of “k1.ann” 🧦' }), entry({ who: 'k1.ann', n: 2 })])
      })

      test('gives whole events', async () => {
        expect(await log.search('blog', ['k1.ann'], 0, 10)).toEqual([
          { offset: 3, at: now, site: 'blog', body: '{"who":"k1.ann"}' },
        ])
      })

      test.each<[string, Parameters<Log['search']>, number[]]>([
        ['those of a site, letter for letter', ['shop', ['k1.ann'], 0, 10], [1, 5, 6]],
        ['each once, whichever text it has', ['shop', ['k1.bob', 'k1.ann', 'ann'], 0, 10], [1, 2, 5, 6]],
        ['what comes after an offset', ['shop', ['k1.ann'], 1, 10], [5, 6]],
        ['no more than the limit', ['shop', ['k1.ann'], 0, 2], [1, 5]],
        ['texts beyond ASCII', ['shop', ['“k1.ann” 🧦'], 0, 10], [5]],
        ['nothing that only looks like a pattern', ['shop', ['k1%', 'k_.ann', '.*'], 0, 10], []],
        ['nothing for no text', ['shop', [], 0, 10], []],
        ['nothing of a site it does not know', ['news', ['k1.ann'], 0, 10], []],
        ['nothing after the last', ['shop', ['k1.ann'], 6, 10], []],
      ])('%s', async (_, query, expected) => {
        expect(await found(...query)).toEqual(expected)
      })

      test('takes many texts', async () => {
        const texts = Array.from({ length: 3000 }, (_, number) => `nobody ${number}`)
        expect(await found('shop', [...texts, 'k1.bob'], 0, 10)).toEqual([2])
        const more = Array.from({ length: 10_001 }, () => 'nobody')
        await expect(log.search('shop', more, 0, 10)).rejects.toThrow('Give at most 10000 at a time.')
      })

      test('refuses an empty text, which is in every event', async () => {
        await expect(log.search('shop', ['k1.ann', ''], 0, 10)).rejects.toThrow('A text to search for is empty.')
      })

      test('finds everything page by page, in a long log with holes', async () => {
        await log.append(Array.from({ length: 5000 }, (_, n) => entry({ n, who: n % 7 ? 'k1.bob' : 'k1.cid' })))
        const holes = offsets(2000, 4500).map((offset) => ({ offset, body: null }))
        await log.replace(holes)
        const all: number[] = []
        for (;;) {
          const page = await found('shop', ['k1.cid'], all.at(-1) ?? 0, 40)
          all.push(...page)
          if (page.length < 40) break
        }
        const expected = offsets(7, 5006).filter((offset) => (offset - 7) % 7 === 0)
        expect(all).toEqual(expected.filter((offset) => offset < 2000 || offset > 4500))
      })

      test('lets appends in between, and gives what was there when it was asked', async () => {
        for (let n = 0; n < 10; n++) await log.append(entries(1000))
        const order: string[] = []
        const search = log.search('shop', ['k1.ann'], 0, 100).then((result) => {
          order.push('search')
          return result
        })
        const append = log.append([entry({ who: 'k1.ann', late: true })]).then(() => order.push('append'))
        await Promise.all([search, append])
        expect(order).toEqual(['append', 'search'])
        expect((await search).map(({ offset }) => offset)).toEqual([1, 5, 6])
      })
    })

    describe('replaces', () => {
      test('bodies, and removes them, and says how many were there', async () => {
        await log.append(entries(4))
        const changes = [
          { offset: 2, body: '{"less":1}' },
          { offset: 3, body: null },
          { offset: 9, body: null },
          { offset: 8, body: '{}' },
        ]
        expect(await log.replace(changes)).toBe(2)
        expect((await log.read(0, 10)).map(({ offset, body }) => [offset, body])).toEqual([
          [1, '{"number":0}'],
          [2, '{"less":1}'],
          [4, '{"number":3}'],
        ])
        expect(await log.replace([])).toBe(0)
        expect(await log.replace([{ offset: 3, body: null }])).toBe(0)
      })

      test('all or nothing', async () => {
        await log.append(entries(2))
        const before = await log.read(0, 10)
        const bad = { offset: 2, body: { no: 'text' } as unknown as string }
        await expect(log.replace([{ offset: 1, body: null }, bad])).rejects.toThrow(LogUnavailable)
        expect(await log.read(0, 10)).toEqual(before)
      })

      test('and still recognises what it removed', async () => {
        const batch = entries(3)
        await log.append(batch)
        await log.replace(offsets(1, 3).map((offset) => ({ offset, body: null })))
        expect(await log.append(batch)).toEqual([0, 0, 0])
        await reopen()
        expect(await log.append(batch)).toEqual([0, 0, 0])
      })

      test('the newest event without giving its offset to another', async () => {
        await log.append(entries(3))
        await log.replace([{ offset: 3, body: null }])
        expect(await log.bounds()).toEqual({ first: 1, last: 3 })
        await reopen()
        expect(await log.bounds()).toEqual({ first: 1, last: 3 })
        expect(await log.append(entries(1))).toEqual([4])
      })

      test('the only event without giving its offset to another', async () => {
        await log.append(entries(1))
        await log.replace([{ offset: 1, body: null }])
        await reopen()
        expect(await log.bounds()).toEqual({ first: 2, last: 1 })
        expect(await log.append(entries(1))).toEqual([2])
      })
    })

    describe('settles', () => {
      /** A body that says its canary over and over, so that any piece of it gives it away. */
      const full = (canary: string, size: number) =>
        entry({ text: `${canary} `.repeat(Math.ceil(size / canary.length)) })

      test.each([20, 500, 4000, 9000, 32_000])('so that nothing is left of bodies of %i bytes', async (size) => {
        const canaries = Array.from({ length: 4 }, () => `canary-${randomUUID()}`)
        const [replaced = '', removed = '', newest = '', kept = ''] = canaries
        await log.append([
          ...entries(20),
          full(replaced, size),
          full(removed, size),
          full(kept, size),
          full(newest, size),
        ])
        expect(await Promise.all(canaries.map((canary) => place.holds(canary)))).toEqual([true, true, true, true])
        await log.replace([
          { offset: 21, body: '{}' },
          { offset: 22, body: null },
          { offset: 24, body: null },
        ])
        await log.settle()
        expect(await Promise.all(canaries.map((canary) => place.holds(canary)))).toEqual([false, false, false, true])
        await reopen()
        expect(await Promise.all(canaries.map((canary) => place.holds(canary)))).toEqual([false, false, false, true])
      })

      // Seeds that caught the copies which SQLite leaves of rows that it moves from page to page.
      test.each([7919, 15_838])('also of copies that a driver made while it moved neighbours (%i)', async (first) => {
        let seed = first
        const random = (below: number) => {
          seed = (seed * 48_271) % 2_147_483_647
          return seed % below
        }
        const canaries = Array.from({ length: 300 }, () => `<${randomUUID()}>`)
        const sizes = canaries.map(() => (random(10) ? 100 + random(1400) : 3000 + random(17_000)))
        const bodyOf = (canary: string, index: number) =>
          `${canary} `.repeat(Math.ceil((sizes[index] ?? 0) / canary.length))
        await log.append(canaries.map((canary, index) => ({ ...entry(), body: bodyOf(canary, index) })))
        const live = new Map(canaries.map((canary, index) => [index + 1, canary]))
        const ever: string[] = []
        for (let round = 0; round < 25; round++) {
          const gone: string[] = []
          const changes = Array.from({ length: 10 }, () => {
            const offset = [...live.keys()][random(live.size)] ?? 0
            gone.push(live.get(offset) ?? '')
            live.delete(offset)
            const shorter = 'x'.repeat(Math.floor((sizes[offset - 1] ?? 0) * 0.7))
            return { offset, body: random(100) < 15 ? shorter : null }
          })
          await log.replace(changes)
          const settled = log.settle()
          await log.append(entries(1))
          await settled
          for (const canary of gone) expect(await place.holds(canary)).toBe(false)
          ever.push(...gone)
        }
        for (const canary of ever) expect(await place.holds(canary)).toBe(false)
        const left = new Map((await log.read(0, 1000)).map(({ offset, body }) => [offset, body]))
        for (const [offset, canary] of live) expect(left.get(offset)).toBe(bodyOf(canary, offset - 1))
      })

      test('an empty log, and one in which nothing was removed', async () => {
        await log.settle()
        await log.append(entries(3))
        await log.settle()
        expect(await log.bounds()).toEqual({ first: 1, last: 3 })
      })
    })

    describe('marks', () => {
      test('are 0 at first, and then whatever was set, higher or lower', async () => {
        expect(await log.mark('applied')).toBe(0)
        await log.setMark('applied', 7)
        await log.setMark('other', 1)
        await log.setMark('applied', 3)
        await reopen()
        expect([await log.mark('applied'), await log.mark('other')]).toEqual([3, 1])
      })

      test('hold nothing back, and are no cursors', async () => {
        await log.append(entries(3))
        await log.setMark('applied', 1)
        expect(await log.cursor('applied')).toBe(0)
        now += 2
        expect((await log.retain({ ...forever, maxAge: 1 })).removed).toBe(3)
      })

      test.each([0.5, Number.NaN, 2 ** 60])('cannot be %d', async (value) => {
        await expect(log.setMark('applied', value)).rejects.toThrow('Give a whole number.')
        expect(await log.mark('applied')).toBe(0)
      })
    })

    describe('keeps each class as long as it is told', () => {
      const classed = (name: string, count: number) => entries(count).map((one) => ({ ...one, class: name }))
      const retention = { ...forever, maxAge: 10 * hour, classes: { marketing: 2 * hour, order: 100 * hour } }
      const left = async () => (await log.read(0, 1000)).map(({ offset }) => offset)

      test('removes what is older than its class allows, and says of which', async () => {
        await log.append([...classed('marketing', 2), ...entries(1), ...classed('order', 1), ...classed('chat', 2)])
        now += 2 * hour
        expect(await log.retain(retention)).toEqual({ removed: 0, byClass: {} })
        now += 1
        expect(await log.retain(retention)).toEqual({ removed: 2, byClass: { marketing: 2 } })
        expect(await left()).toEqual([3, 4, 5, 6])
        now += 8 * hour
        expect(await log.retain(retention)).toEqual({ removed: 3, byClass: { '': 1, chat: 2 } })
        expect(await left()).toEqual([4])
        now += 90 * hour
        expect(await log.retain(retention)).toEqual({ removed: 1, byClass: { order: 1 } })
        expect(await log.bounds()).toEqual({ first: 7, last: 6 })
      })

      test('goes on where it was, as time moves, also after it was opened again', async () => {
        for (let round = 0; round < 8; round++) {
          await log.append([...classed('marketing', 1), ...classed('order', 1)])
          now += hour
          const { byClass } = await log.retain(retention)
          expect(byClass).toEqual(round < 2 ? {} : { marketing: 1 })
          if (round % 3 === 2) await reopen()
        }
        expect(await left()).toEqual([2, 4, 6, 8, 10, 12, 13, 14, 15, 16])
      })

      test('takes an age that was made shorter, or longer, or given up', async () => {
        await log.append([...classed('marketing', 1), ...classed('order', 1)])
        now += 3 * hour
        const classes = { marketing: 50 * hour, order: 50 * hour }
        expect((await log.retain({ ...retention, classes })).removed).toBe(0)
        expect((await log.retain({ ...retention, classes: { ...classes, order: hour } })).byClass).toEqual({ order: 1 })
        now += 8 * hour
        expect((await log.retain({ ...retention, classes: {} })).byClass).toEqual({ marketing: 1 })
      })

      test('has nothing of a class that came only later escape', async () => {
        await log.append(entries(3))
        now += 5 * hour
        await log.retain(retention)
        await log.append(classed('marketing', 2))
        now += 3 * hour
        expect((await log.retain(retention)).byClass).toEqual({ marketing: 2 })
      })

      test('forgets a class of a call that failed', async () => {
        const failing = [...classed('marketing', 1), { ...entry(), body: null as unknown as string }]
        await expect(log.append(failing)).rejects.toThrow(LogUnavailable)
        await log.append([...classed('order', 1), ...classed('marketing', 1)])
        now += 3 * hour
        expect((await log.retain(retention)).byClass).toEqual({ marketing: 1 })
        expect(await left()).toEqual([1])
      })

      test('never removes what a consumer has yet to read', async () => {
        await log.append(classed('marketing', 6))
        await log.advance('store', 2)
        now += 1000 * hour
        expect((await log.retain(retention)).byClass).toEqual({ marketing: 2 })
        await log.advance('store', 5)
        expect((await log.retain(retention)).byClass).toEqual({ marketing: 3 })
        expect(await left()).toEqual([6])
      })

      test('counts what goes for its size too', async () => {
        await log.append([...classed('marketing', 2), ...entries(1)])
        const limits = { ...forever, maxBytes: 1 }
        expect(await log.retain(limits)).toEqual({ removed: 3, byClass: { '': 1, marketing: 2 } })
      })

      test.each<[string, Partial<Retention>]>([
        ['no number', { maxAge: Number.NaN }],
        ['below 0', { maxIdAge: -1 }],
        ['a class without a number', { classes: { marketing: undefined as unknown as number } }],
      ])('refuses a limit that is %s, and removes nothing', async (_, wrong) => {
        await log.append(classed('marketing', 1))
        now += 1000 * hour
        await expect(log.retain({ ...retention, ...wrong })).rejects.toThrow('A retention limit is')
        expect(await left()).toEqual([1])
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
