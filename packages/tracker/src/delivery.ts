import { limits } from '@wend/protocol/limits'
import type { Item, Queue } from './queue.ts'

export interface Delivery {
  /** Sends what is waiting soon, together with what comes until then. */
  schedule(): void
  /** Sends now. On leaving, everything goes at once, uncompressed: nothing asynchronous survives the page. */
  flush(leaving?: boolean): Promise<void>
  /** Forgets what is under way: if it fails, it is not sent again. */
  forget(): void
  stop(): void
}

export interface DeliveryOptions {
  url: string
  queue: Queue
  /** The envelope around events, as the JSON before and after them. */
  wrap: (events: string) => string
  linger: () => number
  say: (...message: unknown[]) => void
}

const longest = 60_000
/** Below this, gzip costs more than it saves. */
const worthPacking = 1000

/** Gets events from the queue to the collector: batches, packs, and tries again until there is a verdict. */
export function createDelivery({ url, queue, wrap, linger, say }: DeliveryOptions): Delivery {
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let epoch = 0
  /** Bytes of keepalive bodies on their way; browsers allow 64 KiB for a page. */
  let flying = 0
  /** Taken from the queue and being packed: not sent yet, so that leaving can take it back. */
  let packing: Item[] | undefined
  let busy = false

  const wait = (delay: number) => {
    timer ??= setTimeout(() => {
      timer = undefined
      void flush()
    }, delay)
  }
  const schedule = () => wait(linger())

  const post = async (batch: Item[], body: string | ArrayBuffer, size: number) => {
    const sentIn = epoch
    flying += size
    let delay = 0
    try {
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'text/plain' },
        credentials: 'include',
        keepalive: flying <= limits.requestBytes,
      })
      const { status } = response
      if (status < 500 && status !== 408 && status !== 429) {
        failures = 0
        say(response.ok ? 'sent' : 'refused', batch.length, await response.text())
        return
      }
      delay = Number(response.headers.get('Retry-After')) * 1000
      say('failed', status)
    } catch (error) {
      say('failed', error)
    } finally {
      flying -= size
    }
    if (sentIn === epoch) queue.add(batch, true)
    clearTimeout(timer)
    timer = undefined
    wait(Math.max(delay || 0, Math.min(longest, 1000 * 2 ** failures++) * (0.5 + Math.random())))
  }

  const flush = async (leaving?: boolean): Promise<void> => {
    if (leaving) {
      if (packing) queue.add(packing, true)
      packing = undefined
      for (;;) {
        const batch = queue.take(limits.requestBytes - flying - 400)
        if (!batch.length) return
        const body = wrap(join(batch))
        void post(batch, body, bytesOf(batch))
      }
    }
    if (busy) return
    clearTimeout(timer)
    timer = undefined
    const batch = queue.take(limits.requestBytes - 400)
    if (!batch.length) return
    busy = true
    packing = batch
    try {
      const size = bytesOf(batch)
      const body = await pack(wrap(join(batch)), size)
      if (packing !== batch) return
      packing = undefined
      await post(batch, body, size)
    } finally {
      busy = false
      if (queue.size()) schedule()
    }
  }

  return {
    schedule,
    flush,
    forget() {
      epoch++
      packing = undefined
    },
    stop: () => clearTimeout(timer),
  }
}

const join = (batch: readonly Item[]): string => batch.map(({ json }) => json).join()
const bytesOf = (batch: readonly Item[]): number => batch.reduce((sum, { bytes }) => sum + bytes + 1, 400)

/** Gzip where the browser can and it pays. The collector knows it by its first bytes: a header would cost a preflight. */
async function pack(body: string, size: number): Promise<string | ArrayBuffer> {
  if (size < worthPacking || !window.CompressionStream) return body
  return new Response(new Blob([body]).stream().pipeThrough(new CompressionStream('gzip'))).arrayBuffer()
}
