import { retentionOf } from '@wend/privacy/policy'
import type { Log, Retention } from '@wend/storage/log'
import type { Logger } from 'pino'
import type { Loaded } from './config/load.ts'
import { causeOf } from './http/errors.ts'

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

/** Removes what has been kept for long enough, and makes it leave the files. Gives how many events of which class went. */
export async function retain(log: Log, limits: Retention): Promise<Record<string, number>> {
  const { removed, byClass } = await log.retain(limits)
  // Removed is what cannot be read any more, not what will be written over some day.
  if (removed > 0) await log.settle()
  return byClass
}

/** Does so at the start and every ten minutes. A failure is said and tried again the next time. */
export function keepRetention(log: Log, config: Loaded, logger: Logger): () => void {
  const limits = limitsOf(config)
  const run = () =>
    retain(log, limits).then(
      (removed) => Object.keys(removed).length && logger.info({ removed }, 'events past their retention removed'),
      (error: unknown) => logger.error({ cause: causeOf(error) }, 'retention failed'),
    )
  void run()
  const timer = setInterval(run, every)
  timer.unref()
  return () => clearInterval(timer)
}
