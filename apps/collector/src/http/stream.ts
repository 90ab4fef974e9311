import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { Logger } from 'pino'
import { causeOf } from './cause.ts'

const heartbeat = 15_000

/** One round of a live stream: sends what is new and says whether there was any. */
export type Round = (stream: SSEStreamingApi) => Promise<boolean>

/**
 * Server-sent events: rounds until the reader leaves or the collector stops, and between them a wait for news or for the
 * heartbeat that keeps proxies from closing a silent connection. A reader that does not keep up slows only its own stream.
 */
export const liveStream = (
  c: Context,
  { logger, stopping }: { logger: Logger; stopping: AbortSignal },
  watch: (wake: () => void) => () => void,
  round: Round,
): Response => {
  c.header('Cache-Control', 'no-store')
  c.header('X-Accel-Buffering', 'no')
  return streamSSE(c, async (stream) => {
    let wake = () => {}
    let news = false
    const stop = watch(() => {
      news = true
      wake()
    })
    const end = () => {
      stop()
      wake()
    }
    stream.onAbort(end)
    stopping.addEventListener('abort', end)
    /** Resolves with false at news, with true when the heartbeat is due. */
    const silent = () =>
      new Promise<boolean>((resolve) => {
        const timer = setTimeout(resolve, heartbeat, true)
        wake = () => {
          clearTimeout(timer)
          resolve(false)
        }
        if (news || stream.aborted || stopping.aborted) wake()
      })
    try {
      await stream.write(': wend\n\n')
      while (!stream.aborted && !stream.closed && !stopping.aborted) {
        news = false
        if (await round(stream)) continue
        if (await silent()) await stream.write(': still here\n\n')
      }
    } catch (error) {
      // The stream ends; its reader comes back with the last id it has.
      logger.error({ cause: causeOf(error), route: c.req.routePath }, 'live stream ended')
    } finally {
      stop()
      stopping.removeEventListener('abort', end)
    }
  })
}
