import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Log } from '@wend/storage/log'

/** What is asked of a log of failed events. */
export type FailedLog = Pick<
  Log,
  'append' | 'read' | 'search' | 'replace' | 'settle' | 'mark' | 'setMark' | 'retain' | 'close'
>

/** The store of failed events in a data folder, as a log is named: by a URL, in which #, ? and % mean something else. */
export const failedUrl = (data: string): string =>
  `sqlite:${encodeURI(data).replace(/[?#]/g, encodeURIComponent)}/failed.db`

export const isThere = (url: string): boolean => existsSync(fileURLToPath(url.replace(/^sqlite:/, 'file:')))

/**
 * Opens the store where there is one, and else once the first event fails: a log has a thread of its own, which a site
 * where nothing fails has no need of. Throws at once where the file is not ours.
 */
export async function openFailed(url: string, open: (url: string) => Promise<Log>): Promise<FailedLog> {
  let opened: Promise<Log> | undefined
  const log = (): Promise<Log> => {
    opened ??= open(url).catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return opened
  }
  if (isThere(url)) await log()
  return {
    append: async (entries) => (await log()).append(entries),
    read: async (after, limit, site) => (opened ? (await opened).read(after, limit, site) : []),
    search: async (site, texts, after, limit) => (opened ? (await opened).search(site, texts, after, limit) : []),
    replace: async (changes) => (opened ? (await opened).replace(changes) : 0),
    settle: async () => (await opened)?.settle(),
    mark: async (name) => (await opened)?.mark(name) ?? 0,
    // Where there is nothing, nothing is to be remembered of it: the next start goes through what comes until then.
    setMark: async (name, value) => (await opened)?.setMark(name, value),
    retain: async (limits) => (opened ? (await opened).retain(limits) : { removed: 0, byClass: {} }),
    close: async () => (await opened)?.close(),
  }
}
