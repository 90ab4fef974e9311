import { createHmac, type KeyObject, randomInt } from 'node:crypto'
import { rename } from 'node:fs/promises'
import type { Log } from '@wend/storage/log'
import type { Logger } from 'pino'
import { causeOf } from '../http/cause.ts'
import { catchUp } from './catch-up.ts'
import { createQuality, type Quality } from './quality.ts'
import { type Owner, readSnapshot, writeSnapshot } from './snapshot.ts'
import type { State } from './state.ts'

/** The name under which the log has its own number, which tells whose snapshot one is. */
const markName = 'quality'

export interface QualityOptions {
  /** Where the counts are kept, `quality.json` in the data folder. */
  path: string
  log: Log
  /** What tabs' names are hashed with. */
  key: KeyObject
  clock: () => number
  logger: Pick<Logger, 'info' | 'warn' | 'error'>
  /** Milliseconds between two snapshots, where something has changed. */
  every?: number
}

export type KeptQuality = Pick<Quality, 'observe' | 'report' | 'tabs'> & {
  /** Whether everything that was in the log at the start is counted. */
  complete(): boolean
  /** Resolves when it is, or when it never will be because of `close`. */
  caughtUp: Promise<void>
  close(): Promise<void>
}

/**
 * Opens the counts that are kept beside the log. What was stored after they were last written is counted from the log, in
 * the background, and so is everything when they cannot be used. Never in the way of a start: they only measure.
 */
export async function openQuality({
  path,
  log,
  key,
  clock,
  logger,
  every = 10_000,
}: QualityOptions): Promise<KeptQuality> {
  const { first, last } = await log.bounds()
  const owner: Owner = { log: await numberOf(log), key: createHmac('sha256', key).digest('base64url').slice(0, 8) }
  const state = await usable(path, owner, { last, clock, logger })
  const quality = createQuality({ key, clock, state })
  if (!state && last > 0) quality.rebuilt(clock())

  const closing = new AbortController()
  let complete = false
  const caughtUp = catchUp(log, {
    after: state?.offset ?? 0,
    last,
    take: (stored) => quality.replay(stored, !state && first > 1),
    signal: closing.signal,
    logger,
  }).then((done) => {
    complete = done
  })

  let writing: Promise<void> | undefined
  // Not before everything up to its offset is counted: the next start would take it for counted.
  const write = async () => {
    if (!complete || !quality.changed()) return
    await writeSnapshot(path, quality.state(), owner).catch((error: unknown) => {
      quality.unsaved()
      logger.error({ cause: causeOf(error) }, 'the counts of lost events could not be written')
    })
  }
  const timer = setInterval(() => {
    writing ??= write().finally(() => {
      writing = undefined
    })
  }, every)
  timer.unref()

  return {
    ...quality,
    complete: () => complete,
    caughtUp,
    async close() {
      closing.abort()
      clearInterval(timer)
      await caughtUp
      await writing
      await write()
    },
  }
}

async function numberOf(log: Log): Promise<number> {
  const known = await log.mark(markName)
  if (known > 0) return known
  const number = randomInt(1, 2 ** 47)
  // On a full disk the next start finds no number, and counts the log anew.
  await log.setMark(markName, number).catch(() => {})
  return number
}

/** The snapshot, when it is one of this log. One that is not is set aside, so that nothing is lost for good. */
async function usable(
  path: string,
  owner: Owner,
  { last, clock, logger }: { last: number } & Pick<QualityOptions, 'clock' | 'logger'>,
): Promise<State | undefined> {
  let why = 'is damaged'
  try {
    const state = await readSnapshot(path)
    if (!state) return undefined
    if (state.log === owner.log) {
      // A log that came from a backup may end sooner than what was counted. It was counted all the same.
      const ours = { ...state, offset: Math.min(state.offset, last) }
      return state.key === owner.key ? ours : { ...ours, tabs: [], blind: clock() }
    }
    why = 'belongs to another log'
  } catch {
    // Said below.
  }
  const aside = `${path}.aside`
  await rename(path, aside).catch(() => {}) // it is written over then
  logger.warn({ file: aside }, `the file of counted losses ${why}; it was set aside, and the log is counted anew`)
  return undefined
}
