import { limits } from '@wend/protocol/limits'
import { anonymously, flies, handed, type Item, waits, withdrawal } from './item.ts'
import type { Batch, Queue } from './queue.ts'
import { inTurn } from './turns.ts'

export interface Delivery {
  /** Sends what is waiting soon, together with what comes until then. */
  schedule(delay?: number): void
  /** Sends what is waiting, unless the collector has yet to recover. Resolves when that is answered or has failed. Never rejects. */
  flush(): Promise<void> | undefined
  /** Sends at once as much as outlives the page, uncompressed: nothing asynchronous survives it. `end`: nobody may hear the answer. */
  leave(end: boolean): void
  /** Forgets what is no longer allowed, also of what is being packed. */
  prune(): void
  /**
   * Gives up what is on its way without an answer, because it may not have left yet; what is still allowed of it is sent
   * again. Then sends a withdrawal at once, and again until it is answered. No later event overtakes it.
   */
  withdraw(item?: Item): void
  /** There may be a connection again. */
  online(): void
  /** Nothing is sent after this. */
  stop(): void
}

export interface DeliveryOptions {
  endpoint: string
  queue: Queue
  /** Of the lock that one tab sends under. */
  lock: string
  /** A batch as it travels: at most `around` bytes longer than its events with their commas. */
  wrap: (batch: Batch) => string
  /** Takes the answer to what was sent with identity. Never throws. */
  replied: (answer: string) => void
  /** How long events gather, in milliseconds. */
  gather: () => number
  say: (...message: unknown[]) => void
  /** Does something that may fail. Never rejects. */
  quietly: <T>(work: () => T | Promise<T>) => Promise<T | undefined>
}

/** How long a request may take, and how long the store may take to say what is in it. */
const patience = 30_000
const moment = 1000
/** Three requests in five seconds are all that a failing collector sees, for so many of them; then fewer, down to one a minute. */
const rest = 1700
const eager = 30
const doublings = 5
/** The longest rest that a collector can ask for. Over 24.8 days a timer would fire at once. */
const day = 86_400_000
const around = 2000
/** Below this, gzip costs more than it saves. */
const worthPacking = 1000

/** Gets events from the queue to the collector: batches, packs, and tries again until there is a verdict. */
export function createDelivery({
  endpoint,
  queue,
  lock,
  wrap,
  replied,
  gather,
  say,
  quietly,
}: DeliveryOptions): Delivery {
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let stopped = false
  /** When sending was last asked for. What has come since waits for more, as ever. */
  let asked = 0
  /** How long to rest before the next request. By timers alone: clocks leap. */
  let pause = 0
  /** Bytes of bodies on their way; browsers allow 64 KiB of them to outlive a page. */
  let flying = 0
  /** Counts what makes a batch that is being packed an old one. */
  let changes = 0
  /** Ends the requests that are under way, and the turn. */
  let abort = new AbortController()
  let turn = new AbortController()
  /** Until nothing waits, or until there is a rest in between, and after that anew. */
  let running: Promise<void> | undefined
  /** A withdrawal on its way: nothing goes before it is answered. */
  let told: Promise<unknown> | undefined
  let settle = () => {}
  let wake: (() => void) | undefined

  /** Resolves after so many milliseconds, or as it is woken. */
  const sleep = (delay: number) =>
    new Promise<void>((resolve) => {
      wake = resolve
      setTimeout(resolve, delay)
    })
  const giveUp = () => {
    abort.abort()
    abort = new AbortController()
  }
  const endTurn = () => {
    changes++
    turn.abort()
    turn = new AbortController()
  }
  const schedule = (delay = gather()) => {
    if (!stopped) timer ??= setTimeout(flush, delay)
  }
  const encode = (batch: Batch) => new TextEncoder().encode(wrap(batch))
  const request = ([first]: Batch, body: Bytes) =>
    [
      endpoint + (first?.kind === withdrawal ? '/c' : '/e'),
      {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'text/plain' },
        credentials: first?.kind === anonymously ? 'omit' : 'include',
        keepalive: flying <= limits.requestBytes,
        signal: abort.signal,
      },
    ] as const

  /** Resolves when there is a verdict, or none, and then there is a rest until the next one. */
  const post = async (batch: Batch, body: Bytes) => {
    const { signal } = abort
    // A request that hangs would hold up all others.
    const limit = setTimeout(giveUp, patience)
    flying += body.length
    queue.mark(batch, flies)
    let wished = 0
    try {
      const response = await new Promise<Response>((resolve) => resolve(fetch(...request(batch, body))))
      const { status } = response
      // A date would need a clock that can be trusted; our collector sends seconds.
      wished = Number(response.headers.get('Retry-After')) * 1000
      if (status > 499 || status === 408 || status === 429) throw status
      failures = pause = 0
      const answer = await response.text().catch(String)
      say(status, answer)
      queue.done(batch)
      if (batch[0]?.kind !== anonymously && !signal.aborted) replied(answer)
    } catch (error) {
      say(error)
      queue.mark(batch, waits)
      if (!signal.aborted) {
        const own = rest * 2 ** Math.min(doublings, Math.max(0, failures++ - eager))
        pause = Math.max(rest, Math.min(wished, day) || own) * (1 + Math.random() / 10)
      }
    }
    flying -= body.length
    clearTimeout(limit)
  }

  const begin = () => {
    running = new Promise((resolve) => {
      settle = resolve
    })
  }
  const send = async (signal: AbortSignal) => {
    await Promise.race([quietly(queue.sync), sleep(moment)])
    for (;;) {
      await told
      if (signal.aborted) return
      if (pause) {
        const delay = pause
        pause = 0
        settle()
        await sleep(delay)
        if (signal.aborted) return
        wake = undefined
        begin()
        // Its timers may be slow: another goes first.
        if (document.hidden) return true
        continue
      }
      const batch = queue.take(limits.requestBytes - around)
      if (!batch[0]) return
      if (batch[0].at > asked && batch[0].at <= Date.now()) return schedule()
      const before = changes
      const body = await pack(encode(batch))
      if (before === changes) await post(batch, body)
    }
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    asked = Date.now()
    if (!running && !stopped) void take(turn)
    return running
  }
  const take = async ({ signal }: AbortController) => {
    const again = await quietly(() => {
      begin()
      return inTurn(lock, signal, async (done) => done(await quietly(() => send(signal))))
    })
    running = undefined
    settle()
    if (again) void flush()
  }

  /** Hands over what outlives the page, to whatever takes it: of what Firefox was given with keepalive as a tab closed, it sent only a part. */
  const hand = (batch: Batch, body: Bytes) => {
    const [url, init] = request(batch, body)
    try {
      fetchLater(url, { ...init, activateAfter: 0 })
      return true
    } catch {
      // Not here, or no room in it. A beacon takes cookies along.
      return batch[0]?.kind !== anonymously && navigator.sendBeacon?.(url, body)
    }
  }

  return {
    schedule,
    flush,
    leave(end) {
      changes++
      void quietly(() => {
        // No page has so many, and one that has broken what we go by shall not hang.
        for (let most = 99; most--; ) {
          const batch = queue.take(limits.requestBytes - around - flying, true)
          if (!batch[0] || stopped) break
          const body = encode(batch)
          if (end && hand(batch, body)) queue.mark(batch, handed)
          else
            void quietly(async () => {
              await post(batch, body)
              schedule()
            })
        }
      })
      if (!end) return
      endTurn()
      // A page that comes back goes on.
      schedule(rest)
    },
    prune() {
      changes++
      queue.prune()
    },
    withdraw(item) {
      giveUp()
      if (!item) return
      queue.enter(item)
      told = quietly(() => post([item], encode([item])))
      void flush()
    },
    online() {
      if (!wake) return
      failures = 0
      pause = rest
      wake()
    },
    stop() {
      stopped = true
      clearTimeout(timer)
      endTurn()
    },
  }
}

type Bytes = Uint8Array<ArrayBuffer>
declare const fetchLater: (url: string, init: RequestInit & { activateAfter: number }) => void

/** Gzip where the browser can and it pays. The collector knows it by its first bytes: a header would cost a preflight. */
async function pack(body: Bytes): Promise<Bytes> {
  try {
    if (body.length > worthPacking)
      return new Uint8Array(
        await new Response(
          (new Response(body).body as ReadableStream).pipeThrough(new CompressionStream('gzip')),
        ).arrayBuffer(),
      )
  } catch {
    // Not in Safari before 16.4 and Firefox before 113.
  }
  return body
}
