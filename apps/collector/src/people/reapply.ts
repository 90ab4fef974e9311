import type { CloudEvent } from '@wend/protocol'
import type { Log } from '@wend/storage/log'
import type { Tombstones } from '@wend/storage/tombstones'
import type { PeopleSite } from './by.ts'
import { createSieve } from './marks.ts'
import type { Link } from './person.ts'
import type { Place } from './places.ts'

/** The name under which the log file itself remembers how many tombstones were carried out on it. */
const mark = 'tombstones'

/** What this asks of a log: that of the events, or that of the failed ones. */
type Sifted = Pick<Log, 'read' | 'replace' | 'settle' | 'mark' | 'setMark'>

export interface Reapply {
  log: Sifted
  tombstones: Tombstones
  sites: ReadonlyMap<string, PeopleSite>
  /** Every place but the log, which is gone through here. */
  beside: readonly Place[]
}

/** Says that what the first `count` tombstones speak of is gone. */
export const setApplied = (log: Pick<Log, 'setMark'>, count: number): Promise<void> => log.setMark(mark, count)

/**
 * Removes whoever is in the list of the erased and in the log all the same: the log comes from a backup, or an erasure was
 * broken off. Gives the number of events removed. Throws where it cannot tell, rather than let somebody back in.
 */
export async function reapply({ log, tombstones, sites, beside }: Reapply): Promise<number> {
  const count = tombstones.count()
  const applied = await log.mark(mark)
  if (applied > count)
    throw new Error(
      `The list of the erased holds ${count} entries, and ${applied} were carried out on this log: it is an older copy, and people would come back. Put the newest one in its place.`,
    )
  const missing = Map.groupBy(tombstones.since(applied), ({ site }) => site)
  let removed = 0
  for (const [name, keys] of missing) {
    const site = sites.get(name)
    if (!site) {
      if ((await log.read(0, 1, name)).length === 0) continue
      throw new Error(
        `People of the site ${name} have been erased, but their events are in this log again, and the site is not configured. Put it back into wend.yaml.`,
      )
    }
    const own = keys.map(({ key }) => key)
    removed += await sift(log, site, beside, own)
  }
  if (missing.size) await log.settle()
  if (applied !== count) await setApplied(log, count)
  return removed
}

const atOnce = 1000

async function sift(log: Sifted, site: PeopleSite, beside: readonly Place[], keys: readonly string[]): Promise<number> {
  const sieve = createSieve(site, keys)
  let removed = 0
  let after = 0
  for (;;) {
    const rows = await log.read(after, atOnce, site.name)
    const browsers = new Map<string, Link>()
    const gone = rows.filter(({ body, at }) => {
      const event = JSON.parse(body) as CloudEvent
      const subject = sieve.browser(event)
      if (subject !== undefined) browsers.set(subject, 'pseudonym')
      return subject !== undefined || sieve.named(event, at)
    })
    // The log last, as in an erasure: whoever still lies there is found again, should this break off.
    for (const place of beside)
      removed += await place.erase(site, { subjects: browsers, identifiers: new Set() }, 'request')
    if (gone.length) removed += await log.replace(gone.map(({ offset }) => ({ offset, body: null })))
    after = rows.at(-1)?.offset ?? after
    if (rows.length < atOnce) return removed
  }
}
