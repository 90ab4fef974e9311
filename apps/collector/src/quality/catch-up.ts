import type { Log, Stored } from '@wend/storage/log'
import type { Logger } from 'pino'
import { causeOf } from '../http/cause.ts'

const page = 500
const again = 10_000

export interface CatchUp {
  after: number
  last: number
  take(stored: Stored): void
  signal: AbortSignal
  logger: Pick<Logger, 'error'>
}

/**
 * Reads the log up to an offset, in pages, and rests after each for as long as it took, so that requests are answered
 * meanwhile. A log that cannot be read now is tried again. Gives whether it came to the end.
 */
export async function catchUp(log: Log, { after, last, take, signal, logger }: CatchUp): Promise<boolean> {
  let at = after
  while (at < last) {
    if (signal.aborted) return false
    const start = performance.now()
    try {
      const events = await log.read(at, page)
      for (const event of events) if (event.offset <= last) take(event)
      at = events.at(-1)?.offset ?? last
    } catch (error) {
      if (signal.aborted) return false
      logger.error({ cause: causeOf(error) }, 'the log could not be read to count its events')
      await rest(again, signal)
      continue
    }
    if (at < last) await rest(performance.now() - start, signal)
  }
  return true
}

const rest = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
