import type { Entry, Retention } from '@wend/storage/log'
import type { Logger } from 'pino'
import { causeOf } from '../http/cause.ts'
import type { Appended } from '../pipeline/append.ts'
import type { Site } from '../site.ts'
import { createBudget } from './budget.ts'
import type { FailedLog } from './file.ts'
import { take, type Unkept } from './take.ts'

/** What became of the rejected events of a batch. Each is in one of these. */
export interface Kept {
  stored: number
  /** Failed before, and is there already. */
  known: number
  unkept: Record<Unkept, number>
}

export interface StoreOptions {
  /** A log of their own, so that garbage never pushes out what is good. */
  log: FailedLog
  /** Whether a visitor was erased or has withdrawn, so that nothing of theirs may be kept. */
  dead: (site: Site, subject: string) => boolean
  limits: Retention
  logger: Logger
  clock: () => number
}

const every = 10 * 60_000
/** The store is trimmed again when it has grown by so much of its size. */
const share = 8

/** Keeps what was rejected, cleaned, until it is tried again, discarded, or too old. */
export function createFailed({ log, dead, limits, logger, clock }: StoreOptions) {
  const within = createBudget(clock)
  let grown = 0
  let trimming: Promise<unknown> | undefined

  const trim = (): Promise<unknown> => {
    grown = 0
    trimming ??= log
      .retain(limits)
      .then(({ removed }) => (removed ? log.settle() : undefined))
      .catch((error: unknown) => logger.error({ cause: causeOf(error) }, 'retention of failed events failed'))
      .finally(() => {
        trimming = undefined
      })
    return trimming
  }
  const timer = setInterval(trim, every)
  timer.unref()
  void trim()

  return {
    log,
    /** Removes what has been kept for long enough, or is too much. It does so by itself as well. */
    trim,
    /** Resolves when what is to be kept is durable. Never rejects: what is good was accepted, whatever becomes of the rest. */
    async keep(appended: Appended): Promise<Kept> {
      const kept: Kept = { stored: 0, known: 0, unkept: { consent: 0, rate: 0, unavailable: 0 } }
      const { site, attributes, bytes, envelope } = appended.batch
      const each = bytes / envelope.events.length
      const entries: Entry[] = []
      for (const other of appended.others) {
        if (other.verdict !== 'rejected') continue
        const entry = within(site.name, each) ? takeOne(appended, other) : 'rate'
        if (typeof entry === 'string') kept.unkept[entry]++
        else entries.push(entry)
      }
      if (!entries.length) return kept
      // From here to the log nothing waits.
      if (attributes.subject !== undefined && dead(site, attributes.subject)) {
        kept.unkept.consent += entries.length
        return kept
      }
      try {
        const offsets = await log.append(entries)
        kept.stored = offsets.filter(Boolean).length
        kept.known = entries.length - kept.stored
        grown += entries.reduce((sum, { body }, index) => sum + (offsets[index] ? body.length : 0), 0)
        if (grown > limits.maxBytes / share) void trim()
      } catch (error) {
        kept.unkept.unavailable += entries.length
        logger.error({ cause: causeOf(error) }, 'failed events could not be kept')
      }
      return kept
    },
    /** Removes records, and makes them leave the files. Gives how many were there. */
    async remove(offsets: readonly number[]): Promise<number> {
      const count = await log.replace(offsets.map((offset) => ({ offset, body: null })))
      if (count) await log.settle()
      return count
    },
    stop: () => clearInterval(timer),
  }

  /** Nothing that a sender wrote may take the good events of its batch along. */
  function takeOne(appended: Appended, other: Appended['others'][number]): Entry | Unkept {
    try {
      return take(appended, other)
    } catch (error) {
      logger.error({ cause: causeOf(error) }, 'a failed event could not be read')
      return 'unavailable'
    }
  }
}

export type FailedStore = ReturnType<typeof createFailed>
