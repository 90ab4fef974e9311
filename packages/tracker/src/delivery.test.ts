import { limits } from '@wend/protocol/limits'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDelivery } from './delivery.ts'
import { uuid } from './ids.ts'
import { anonymously, type Item, known, withdrawal } from './item.ts'
import { createQueue } from './queue.ts'
import { type Answer, accept, later, lose, nowhere, quiet, refuse, standIn, until } from './testing.ts'

let collector: ReturnType<typeof standIn>
let stops: (() => void)[]
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  collector = standIn()
  vi.stubGlobal('fetch', collector.fetch)
  vi.stubGlobal('document', { hidden: false })
  vi.stubGlobal('navigator', {})
  stops = []
})
afterEach(() => {
  for (const stop of stops) stop()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

let made = 0
/** An event of so many bytes, by default a small one. */
function item(size = 0, purpose = 'analytics'): Item {
  const event = { id: uuid(Date.now()), n: made++, type: 'custom.made', at: Date.now(), data: { pad: '' } }
  const bytes = JSON.stringify(event).length
  event.data.pad = 'x'.repeat(Math.max(0, size - bytes))
  const json = JSON.stringify(event)
  return {
    json,
    id: event.id,
    bytes: json.length,
    kind: known,
    tab: 'tab',
    at: Date.now(),
    purpose,
    epoch: '1',
    state: 0,
  }
}
const items = (count: number, size?: number) => Array.from({ length: count }, () => item(size))
const ids = (list: readonly Item[]) => list.map(({ json }) => JSON.parse(json).id)
const sentIds = (index?: number) =>
  (index === undefined ? collector.events() : (collector.requests[index]?.envelope.events ?? [])).map(({ id }) => id)

/** A queue that nothing may be stored of. */
const memory = (allowed: (purpose: string) => boolean = () => true) =>
  createQueue(nowhere, { recognised: () => false, epochOf: (purpose) => (allowed(purpose) ? '1' : '2') })
const joined = (batch: readonly Item[]) => batch.map(({ json }) => json).join()
/** What waits and is not on its way, without taking it. */
const waiting = (queue: ReturnType<typeof memory>) => queue.take(1e9).length
const no = (json: string): Item => ({ ...item(), id: ' 1', json, bytes: json.length, kind: withdrawal, tab: ' 1' })

const quietly =
  (say: (error: unknown) => unknown) =>
  async <T>(work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work()
    } catch (error) {
      say(error)
    }
  }

function start(answer: Answer = accept) {
  collector.answer = answer
  let allowed = (_: string) => true
  const queue = memory((purpose) => allowed(purpose))
  const said: unknown[][] = []
  const heard: string[] = []
  const delivery = createDelivery({
    endpoint: 'https://shop.example/w',
    replied: (answer) => heard.push(answer),
    queue,
    lock: 'wend/shop',
    wrap: (batch) =>
      batch[0]?.kind === withdrawal ? joined(batch) : `{"v":1,"site":"shop","events":[${joined(batch)}]}`,
    gather: () => 5000,
    say: (...message) => said.push(message),
    quietly: quietly((error) => said.push([error])),
  })
  stops.push(delivery.stop)
  return {
    ...delivery,
    queue,
    said,
    heard,
    add(list: readonly Item[]) {
      for (const one of list) queue.enter(one)
      delivery.schedule()
      return list
    },
    allow(rule: typeof allowed) {
      allowed = rule
      delivery.prune()
    },
  }
}

describe('what goes on the wire', () => {
  it('is one request for what came within the time to linger', async () => {
    const delivery = start()
    const first = delivery.add(items(2))
    await vi.advanceTimersByTimeAsync(3000)
    const second = delivery.add(items(1))
    await vi.advanceTimersByTimeAsync(1999)
    expect(collector.requests).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(collector.requests).toHaveLength(1)
    expect(sentIds()).toEqual(ids([...first, ...second]))
    expect(collector.requests[0]).toMatchObject({
      url: 'https://shop.example/w/e',
      init: { method: 'POST', headers: { 'Content-Type': 'text/plain' }, credentials: 'include', keepalive: true },
    })
    await vi.advanceTimersByTimeAsync(600_000)
    expect(collector.requests).toHaveLength(1)
  })

  it('is packed once that pays, and says the same', async () => {
    const delivery = start()
    const list = delivery.add(items(20, 200))
    await delivery.flush()
    const [request] = collector.requests
    expect(request?.packed).toBe(true)
    expect(request?.bytes).toBeLessThan(2000)
    expect(sentIds()).toEqual(ids(list))
  })

  it.each([
    ['is small', () => items(2, 300), undefined],
    ['cannot be packed by this browser', () => items(20, 200), () => vi.stubGlobal('CompressionStream', undefined)],
    [
      'cannot be packed by what the page took for a packer',
      () => items(20, 200),
      () =>
        vi.stubGlobal(
          'CompressionStream',
          class {
            constructor() {
              throw new Error('polyfilled')
            }
          },
        ),
    ],
  ])('is plain where it %s', async (_, make, prepare) => {
    prepare?.()
    const delivery = start()
    const list = delivery.add(make())
    await delivery.flush()
    expect(collector.requests.map(({ packed }) => packed)).toEqual([false])
    expect(sentIds()).toEqual(ids(list))
  })

  it.each([
    ['many small events', 500, 0],
    ['events of 1 kB', 250, 1024],
    ['events of the largest size', 8, limits.eventBytes],
    ['events that fill a request to the byte', 3, 19_332],
  ])('stays within the limits: %s', async (_, count, size) => {
    vi.stubGlobal('CompressionStream', undefined)
    let open = 0
    let most = 0
    const delivery = start(async (...given) => {
      most = Math.max(most, ++open)
      await quiet()
      open--
      return accept(...given)
    })
    const list = delivery.add(items(count, size))
    await delivery.flush()
    expect(sentIds()).toEqual(ids(list))
    expect(most).toBe(1)
    for (const { bytes, envelope } of collector.requests) {
      expect(bytes).toBeLessThanOrEqual(limits.requestBytes)
      expect(envelope.events.length).toBeLessThanOrEqual(limits.batchEvents)
    }
  })

  it('is one request at a time, whoever asks for how many', async () => {
    const hold = later()
    const delivery = start(hold.answer)
    delivery.add(items(1))
    const flushes = [delivery.flush(), delivery.flush(), delivery.flush()]
    await quiet()
    const second = delivery.add(items(1))
    flushes.push(delivery.flush())
    await vi.advanceTimersByTimeAsync(20_000)
    expect(collector.requests).toHaveLength(1)
    collector.answer = accept
    hold.resolve(Response.json({}))
    await Promise.all(flushes)
    expect(collector.requests).toHaveLength(2)
    expect(sentIds(1)).toEqual(ids(second))
  })

  it('does not go on when nothing is waiting', async () => {
    const delivery = start()
    await delivery.flush()
    delivery.leave(false)
    delivery.schedule()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(collector.requests).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a verdict', () => {
  it.each([[200], [400], [401], [403], [404], [413], [415]])('%i ends it, and is said', async (status) => {
    const delivery = start(refuse(status))
    delivery.add(items(3))
    await delivery.flush()
    expect(waiting(delivery.queue)).toBe(0)
    expect(delivery.said).toEqual([[status, '{}']])
    await vi.advanceTimersByTimeAsync(600_000)
    expect(collector.requests).toHaveLength(1)
  })

  it.each([
    ['is not JSON', () => new Response('<!doctype html><p>Fine.</p>')],
    ['is empty', () => new Response(null, { status: 204 })],
    [
      'breaks off',
      () => new Response(new ReadableStream({ start: (stream) => stream.error(new Error('connection reset')) })),
    ],
  ])('counts also where its text %s', async (_, answer) => {
    const delivery = start(answer)
    delivery.add(items(1))
    await delivery.flush()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(collector.requests).toHaveLength(1)
  })
})

describe('a failure', () => {
  const middle = () => vi.spyOn(Math, 'random').mockReturnValue(0.5)

  it.each<[string, Answer]>([
    ['408', refuse(408)],
    ['429', refuse(429)],
    ['500', refuse(500)],
    ['502', refuse(502)],
    ['503', refuse(503)],
    ['504', refuse(504)],
    ['a lost connection', lose],
    ['an answer that is none', () => undefined as unknown as Response],
  ])('%s sends the same events again, in order and before newer ones', async (_, answer) => {
    const delivery = start(answer)
    const first = delivery.add(items(5))
    await delivery.flush()
    const second = delivery.add(items(2))
    collector.answer = accept
    await vi.advanceTimersByTimeAsync(2000)
    expect(sentIds(0)).toEqual(ids(first))
    expect(sentIds(1)).toEqual(ids([...first, ...second]))
    expect(collector.requests[1]?.envelope.events.slice(0, 5)).toEqual(collector.requests[0]?.envelope.events)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(collector.requests).toHaveLength(2)
  })

  it('tries again within two seconds for a minute, then ever less, down to one a minute, and a success ends that', async () => {
    middle()
    const delivery = start(refuse(503))
    delivery.add(items(1))
    await delivery.flush()
    await vi.advanceTimersByTimeAsync(600_000)
    const times = collector.requests.map(({ at }) => at)
    const rests = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(rests.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 1785))
    expect(rests.slice(30, 37)).toEqual([1785, 3570, 7140, 14_280, 28_560, 57_120, 57_120])
    collector.answer = accept
    await vi.advanceTimersByTimeAsync(60_000)
    expect(waiting(delivery.queue)).toBe(0)

    const [count] = [collector.requests.length]
    collector.answer = refuse(503)
    delivery.add(items(1))
    await delivery.flush()
    await vi.advanceTimersByTimeAsync(1800)
    expect(collector.requests).toHaveLength(count + 2)
  })

  it.each([
    ['least', 0],
    ['most', 0.999999],
  ])(
    'comes at most three times in the first five seconds, and within a minute, by the %s chance',
    async (_, chance) => {
      vi.spyOn(Math, 'random').mockReturnValue(chance)
      const delivery = start(lose)
      const began = Date.now()
      delivery.add(items(1))
      void delivery.flush()
      for (let turn = 0; turn < 50; turn++) {
        await vi.advanceTimersByTimeAsync(100)
        delivery.add(items(1))
        void delivery.flush()
      }
      expect(collector.requests.filter(({ at }) => at - began < 5000).length).toBeLessThanOrEqual(3)
      await vi.advanceTimersByTimeAsync(600_000)
      const times = collector.requests.map(({ at }) => at)
      for (const [index, at] of times.slice(1).entries()) expect(at - (times[index] ?? 0)).toBeLessThanOrEqual(60_000)
    },
  )

  it.each([
    ['seconds', '120', 126_000],
    ['fewer seconds than it would rest anyway', '1', 1785],
    ['no seconds', '0', 1785],
    ['a date, which needs a clock that can be trusted', 'Wed, 21 Oct 2099 07:28:00 GMT', 1785],
    ['nonsense', 'soon', 1785],
    ['less than nothing', '-5', 1785],
    ['longer than a timer can be set to', '9999999999', 90_720_000],
    ['for ever', 'Infinity', 90_720_000],
  ])('rests as long as it is told to: %s', async (_, value, rest) => {
    middle()
    const delivery = start(refuse(429, { 'Retry-After': value }))
    delivery.add(items(1))
    await delivery.flush()
    await vi.advanceTimersByTimeAsync(rest - 1)
    await delivery.flush()
    expect(collector.requests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(collector.requests).toHaveLength(2)
  })

  it('rests as long also where events came during the request that failed', async () => {
    const hold = later()
    const delivery = start(hold.answer)
    delivery.add(items(1))
    void delivery.flush()
    await until(() => collector.requests.length === 1)
    delivery.add(items(1))
    hold.resolve(new Response('', { status: 503, headers: { 'Retry-After': '120' } }))
    await quiet()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(collector.requests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(14_000)
    expect(collector.requests).toHaveLength(2)
  })

  it.each([
    ['is missing', () => vi.stubGlobal('fetch', undefined)],
    [
      'throws',
      () =>
        vi.stubGlobal('fetch', () => {
          throw new Error('blocked')
        }),
    ],
    ['gives nothing', () => vi.stubGlobal('fetch', () => undefined)],
  ])('is one like others where fetch %s, also on leaving', async (_, prepare) => {
    prepare()
    const delivery = start()
    const list = delivery.add(items(3))
    await delivery.flush()
    delivery.leave(false)
    await quiet()
    expect(waiting(delivery.queue)).toBe(3)
    vi.stubGlobal('fetch', collector.fetch)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(sentIds()).toEqual(ids(list))
  })

  it('ends a request that hangs', async () => {
    const delivery = start()
    delivery.add(items(1))
    await delivery.flush()
    expect(collector.requests[0]?.init.signal).toBeInstanceOf(AbortSignal)

    vi.stubGlobal('AbortSignal', {})
    delivery.add(items(1))
    await delivery.flush()
    expect(collector.requests).toHaveLength(2)
  })

  it('of the envelope does not stop later ones, nor reach the page', async () => {
    let broken = true
    const queue = memory()
    const delivery = createDelivery({
      endpoint: 'https://shop.example/w',
      replied() {},
      queue,
      lock: 'wend/shop',
      wrap(batch) {
        if (broken) throw new Error('toJSON of the page')
        return `{"events":[${joined(batch)}]}`
      },
      gather: () => 5000,
      say() {},
      quietly: quietly(() => {}),
    })
    stops.push(delivery.stop)
    queue.enter(item())
    await expect(delivery.flush()).resolves.toBeUndefined()
    broken = false
    queue.enter(item())
    await delivery.flush()
    expect(collector.requests).toHaveLength(1)
  })
})

describe('leaving', () => {
  it('gives up on a page that has broken what sending needs, and does not hang', async () => {
    const delivery = start()
    delivery.add(items(2))
    vi.stubGlobal('setTimeout', () => {
      throw new TypeError('setTimeout of the page')
    })
    delivery.leave(false)
    await vi.advanceTimersByTimeAsync(0)
    expect(delivery.said.length).toBeGreaterThan(0)
    expect(delivery.said.length).toBeLessThan(100)
    expect(collector.requests).toEqual([])
  })

  it('sends at once, uncompressed, and lets it outlive the page', () => {
    const delivery = start()
    const list = delivery.add(items(20, 200))
    delivery.leave(false)
    expect(collector.requests).toHaveLength(1)
    expect(collector.requests[0]).toMatchObject({ packed: false, init: { keepalive: true } })
    expect(sentIds()).toEqual(ids(list))
  })

  it('while a batch is being packed sends that once', async () => {
    const delivery = start()
    const list = delivery.add(items(30, 1000))
    const flushed = delivery.flush()
    await null
    expect(collector.requests).toEqual([])
    delivery.leave(false)
    expect(collector.requests.map(({ packed }) => packed)).toEqual([false])
    delivery.leave(false)
    await flushed
    await vi.advanceTimersByTimeAsync(600_000)
    await quiet()
    expect(sentIds()).toEqual(ids(list))
  })

  it('with 200 kB stays within what a page may leave behind, and keeps the rest', async () => {
    const hold = later()
    const delivery = start(hold.answer)
    const list = delivery.add(items(200, 1024))
    delivery.leave(false)
    delivery.leave(false)
    expect(collector.requests).toHaveLength(1)
    expect(collector.most()).toBeGreaterThan(55_000)
    expect(collector.most()).toBeLessThanOrEqual(limits.requestBytes)
    expect(waiting(delivery.queue)).toBe(200 - sentIds().length)

    // The page was only hidden: it comes back, and the rest goes, packed.
    collector.answer = accept
    hold.resolve(Response.json({}))
    await quiet()
    await vi.advanceTimersByTimeAsync(5000)
    await until(() => sentIds().length === 200)
    expect(sentIds()).toEqual(ids(list))
  })

  it('counts what is on its way already', async () => {
    vi.stubGlobal('CompressionStream', undefined)
    const hold = later()
    const delivery = start(hold.answer)
    delivery.add(items(40, 1024))
    void delivery.flush()
    await until(() => collector.requests.length === 1)
    delivery.add(items(40, 1024))
    delivery.leave(false)
    expect(collector.requests).toHaveLength(2)
    expect(collector.most()).toBeGreaterThan(55_000)
    expect(collector.most()).toBeLessThanOrEqual(limits.requestBytes)
    hold.resolve(Response.json({}))
    await until(() => collector.events().length === 40 + (collector.requests[1]?.envelope.events.length ?? 0))
  })

  it('no longer counts what has arrived or failed', async () => {
    vi.stubGlobal('CompressionStream', undefined)
    const delivery = start()
    for (const answer of [accept, refuse(400), lose]) {
      collector.answer = answer
      delivery.add(items(40, 1024))
      await delivery.flush()
    }
    delivery.leave(false)
    await quiet()
    expect(collector.requests).toHaveLength(4)
    expect(collector.requests[3]).toMatchObject({ init: { keepalive: true } })
    expect(sentIds(3)).toEqual(sentIds(2))
  })

  it('counts what is packed by its packed size', async () => {
    const hold = later()
    const delivery = start(hold.answer)
    delivery.add(items(55, 1024))
    void delivery.flush()
    await until(() => collector.requests.length === 1)
    const list = delivery.add(items(50, 1024))
    delivery.leave(false)
    expect(sentIds(1)).toEqual(ids(list))
    hold.resolve(Response.json({}))
  })

  it('does without keepalive where there is no room for it, and tries again where it fails', async () => {
    vi.stubGlobal('CompressionStream', undefined)
    const hold = later()
    const delivery = start(hold.answer)
    delivery.add(items(100, 1024))
    delivery.leave(false)
    delivery.add(items(1, 3000))
    void delivery.flush()
    await until(() => collector.requests.length === 2)
    expect(collector.requests[1]?.init.keepalive).toBe(false)
    hold.reject(new TypeError('gone'))
    await quiet()
    collector.answer = accept
    await vi.advanceTimersByTimeAsync(10_000)
    await until(() => waiting(delivery.queue) === 0)
    expect(new Set(sentIds()).size).toBe(101)
  })

  it('by two events in a row sends once', async () => {
    const delivery = start()
    const list = delivery.add(items(3))
    delivery.leave(false)
    delivery.leave(false)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(collector.requests).toHaveLength(1)
    expect(sentIds()).toEqual(ids(list))
  })
})

it('what comes while a request is on its way waits for more', async () => {
  const slow = later()
  const delivery = start(slow.answer)
  delivery.add(items(1))
  void delivery.flush()
  await vi.advanceTimersByTimeAsync(100)
  delivery.add(items(1))
  slow.resolve(Response.json({ accepted: 1, others: [] }))
  await vi.advanceTimersByTimeAsync(1000)
  expect(collector.requests).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(collector.requests).toHaveLength(2)
})

describe('the end of a page', () => {
  const later = (takes: boolean) => () => {
    if (!takes) throw new DOMException('There is no room.', 'QuotaExceededError')
  }
  const endOf = (list: readonly Item[], [lets, beams]: readonly [boolean, boolean]) => {
    const tried = { later: vi.fn(later(lets)), beacon: vi.fn(() => beams) }
    vi.stubGlobal('fetchLater', tried.later)
    vi.stubGlobal('navigator', { sendBeacon: tried.beacon })
    const delivery = start()
    delivery.add([...list])
    delivery.leave(true)
    return [tried.later.mock.calls.length, tried.beacon.mock.calls.length, collector.requests.length]
  }

  it.each([
    ['fetchLater where it takes them', [true, true], [1, 0, 0]],
    ['a beacon where it does not', [false, true], [1, 1, 0]],
    ['keepalive where there is no room for a beacon either', [false, false], [1, 1, 1]],
  ] as const)('hands events to %s', (_, takes, tried) => {
    expect(endOf(items(3), takes)).toEqual(tried)
  })

  it('hands events without identity to no beacon, which takes cookies along', () => {
    expect(endOf([{ ...item(100), kind: anonymously }], [false, true])).toEqual([1, 0, 1])
  })

  it('hands each request over once', () => {
    const list = items(4).map((one) => ({ ...one, bytes: 30_000 }))
    // One request each, and no second way for what one took.
    expect(endOf(list, [true, true])).toEqual([4, 0, 0])
  })
})

describe('pruning', () => {
  const mixed = () => [item(600), item(600, 'marketing'), item(600)]
  const analytics = (purpose: string) => purpose === 'analytics'

  it('drops what waits and is no longer allowed', async () => {
    const delivery = start()
    const list = delivery.add(mixed())
    delivery.allow(analytics)
    await delivery.flush()
    expect(sentIds()).toEqual(ids(list.filter(({ purpose }) => analytics(purpose))))
  })

  it('drops it from a batch that is being packed, and only it', async () => {
    const delivery = start()
    const list = delivery.add(mixed())
    const flushed = delivery.flush()
    await null
    delivery.allow(analytics)
    await flushed
    expect(collector.requests).toHaveLength(1)
    expect(sentIds()).toEqual(ids(list.filter(({ purpose }) => analytics(purpose))))
  })

  it('does not try again with it what was on its way and failed', async () => {
    const hold = later()
    const delivery = start(hold.answer)
    const list = delivery.add(mixed())
    void delivery.flush()
    await until(() => collector.requests.length === 1)
    delivery.allow(analytics)
    collector.answer = accept
    hold.reject(new TypeError('gone'))
    await quiet()
    await vi.advanceTimersByTimeAsync(10_000)
    await until(() => collector.requests.length === 2)
    expect(sentIds(1)).toEqual(ids(list.filter(({ purpose }) => analytics(purpose))))
  })

  it('leaves nothing to try where nothing is allowed', async () => {
    const hold = later()
    const delivery = start(hold.answer)
    delivery.add(mixed())
    void delivery.flush()
    await until(() => collector.requests.length === 1)
    delivery.allow(() => false)
    hold.reject(new TypeError('gone'))
    await quiet()
    await vi.advanceTimersByTimeAsync(600_000)
    expect(collector.requests).toHaveLength(1)
  })
})

describe('kinds', () => {
  it('go apart: without identity without credentials, and their answer says nothing', async () => {
    const delivery = start()
    const list = delivery.add([item(), { ...item(), kind: anonymously }, item()])
    await delivery.flush()
    expect(collector.requests.map(({ init }) => init.credentials)).toEqual(['include', 'omit'])
    expect(sentIds()).toEqual(ids([0, 2, 1].map((place) => list[place] as Item)))
    expect(delivery.heard).toHaveLength(1)
  })

  it('all go when the page is left', () => {
    const delivery = start()
    const list = delivery.add([item(), { ...item(), kind: anonymously }, item()])
    delivery.leave(false)
    expect(collector.requests).toHaveLength(2)
    expect(sentIds()).toEqual(ids([0, 2, 1].map((place) => list[place] as Item)))
  })
})

describe('a withdrawal', () => {
  it('goes at once, to an address of its own, and until it is answered', async () => {
    const delivery = start(lose)
    delivery.withdraw(no('{"v":1}'))
    expect(collector.withdrawals.map(({ url, envelope }) => [url, envelope])).toEqual([
      ['https://shop.example/w/c', { v: 1 }],
    ])
    delivery.add(items(2))
    await vi.advanceTimersByTimeAsync(3000)
    expect(collector.requests).toEqual([])
    collector.answer = accept
    await vi.advanceTimersByTimeAsync(60_000)
    expect(collector.withdrawals.length).toBeGreaterThan(1)
    expect(collector.requests).toHaveLength(1)
  })

  it('gives up what is on its way, also where there is nothing to say', async () => {
    for (const body of ['{"v":1}', '']) {
      const hold = later()
      const delivery = start((sent, index) => (sent.url.endsWith('/c') ? accept(sent, index) : hold.answer()))
      delivery.add(items(1))
      void delivery.flush()
      const before = collector.requests.length
      await until(() => collector.requests.length > before)
      delivery.withdraw(body ? no(body) : undefined)
      expect(collector.requests.at(-1)?.init.signal?.aborted).toBe(true)
      await until(() => collector.requests.length === before + 2)
      expect(sentIds(before + 1)).toEqual(sentIds(before))
      expect(delivery.heard).toHaveLength(body ? 1 : 0)
      delivery.stop()
    }
  })
})

describe('after the end', () => {
  it('no timer fires', async () => {
    const delivery = start()
    delivery.add(items(3))
    delivery.stop()
    delivery.schedule()
    expect(vi.getTimerCount()).toBe(0)
    await delivery.flush()
    delivery.leave(false)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(collector.requests).toEqual([])
  })

  it('a request that fails is not tried again', async () => {
    const hold = later()
    const delivery = start(hold.answer)
    delivery.add(items(3))
    void delivery.flush()
    await until(() => collector.requests.length === 1)
    delivery.stop()
    hold.reject(new TypeError('gone'))
    await vi.advanceTimersByTimeAsync(1000)
    expect(vi.getTimerCount()).toBe(0)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(collector.requests).toHaveLength(1)
  })
})
