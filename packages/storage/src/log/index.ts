import type { Log, LogOptions } from './log.ts'

export * from './log.ts'

/** One line for each driver; loaded when its scheme is asked for. */
const drivers: Record<string, () => Promise<Driver>> = {
  'sqlite:': () => import('./sqlite/index.ts'),
}

interface Driver {
  open(url: URL, options: LogOptions): Promise<Log>
  backup(url: URL, to: string): Promise<void>
}

/** Opens the log that a URL names, such as `sqlite:./data/log.db`. Throws a sentence when the scheme is unknown. */
export async function openLog(url: string, options: LogOptions = {}): Promise<Log> {
  const { open } = await driverOf(url)
  return open(new URL(url), options)
}

/**
 * Writes a copy of a log to a new file, as the log is at one moment: durable, readable by its owner only, ready to be
 * opened. Works while a collector writes the log, from any process; removed bytes cannot leave the log's files until the
 * copy is made. Rejects with a `LogUnavailable` and leaves no file.
 *
 * For a copy of a whole data folder take the log first, then the consent ledger, then the tombstones: what an event of the
 * log rests on is in the ledger by then or travels in the log itself, and every erasure that the log counts is in the list.
 * Leave out the ledger's `.index` and the `.lock` files; they are made anew.
 */
export async function backupLog(url: string, to: string): Promise<void> {
  const { backup } = await driverOf(url)
  await backup(new URL(url), to)
}

function driverOf(url: string): Promise<Driver> {
  const scheme = /^[a-z]+:/.exec(url)?.[0] ?? ''
  const load = drivers[scheme]
  if (!load)
    throw new Error(
      `No log driver for “${scheme || url}”. Use one of ${Object.keys(drivers).join(', ')}, such as sqlite:./data/log.db.`,
    )
  return load()
}
