import { SignedOut } from './client.ts'
import { readMessages, type SseMessage } from './sse.ts'

/** How things stand with the stream. `failures` counts attempts in a row that found no collector. */
export type Link =
  | { readonly phase: 'connecting' }
  | { readonly phase: 'live' }
  | { readonly phase: 'reconnecting'; readonly failures: number; readonly problem: string }

export interface FollowOptions {
  /** Opens the stream after the message with this id. */
  readonly open: (lastId: string | undefined, signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>
  readonly onMessage: (message: SseMessage) => void
  readonly onLink: (link: Link) => void
  /** Milliseconds before each attempt to reconnect; the last one holds from then on. */
  readonly waits?: readonly number[]
  /**
   * Milliseconds of silence after which a stream counts as dead. A laptop that slept, or a proxy that went away, leaves
   * a connection that never fails; heartbeats every 15 s are what tells it from a quiet one.
   */
  readonly silence?: number
}

export interface Following {
  /** Ends a wait, if there is one, and tries at once. */
  retry(): void
  stop(): void
}

/** Follows a stream of server-sent events, and reconnects where it left off, until it is stopped or signed out. */
export function follow(options: FollowOptions): Following {
  const { open, onMessage, onLink, waits = [1_000, 2_000, 4_000, 8_000, 15_000], silence = 40_000 } = options
  const stopping = new AbortController()
  let retry = () => {}

  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      retry = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function run() {
    let lastId: string | undefined
    let failures = 0
    while (!stopping.signal.aborted) {
      const silent = deadline(silence)
      let problem = 'The collector closed the connection.'
      try {
        failures++
        const body = await open(lastId, AbortSignal.any([stopping.signal, silent.signal]))
        failures = 0
        onLink({ phase: 'live' })
        for await (const message of readMessages(body, silent.extend)) {
          if (stopping.signal.aborted) return
          if (message.id !== undefined) lastId = message.id
          onMessage(message)
        }
      } catch (error) {
        if (stopping.signal.aborted || error instanceof SignedOut) return
        // Once the stream was open, what went wrong with it is the browser's wording ("network error"): ours is better.
        if (silent.signal.aborted) problem = 'The collector has gone silent.'
        else if (failures > 0 && error instanceof Error) problem = error.message
      } finally {
        silent.stop()
      }
      if (stopping.signal.aborted) return
      onLink({ phase: 'reconnecting', failures, problem })
      await pause(waits[Math.min(failures, waits.length - 1)] ?? 0)
    }
  }

  onLink({ phase: 'connecting' })
  run()
  return {
    retry: () => retry(),
    stop() {
      stopping.abort()
      retry()
    },
  }
}

/** A signal that aborts when nothing has extended it for `ms`. */
function deadline(ms: number) {
  const controller = new AbortController()
  const expire = () => controller.abort()
  let timer = setTimeout(expire, ms)
  return {
    signal: controller.signal,
    extend() {
      clearTimeout(timer)
      timer = setTimeout(expire, ms)
    },
    stop: () => clearTimeout(timer),
  }
}
