import type { CloudEvent, FailedEvent } from '@wend/protocol'
import type { Consent, Ledger } from '@wend/storage/ledger'
import type { Log } from '@wend/storage/log'
import type { FailedLog } from '../failed/file.ts'
import { failedOf } from '../failed/find.ts'
import { withSequence } from '../sequence.ts'
import type { PeopleSite } from './by.ts'
import { eventsOf, mentions, type Person } from './person.ts'
import type { Reason } from './receipt.ts'

/** What places are made of. */
export interface Kept {
  log: Log
  /** The store of failed events, which is a log as well. */
  failed: FailedLog
  ledger: Ledger
  clock: () => number
  /** Takes a person out of what the live page remembers; says how many events that were. */
  forget(site: string, subject: string): number
}

/** One record of the consent ledger. */
export type ConsentRecord = Consent & { id: string }

/** Everything that is held of somebody, as it is stored. */
export interface Held {
  events: CloudEvent[]
  /** What was rejected, as far as it is kept. */
  failed: FailedEvent[]
  consents: ConsentRecord[]
}

/** Somewhere a person's data lies. Whoever keeps data of people anywhere adds a line to `places`, and nothing else. */
export interface Place {
  name: string
  /** Why what stays there has to. */
  why?: string
  /** What lies there of them. */
  collect?(site: PeopleSite, person: Person): Promise<Partial<Held>>
  /** Removes what lies there and says how much that was: nothing, once it was done. */
  erase(site: PeopleSite, person: Person, reason: Reason): Promise<number>
  /** How much stays. */
  kept?(site: PeopleSite, person: Person): Promise<number>
}

/**
 * All of them, in the order in which they are emptied. The ledger comes first: after a crash in between, whoever still
 * lies in the log is taken up again, and so nobody is removed without its being written down.
 */
export const places = (kept: Kept): readonly Place[] => [
  consents(kept.ledger, kept.clock),
  livePage(kept.forget),
  failures(kept.failed),
  events(kept.log),
]

/** What the live page still shows, in memory. */
const livePage = (forget: Kept['forget']): Place => ({
  name: 'live page',
  erase: async (site, { subjects }) => sum([...subjects.keys()].map((subject) => forget(site.name, subject))),
})

/** What was rejected and waits to be tried again. It names nobody, but a browser's pseudonym may stand on it. */
const failures = (log: FailedLog): Place => ({
  name: 'failed events',
  async collect(site, person) {
    const found: FailedEvent[] = []
    for await (const rows of eventsOf(log, site, person)) found.push(...rows.map(failedOf))
    return { failed: found }
  },
  erase: (site, person) => removeFrom(log, site, person),
})

export const eventLog = 'event log'

const events = (log: Log): Place => ({
  name: eventLog,
  async collect(site, person) {
    const found: CloudEvent[] = []
    for await (const rows of eventsOf(log, site, person))
      for (const { body, offset } of rows) found.push(JSON.parse(withSequence(body, offset)) as CloudEvent)
    return { events: found }
  },
  erase: (site, person) => removeFrom(log, site, person),
})

async function removeFrom(log: Pick<Log, 'search' | 'replace'>, site: PeopleSite, person: Person): Promise<number> {
  let removed = 0
  for await (const rows of eventsOf(log, site, person, mentions))
    removed += await log.replace(rows.map(({ offset }) => ({ offset, body: null })))
  return removed
}

/** Who agreed to what has to stay provable (GDPR art. 7(1), 17(3)(e)), under a name that leads back to no one. */
const consents = (ledger: Ledger, clock: () => number): Place => {
  const of = async (site: PeopleSite, { subjects }: Person) =>
    (await Promise.all([...subjects.keys()].map((one) => ledger.of(site.name, site.pseudonyms.who(one))))).flat()
  return {
    name: 'consent ledger',
    why: 'Proof of consent, under a keyed name.',
    collect: async (site, person) => ({ consents: await of(site, person) }),
    async erase(site, { subjects }, reason) {
      for (const subject of subjects.keys()) {
        const who = site.pseudonyms.who(subject)
        const last = ledger.latest(site.name, who)
        if (!last || last.kind === 'erased') continue
        const at = clock()
        await ledger.append({ site: site.name, who, kind: 'erased', granted: [], at, received: at, source: reason })
      }
      return 0
    },
    kept: async (site, person) => (await of(site, person)).length,
  }
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
