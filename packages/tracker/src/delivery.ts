import { limits } from '@wend/protocol/limits'
import { anonymously, type Item, type Kind, type Queue, withdrawal } from './queue.ts'

export interface Delivery {
  /** Sends what is waiting soon, together with what comes until then. */
  schedule(): void
  /** Sends what is waiting, unless the collector has yet to recover. Resolves when that is answered or has failed. Never rejects. */
  flush(): Promise<void>
  /** Sends at once as much as outlives the page, uncompressed: nothing asynchronous survives it. */
  leave(): void
  /** Forgets what is no longer allowed, also of what is being packed. */
  prune(): void
  /**
   * Gives up what is on its way without an answer, because it may not have left yet; what is still allowed of it is sent
   * again. Then sends a withdrawal at once, and again until it is answered. No later event overtakes it.
   */
  withdraw(body?: string): void
  /** Nothing is sent after this. */
  stop(): void
}

export interface DeliveryOptions {
  endpoint: string
  queue: Queue
  /** The envelope around events: their JSON comes in, that of the request goes out, at most `around` bytes longer. */
  wrap: (events: string, kind: Kind) => string
  /** Whether an event may still be sent. */
  allowed: (item: Item) => boolean
  /** Takes the answer to what was sent with identity. Never throws. */
  heard: (answer: string) => void
  linger: () => number
  say: (...message: unknown[]) => void
}

/** The longest time between two attempts, and for one. */
const longest = 60_000
/** The longest rest that a collector can ask for. Over 24.8 days a timer would fire at once. */
const day = 86_400_000
const around = 2000
/** Below this, gzip costs more than it saves. */
const worthPacking = 1000

/** Gets events from the queue to the collector: batches, packs, and tries again until there is a verdict. */
export function createDelivery({ endpoint, queue, wrap, allowed, heard, linger, say }: DeliveryOptions): Delivery {
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let stopped = false
  /** Bytes of bodies on their way; browsers allow 64 KiB of them to outlive a page. */
  let flying = 0
  /** Ends everything that is under way. */
  let abort = new AbortController()
  /** Taken from the queue and being packed: not sent yet, so it can be taken back. */
  let packing: Item[] | undefined
  /** One request at a time. */
  let sending = Promise.resolve()

  const wait = (delay: number) => {
    if (stopped) return
    timer ??= setTimeout(() => {
      timer = undefined
      void flush()
    }, delay)
  }
  const halt = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const schedule = () => wait(linger())
  const takeBack = () => {
    if (packing) queue.add(packing, true)
    packing = undefined
  }
  const encode = (batch: Item[]) =>
    new TextEncoder().encode(wrap(batch.map(({ json }) => json).join(), (batch[0] as Item).kind))

  const post = async (batch: Item[], body: Bytes) => {
    if (stopped) return
    const { kind } = batch[0] as Item
    const { signal } = abort
    flying += body.length
    let rest = 0
    try {
      const response = await fetch(endpoint + (kind === withdrawal ? '/c' : '/e'), {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'text/plain' },
        credentials: kind === anonymously ? 'omit' : 'include',
        keepalive: flying <= limits.requestBytes,
        // A request that hangs would hold up all others. Not in Safari before 17.4 and Firefox before 124.
        signal: AbortSignal.any?.([signal, AbortSignal.timeout(longest)]) ?? signal,
      })
      const { status } = response
      if (status < 500 && status !== 408 && status !== 429) {
        failures = 0
        const answer = await response.text().catch(String)
        say(response.ok ? 'sent' : 'refused', batch.length, answer)
        if (kind !== anonymously && !signal.aborted) heard(answer)
        return
      }
      // A date would need a clock that can be trusted; our collector sends seconds.
      rest = Number(response.headers.get('Retry-After')) * 1000 || 0
      throw status
    } catch (error) {
      say('failed', error)
    } finally {
      flying -= body.length
    }
    queue.add(batch.filter(allowed), true)
    halt()
    wait(Math.max(Math.min(rest, day), (Math.min(longest, 2000 * 2 ** failures++) * (1 + Math.random())) / 2))
  }

  const drain = async () => {
    for (let left = queue.size(); left > 0; ) {
      // After a failure the timer is the time to try again.
      if (timer && failures) return
      halt()
      const batch = queue.take(limits.requestBytes - around)
      if (!batch.length) return
      left -= batch.length
      packing = batch
      const body = await pack(encode(batch))
      if (packing !== batch) break
      packing = undefined
      await post(batch, body)
    }
    if (queue.size()) schedule()
  }
  const flush = () => {
    sending = sending.then(drain).catch(say)
    return sending
  }

  return {
    schedule,
    flush,
    leave() {
      takeBack()
      // What fails at once comes back to the queue, and waits there.
      for (let left = queue.size(); left > 0; ) {
        const batch = queue.take(limits.requestBytes - around - flying)
        if (!batch.length) return
        left -= batch.length
        void post(batch, encode(batch))
      }
    },
    prune() {
      takeBack()
      queue.keep(allowed)
    },
    withdraw(json) {
      abort.abort()
      abort = new AbortController()
      if (!json) return
      const batch: Item[] = [{ json, bytes: json.length, kind: withdrawal }]
      const posted = post(batch, encode(batch))
      sending = sending.then(() => posted)
    },
    stop() {
      stopped = true
      halt()
    },
  }
}

type Bytes = Uint8Array<ArrayBuffer>

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
