import { limits } from '@wend/protocol/limits'
import { anonymously, type Batch, type Item, type Queue, withdrawal } from './queue.ts'
import type { Turns } from './turns.ts'

export interface Delivery {
  /** Sends what is waiting soon, together with what comes until then. */
  schedule(delay?: number): void
  /** Sends what is waiting, unless the collector has yet to recover. Resolves when that is answered or has failed. Never rejects. */
  flush(): Promise<void>
  /** Sends at once as much as outlives the page, uncompressed: nothing asynchronous survives it. `end`: nobody may hear the answer. */
  leave(end: boolean): void
  /** Forgets what is no longer allowed, also of what is being packed. */
  prune(): void
  /**
   * Gives up what is on its way without an answer, because it may not have left yet; what is still allowed of it is sent
   * again. Then sends a withdrawal at once, and again until it is answered. No later event overtakes it.
   */
  withdraw(json?: string): void
  /** There may be a connection again. */
  online(): void
  /** Nothing is sent after this. */
  stop(): void
}

export interface DeliveryOptions {
  endpoint: string
  queue: Queue
  turns: Turns
  /** The envelope around events: their JSON comes in, that of the request goes out, at most `around` bytes longer. */
  wrap: (events: string, batch: Batch) => string
  /** Whether an event may still be sent. */
  allowed: (item: Item) => boolean
  /** Takes the answer to what was sent with identity. Never throws. */
  heard: (answer: string) => void
  linger: () => number
  say: (...message: unknown[]) => void
}

/** How long a request may take, and how long the tracker rests at most after it has failed. */
const patience = 30_000
const longest = 60_000
/** Three requests in five seconds are all that a failing collector sees, for so many of them; then fewer. */
const rest = 1700
const eager = 30
/** The longest rest that a collector can ask for. Over 24.8 days a timer would fire at once. */
const day = 86_400_000
const around = 2000
/** Below this, gzip costs more than it saves. */
const worthPacking = 1000

/** Gets events from the queue to the collector: batches, packs, and tries again until there is a verdict. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { endpoint, queue, turns, wrap, allowed, heard, linger, say } = options
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let stopped = false
  /** Counts the lives of a page that is left and comes back. What a turn of an earlier one would still do, the next does. */
  let life = 0
  /** When the last request went. */
  let last = 0
  /** Bytes of bodies on their way; browsers allow 64 KiB of them to outlive a page. */
  let flying = 0
  /** Ends everything that is under way. */
  let abort = new AbortController()
  /** Being packed: not sent yet, so it can be taken back. */
  let packing: Batch = []
  /** Sends until nothing waits, or rests in between. */
  let running: Promise<unknown> | undefined
  /** A withdrawal on its way: nothing goes before it is answered. */
  let told: Promise<number> | undefined
  let resting: (() => void) | undefined
  /** How many are still to go, of those that were there when it was last asked for. */
  let left = 0
  const waiting: (() => void)[] = []

  const giveUp = () => {
    abort.abort()
    abort = new AbortController()
  }
  const schedule = (delay = linger()) => {
    if (!stopped) timer ??= setTimeout(flush, delay)
  }
  const takeBack = () => {
    queue.back(packing)
    packing = []
  }
  const encode = (batch: Batch) => new TextEncoder().encode(wrap(batch.map(({ json }) => json).join(), batch))
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

  /** Resolves with how long to rest: not at all after a verdict, nor after it was given up. */
  const post = async (batch: Batch, body: Bytes): Promise<number> => {
    const { signal } = abort
    // A request that hangs would hold up all others.
    const limit = setTimeout(giveUp, patience)
    flying += body.length
    last = Date.now()
    let told = 0
    try {
      const response = await new Promise<Response>((resolve) => resolve(fetch(...request(batch, body))))
      const { status } = response
      if (status < 500 && status !== 408 && status !== 429) {
        failures = 0
        const answer = await response.text().catch(String)
        say(response.ok ? 'sent' : 'refused', batch.length, answer)
        queue.done(batch)
        if (batch[0]?.kind !== anonymously && !signal.aborted) heard(answer)
        return 0
      }
      // A date would need a clock that can be trusted; our collector sends seconds.
      told = Number(response.headers.get('Retry-After')) * 1000 || 0
      throw status
    } catch (error) {
      say('failed', error)
    } finally {
      flying -= body.length
      clearTimeout(limit)
    }
    queue.back(batch)
    if (signal.aborted) return 0
    const own = Math.min(longest, 2000 * 2 ** Math.max(0, failures++ - eager))
    return Math.max(rest, Math.min(told, day) || own * 0.85) * (1 + Math.random() / 9)
  }

  const done = () => {
    for (const resolve of waiting.splice(0)) resolve()
  }
  const turn = async () => {
    const mine = life
    while (mine === life) {
      let delay = await told
      told = undefined
      if (!delay) {
        const batch = queue.take(limits.requestBytes - around)
        if (!batch[0]) return
        // What has come since it was asked for waits for more, as ever.
        if (left < 1) {
          queue.back(batch)
          return schedule()
        }
        packing = batch
        const body = await pack(encode(batch))
        if (packing !== batch) continue
        packing = []
        delay = await post(batch, body)
        // Those without a verdict are back in the queue.
        if (batch[0].flies) left -= batch.length
      }
      if (!delay || mine !== life) continue
      done()
      await new Promise<void>((resolve) => {
        resting = resolve
        setTimeout(resolve, delay)
      })
      resting = undefined
      // Its timers may be slow: another goes first.
      if (document.hidden) return mine === life
    }
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    left = queue.size()
    if (resting || stopped) return Promise.resolve()
    if (!running)
      running = turns
        .take(() => turn().catch(say))
        .then((again) => {
          running = undefined
          done()
          if (again) void flush()
        })
    return new Promise((resolve) => waiting.push(resolve))
  }

  /** What outlives a page. Each throws where there is no such thing, or no room in it. */
  const later: Rung = (batch, body) => {
    const [url, init] = request(batch, body)
    fetchLater(url, { ...init, activateAfter: 0 })
    queue.back(batch, true)
  }
  const keepalive: Rung = (batch, body) => {
    if (!('keepalive' in Request.prototype)) throw batch
    void post(batch, body).then(schedule)
  }
  const beacon: Rung = (batch, body) => {
    // It takes cookies along.
    if (batch[0]?.kind === anonymously || !navigator.sendBeacon(request(batch, body)[0], body)) throw batch
    queue.back(batch, true)
  }

  return {
    schedule,
    flush,
    leave(end) {
      if (stopped) return
      takeBack()
      // Best first: of what Firefox was given with keepalive as a tab closed, it sent only a part.
      for (const rung of end ? [later, beacon, keepalive] : [keepalive]) {
        let batch: Batch = []
        try {
          for (;;) {
            batch = queue.take(limits.requestBytes - around - (rung === keepalive ? flying : 0), true)
            if (!batch[0]) break
            rung(batch, encode(batch))
          }
        } catch {
          queue.back(batch)
        }
      }
      if (!end) return
      life++
      resting?.()
      // A page that comes back goes on.
      schedule(rest)
    },
    prune() {
      takeBack()
      queue.keep(allowed)
    },
    withdraw(json) {
      giveUp()
      if (!json) return
      const batch: Batch = [{ json, bytes: json.length, kind: withdrawal, tab: '', at: Date.now(), flies: true }]
      queue.add(batch[0] as Item)
      told = post(batch, encode(batch))
      void flush()
    },
    online() {
      if (!resting) return
      failures = 0
      setTimeout(resting, last + rest - Date.now())
    },
    stop() {
      takeBack()
      stopped = true
      life++
      resting?.()
      clearTimeout(timer)
      timer = undefined
    },
  }
}

type Bytes = Uint8Array<ArrayBuffer>
type Rung = (batch: Batch, body: Bytes) => void
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
