import { retentionOf } from '@wend/privacy/policy'
import type { Log, Retention } from '@wend/storage/log'
import type { Logger } from 'pino'
import type { Loaded } from './config/load.ts'
import { causeOf } from './http/cause.ts'

const every = 10 * 60_000

/**
 * How long what is in the log stays there: as long as the policies say, by site and class, and no longer than the
 * configuration wants of all.
 */
export function limitsOf({ retention, policies }: Pick<Loaded, 'retention' | 'policies'>): Retention {
  const { events, size, ids } = retention
  const ages = [...policies].flatMap(([site, policy]) => Object.entries(retentionOf(site, policy)))
  return {
    classes: Object.fromEntries(ages.map(([name, age]) => [name, Math.min(age, events)])),
    maxAge: events,
    maxBytes: size,
    maxIdAge: Math.max(ids, events),
  }
}

/** The mark in the log that says that something may have been removed and not left the files yet. */
const mark = 'unsettled'

/**
 * Removes what has been kept for long enough, and makes it leave the files: what is removed is what nobody can read any more,
 * not what will be written over some day. Where that broke off, the next time makes up for it. Gives how many events of
 * which class went.
 */
export async function retain(log: Log, limits: Retention): Promise<Record<string, number>> {
  const owed = (await log.mark(mark)) > 0
  if (!owed) await log.setMark(mark, 1)
  const { removed, byClass } = await log.retain(limits)
  if (removed > 0 || owed) await log.settle()
  await log.setMark(mark, 0)
  return byClass
}

/** How far a clock may run ahead between two looks, and for how long it is doubted when it did. */
const leap = 3_600_000
const doubt = 24 * 3_600_000

/**
 * Tells whether a clock can be believed enough to remove things for good: one that leaps ahead, by mistake perhaps, has to
 * stay there for a day. `steady` counts milliseconds and cannot be set.
 */
export function createDoubt(clock: () => number, steady: () => number = () => performance.now()): () => boolean {
  let usual = clock() - steady()
  let since: number | undefined
  return () => {
    const ahead = clock() - steady() - usual
    since = ahead > leap ? (since ?? steady()) : undefined
    if (since !== undefined && steady() - since < doubt) return false
    usual += ahead
    since = undefined
    return true
  }
}

/** Does so at the start and every ten minutes. A failure is said and tried again the next time. */
export function keepRetention(log: Log, config: Loaded, logger: Logger, clock: () => number = Date.now): () => void {
  const limits = limitsOf(config)
  const believed = createDoubt(clock)
  const run = () =>
    believed()
      ? retain(log, limits).then(
          (removed) => Object.keys(removed).length && logger.info({ removed }, 'events past their retention removed'),
          (error: unknown) => logger.error({ cause: causeOf(error) }, 'retention failed'),
        )
      : logger.warn('the clock has leapt ahead; nothing is removed for its age until it has stayed there for a day')
  void run()
  const timer = setInterval(run, every)
  timer.unref()
  return () => clearInterval(timer)
}
