import type { FailedEvent, FailedPage } from '@wend/protocol'
import type { Stored } from '@wend/storage/log'
import { sequence } from '../sequence.ts'
import type { FailedLog } from './file.ts'
import type { FailedRecord } from './record.ts'

export interface Filter {
  site?: string | undefined
  code?: string | undefined
  type?: string | undefined
  /** Words, all of which have to stand somewhere in it. */
  q?: string | undefined
}

/** So many are read at a time: a few milliseconds, so that events are taken in between. */
const atOnce = 200

export const failedOf = ({ offset, site, body }: Stored): FailedEvent => ({
  id: sequence(offset),
  site,
  ...(JSON.parse(body) as FailedRecord),
})

/** All of a site, or of all, oldest first. */
export async function* walk(
  log: Pick<FailedLog, 'read'>,
  site: string | undefined,
  after = 0,
): AsyncGenerator<Stored[]> {
  for (let from = after; ; ) {
    const rows = await log.read(from, atOnce, site)
    if (rows.length) yield rows
    from = rows.at(-1)?.offset ?? from
    if (rows.length < atOnce) return
  }
}

/** Whether a record has all the words. They are looked for in what people see of it. */
export function createMatch({ q = '' }: Filter): (row: Stored) => boolean {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean)
  return ({ body }) => {
    const text = words.length ? body.toLowerCase() : ''
    return words.every((word) => text.includes(word))
  }
}

/** One page of what fits, oldest first. The first page counts all kinds, for which the whole store is read; others need not. */
export async function find(log: FailedLog, filter: Filter, after: number, limit: number): Promise<FailedPage> {
  const counts = new Map<string, FailedPage['counts'][number]>()
  const failed: FailedEvent[] = []
  const fits = createMatch(filter)
  let more = false
  for await (const rows of walk(log, filter.site, after)) {
    if (after > 0 && more) break
    for (const row of rows) {
      if (!fits(row)) continue
      const one = failedOf(row)
      const key = `${one.code} ${one.type}`
      const count = counts.get(key) ?? { code: one.code, type: one.type, count: 0 }
      count.count++
      counts.set(key, count)
      if (!ofKind(one, filter)) continue
      if (failed.length < limit) failed.push(one)
      else more = true
    }
  }
  const last = failed.at(-1)
  return {
    failed,
    ...(more && last && { next: last.id }),
    counts: after > 0 ? [] : [...counts.values()].sort((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
  }
}

export const ofKind = ({ code, type }: FailedRecord, filter: Filter): boolean =>
  (filter.code === undefined || filter.code === code) && (filter.type === undefined || filter.type === type)
