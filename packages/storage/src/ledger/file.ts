import type { FileHandle } from 'node:fs/promises'
import { createTail } from '../files/tail.ts'
import { stateOf } from './catch-up.ts'
import { LedgerUnavailable } from './ledger.ts'
import type { Link } from './line.ts'
import type { Positions } from './positions.ts'
import type { Waiting } from './waiting.ts'

/** How many lines share a write, and how many the index takes before others get a turn: a millisecond. */
const linesAtATime = 5000
const indexAtATime = 100
/** Milliseconds between a line and its way into the file, so that many go together; and after a failure. */
const lag = { usual: 50, failed: 1000 }

/**
 * Brings waiting lines into the file, and the index up to it, in rounds. `onWritten` is told where the file
 * ends now; `onFailed`, that a round failed, gives whether its lines may be tried again later.
 */
export function createFileWriter(
  path: string,
  file: FileHandle,
  from: number,
  waiting: Waiting,
  positions: Positions,
  onWritten: (end: Link) => void,
  onFailed: (error: LedgerUnavailable) => boolean,
) {
  const tail = createTail(file, from)
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let asked: { number: number; resolve(): void; reject(error: Error): void }[] = []
  let said = false

  const settle = (error?: Error, upTo = Number.POSITIVE_INFINITY) => {
    const done = asked.filter(({ number }) => number <= upTo)
    asked = asked.filter(({ number }) => number > upTo)
    for (const { resolve, reject } of done) error ? reject(error) : resolve()
  }

  /** Whatever becomes of the index: the file has the lines, and the index is told with the next ones. */
  const tellIndex = async () => {
    try {
      for (let lines = waiting.forIndex(indexAtATime); lines.length; lines = waiting.forIndex(indexAtATime)) {
        const last = lines.at(-1)
        if (!last) return
        // The state of the file vouches for it only where the index has all of it.
        const all = waiting.forIndex(indexAtATime + 1).length === lines.length
        positions.add(
          lines.map(({ position }) => position),
          last.link,
          all && last.link.byte === tail.end() ? stateOf(file) : '',
        )
        waiting.indexed(lines)
        if (!all) await new Promise<void>((resolve) => setImmediate(resolve))
      }
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error))
    }
  }

  const run = async () => {
    await new Promise<void>((resolve) => setImmediate(resolve))
    for (let lines = waiting.next(linesAtATime); lines.length; lines = waiting.next(linesAtATime)) {
      try {
        await tail.write(Buffer.from(lines.map(({ text }) => text).join('')))
      } catch (cause) {
        const error = new LedgerUnavailable(
          `The consent ledger at ${path} could not be written: ${(cause as Error).message}.`,
          { cause },
        )
        const again = onFailed(error)
        settle(error)
        if (again) later(lag.failed)
        if (again && !said) process.emitWarning(error)
        said = true
        return
      }
      said = false
      waiting.written(lines)
      const end = lines.at(-1)?.link
      if (end) onWritten(end)
      settle(undefined, end?.seq)
      await tellIndex()
    }
  }
  const now = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    running ??= run().finally(() => {
      running = undefined
      // What came after the last look, before it was over.
      if (asked.length) void now()
      else if (waiting.next(1).length) later(lag.usual)
    })
    return running
  }
  const later = (milliseconds: number) => {
    timer ??= setTimeout(() => {
      timer = undefined
      void now()
    }, milliseconds).unref()
  }

  return {
    /** Brings what waits into the file soon. */
    soon() {
      if (!running) later(lag.usual)
    },
    /** Resolves when the file has everything up to a number; rejects when that failed once. */
    upTo: (number: number): Promise<void> =>
      new Promise((resolve, reject) => {
        asked.push({ number, resolve, reject })
        void now()
      }),
    async stop(): Promise<void> {
      clearTimeout(timer)
      await running
      clearTimeout(timer)
    },
  }
}
