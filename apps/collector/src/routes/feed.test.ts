import { cloudEvent } from '@wend/protocol'
import { LogUnavailable } from '@wend/storage/log'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batch, id, listen, now, type Running, start, view } from '../testing.ts'

let collector: Running
let listeners = 0
const ids = Array.from({ length: 25 }, id)

beforeAll(async () => {
  collector = await start({
    log: (log) => ({
      ...log,
      watch(listener) {
        const stop = log.watch(listener)
        let stopped = false
        listeners++
        return () => {
          if (!stopped) listeners--
          stopped = true
          stop()
        }
      },
    }),
  })
  for (const part of [ids.slice(0, 10), ids.slice(10, 20)])
    await collector.tell(batch(part.map((one) => view({}, { id: one }))))
  const events = ids.slice(20).map((one) => view({}, { id: one }))
  await collector.tell(batch(events, { site: 'open' }), { Origin: 'https://www.open.example' })
})
afterAll(() => collector.stop())

interface Page {
  events: { id: string; sequence: string }[]
  next: string
}
const get = (query: string, headers: Record<string, string> = {}) =>
  collector.ask(`/api/events${query}`, { headers: { ...collector.bearer, ...headers } })
const page = async (query: string) => (await (await get(query)).json()) as Page
const sequenceOf = (offset: number) => String(offset).padStart(16, '0')

describe('the feed', () => {
  it('gives events in the order in which they were stored, with a sequence that sorts as text', async () => {
    const { events, next } = await page('')
    expect(events.map((event) => event.id)).toEqual(ids)
    expect(events.map(({ sequence }) => sequence)).toEqual(ids.map((_, index) => sequenceOf(index + 1)))
    expect(next).toBe(sequenceOf(25))
  })

  it.each([1, 7, 25, 1000])('read on in pages of %d gives each event once', async (limit) => {
    const seen: string[] = []
    for (let after = '0', size = 1; size; ) {
      const { events, next } = await page(`?after=${after}&limit=${limit}`)
      seen.push(...events.map((event) => event.id))
      after = next
      size = events.length
    }
    expect(seen).toEqual(ids)
  })

  it.each([
    ['begins after a cursor without its zeros', '?after=23', [23, 24]],
    ['is empty at its end, and stays there', '?after=0000000000000025', []],
    ['is empty after latest', '?after=latest', []],
    ['gives the events of one site', '?site=open&after=0', [20, 21, 22, 23, 24]],
    ['gives nothing of a site that is not there', '?site=nowhere', []],
    ['takes no site name for more than a name', `?site=${encodeURIComponent("' OR 1=1 --")}`, []],
  ])('%s', async (_, query, expected) => {
    const { events, next } = await page(query)
    expect(events.map((event) => ids.indexOf(event.id))).toEqual(expected)
    if (query.includes('latest')) expect(next).toBe(sequenceOf(25))
  })

  it('comes as NDJSON with its cursor in a header', async () => {
    const response = await get('?after=5&limit=3', { Accept: 'application/x-ndjson' })
    const lines = (await response.text()).split('\n')
    expect(lines.pop()).toBe('')
    expect(lines.map((line) => JSON.parse(line).id)).toEqual(ids.slice(5, 8))
    expect(response.headers.get('wend-next')).toBe(sequenceOf(8))
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  it('gives events that are CloudEvents 1.0 in every attribute', async () => {
    for (const event of (await page('')).events) {
      const { success, data } = cloudEvent.strict().safeParse(event)
      expect([success, data]).toEqual([true, event])
      for (const [name, value] of Object.entries(event)) {
        expect(name).toMatch(/^[a-z0-9]{1,20}$/)
        // CloudEvents 1.0, 3: an Integer has 32 bits, a String no control characters.
        if (typeof value === 'number') expect(value).toBe(value | 0)
        // biome-ignore lint/suspicious/noControlCharactersInRegex: the specification names them
        if (typeof value === 'string') expect(value).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
      }
      expect(event).toMatchObject({ specversion: '1.0', id: expect.stringMatching(/./), type: 'page.viewed' })
      expect((event as unknown as { source: string }).source).toMatch(/^\/sites\/(shop|open)$/)
    }
  })

  it.each([
    ['no token', {}],
    ['a wrong token', { Authorization: `Bearer ${'x'.repeat(43)}` }],
    ['another scheme', { Authorization: 'Basic Og==' }],
    ['an empty header', { Authorization: '' }],
  ])('is closed to %s', async (_, headers) => {
    const response = await collector.ask('/api/events', { headers: headers as Record<string, string> })
    expect([response.status, await response.json()]).toMatchObject([401, { code: 'unauthorized' }])
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
  })

  it('says 410 for a cursor whose events have left the log, and names one to read on from', async () => {
    const old = await start()
    for (let hour = 0; hour < 4; hour++) {
      old.at(hour * 3_600_000)
      await old.tell(batch([view({}, { at: now + hour * 3_600_000 })]))
    }
    await old.log.retain({ maxAge: 1_800_000, maxBytes: 2 ** 40, maxIdAge: 2 ** 40 })
    const answers = await Promise.all(
      [1, 2, 3].map((after) => old.ask(`/api/events?after=${after}`, { headers: old.bearer })),
    )
    expect(answers.map(({ status }) => status)).toEqual([410, 410, 200])
    expect(await answers[0]?.json()).toMatchObject({
      code: 'cursor_expired',
      message: expect.stringContaining(sequenceOf(3)),
    })
    expect((await old.stored()).map(({ sequence }) => sequence)).toEqual([sequenceOf(4)])
    await old.stop()
  })
})

describe('the live stream', () => {
  const open = (query = '', headers = {}) =>
    listen(`${collector.url}/api/events${query}`, { ...collector.bearer, ...headers })
  const add = async () => {
    const event = view()
    await collector.tell(batch([event]))
    return event.id
  }

  it('begins with what is stored and goes on with what comes, to every reader', async () => {
    const readers = await Promise.all(Array.from({ length: 20 }, () => open('?after=20')))
    for (const reader of readers)
      expect((await reader.next(5)).map(({ data }) => JSON.parse(data).id)).toEqual(ids.slice(20))
    const added = await add()
    const start = performance.now()
    for (const reader of readers) {
      const [event] = await reader.next()
      expect(JSON.parse(event?.data ?? '')).toMatchObject({ id: added, sequence: event?.id })
    }
    expect(performance.now() - start).toBeLessThan(5000)
    for (const reader of readers) reader.leave()
    await expect.poll(() => listeners).toBe(1) // the one that is left is the metrics' own
  })

  it('goes on after Last-Event-ID without gap or repeat', async () => {
    const first = await open('?after=latest')
    const one = await add()
    const [event] = await first.next()
    first.leave()
    const two = await add()
    const three = await add()
    const second = await open('?after=0', { 'Last-Event-ID': event?.id ?? '' })
    const four = await add()
    const seen = (await second.next(3)).map(({ data }) => JSON.parse(data).id)
    second.leave()
    expect([JSON.parse(event?.data ?? '').id, ...seen]).toEqual([one, two, three, four])
  })

  it('gives one site its own events alone', async () => {
    const reader = await open('?after=latest&site=open')
    await add()
    const event = view()
    await collector.tell(batch([event], { site: 'open' }), { Origin: 'https://www.open.example' })
    expect(JSON.parse((await reader.next())[0]?.data ?? '').id).toBe(event.id)
    reader.leave()
  })

  it('gives each event once and in order while many write', async () => {
    const reader = await open('?after=latest')
    const writers = Array.from({ length: 20 }, () => collector.tell(batch(Array.from({ length: 20 }, () => view()))))
    await Promise.all(writers)
    const sequences = (await reader.next(400)).map((event) => Number(event.id))
    reader.leave()
    expect(sequences).toEqual(sequences.map((_, index) => (sequences[0] ?? 0) + index))
  })

  it('ends when the log cannot be read any more, and tells its reader nothing of why', async () => {
    let broken = false
    const other = await start({
      log: (log) => ({
        ...log,
        read: (...args) => (broken ? Promise.reject(new LogUnavailable('The disk is gone.')) : log.read(...args)),
      }),
    })
    const reader = await listen(`${other.url}/api/events`, other.bearer)
    await other.tell(batch([view()]))
    await reader.next()
    broken = true
    await other.tell(batch([view()]))
    await expect(reader.next()).rejects.toThrow('The stream ended')
    expect(reader.text()).not.toContain('disk')
    expect(other.output()).toContain('The disk is gone.')
    await other.stop()
  })
})
