import type { Log, LogOptions } from './log.ts'

export * from './log.ts'

/** One line for each driver; loaded when its scheme is asked for. */
const drivers: Record<string, () => Promise<{ open(url: URL, options: LogOptions): Promise<Log> }>> = {
  'sqlite:': () => import('./sqlite/index.ts'),
}

/** Opens the log that a URL names, such as `sqlite:./data/log.db`. Throws a sentence when the scheme is unknown. */
export async function openLog(url: string, options: LogOptions = {}): Promise<Log> {
  const scheme = /^[a-z]+:/.exec(url)?.[0] ?? ''
  const load = drivers[scheme]
  if (!load)
    throw new Error(
      `No log driver for “${scheme || url}”. Use one of ${Object.keys(drivers).join(', ')}, such as sqlite:./data/log.db.`,
    )
  const { open } = await load()
  return open(new URL(url), options)
}
