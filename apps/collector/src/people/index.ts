import type { Touches } from '@wend/protocol'
import type { Tombstones } from '@wend/storage/tombstones'
import { type By, type PeopleSite, wayOf } from './by.ts'
import { tombstonesOf } from './marks.ts'
import { find, type Link, type Person } from './person.ts'
import { eventLog, type Held, type Kept, places as placesOf } from './places.ts'
import { reapply, setApplied } from './reapply.ts'
import { type Count, type ErasureReceipt, type Reason, signErasure } from './receipt.ts'
import { touchesOf } from './touches.ts'
import type { Way } from './ways.ts'

export interface PeopleDeps extends Kept {
  tombstones: Tombstones
  /** All that are configured; asked when a backup comes back. */
  sites: ReadonlyMap<string, PeopleSite>
}

/** Everything that is held of one person, ready to be handed to them. */
export interface Collected extends Held {
  site: string
  /** RFC 3339. */
  at: string
  by: Way
  /** Browsers that count as theirs, and why. What was only claimed may be somebody else's: look before handing it out. */
  browsers: { subject: string; link: Link }[]
}

export interface People {
  find(site: PeopleSite, by: By): Promise<Person>
  /**
   * Removes somebody from every place, for good, and resolves with the proof once no byte of theirs is left in the files.
   * Erasing whom nobody knows is no error. After a rejection the same call goes on where it broke off. `buried` is called
   * once it is certain to happen: a browser is dead from then on, and a crash does not undo it.
   */
  erase(site: PeopleSite, by: By, reason: Reason, buried?: () => void): Promise<ErasureReceipt>
  collect(site: PeopleSite, by: By): Promise<Collected>
  /** How somebody came first and last. */
  touches(site: PeopleSite, by: By): Promise<Touches>
  /** Whether a browser was erased, so that nothing of it may be stored again. */
  blocked(site: PeopleSite, subject: string): boolean
  /** To be called before the log is used: carries out every erasure that the log does not know. Gives the events removed. */
  reapply(): Promise<number>
}

/** Finds, hands out and erases people. */
export function createPeople(deps: PeopleDeps): People {
  const { log, failed, tombstones, clock } = deps
  const places = placesOf(deps)
  const beside = places.filter(({ name }) => name !== eventLog)
  const inTurn = createTurns()
  /** Where in the list of the erased each erasure begins that has not ended well. The log counts up to the first of them. */
  const open = new Set<Begun>()
  /** Whether the log is known to be up to date with the list; before that it counts nothing. */
  let ready = false

  return {
    find: (site, by) => find(log, site, by),

    async erase(site, by, reason, buried) {
      const at = clock()
      const own = { from: Number.POSITIVE_INFINITY }
      open.add(own)
      // A browser is known at once, so it is dead at once, whoever else is being erased.
      if (!('kind' in by)) await bury(own, site, await find(log, site, by), at)
      buried?.()
      return inTurn(async () => {
        const removed = new Map<string, number>()
        let person = await find(log, site, by)
        for (let again = true; again; ) {
          await bury(own, site, person, at)
          again = false
          for (const { name, erase } of places) {
            const count = await erase(site, person, reason)
            removed.set(name, (removed.get(name) ?? 0) + count)
            again ||= count > 0
          }
          // What was under way meanwhile, and browsers that have just said that they are this person.
          if (again) person = joined(person, await find(log, site, by))
        }
        for (const store of [log, failed]) await store.settle()
        open.delete(own)
        const applied = Math.min(tombstones.count(), ...[...open].map(({ from }) => from))
        if (ready) for (const store of [log, failed]) await setApplied(store, applied)
        const counts = await Promise.all(
          places.map(async ({ name, kept, why }): Promise<Count> => {
            const stays = (await kept?.(site, person)) ?? 0
            return { name, removed: removed.get(name) ?? 0, ...(stays > 0 && { kept: stays, ...(why && { why }) }) }
          }),
        )
        const content = { site: site.name, by: wayOf(by), reason, subjects: person.subjects.size, places: counts }
        return signErasure(site, content, clock())
      })
    },

    async collect(site, by) {
      const person = await find(log, site, by)
      const held: Held = { events: [], failed: [], consents: [] }
      for (const place of places) {
        const { events = [], failed = [], consents = [] } = (await place.collect?.(site, person)) ?? {}
        held.events.push(...events)
        held.failed.push(...failed)
        held.consents.push(...consents)
      }
      const browsers = [...person.subjects].map(([subject, link]) => ({ subject, link }))
      return { site: site.name, at: new Date(clock()).toISOString(), by: wayOf(by), browsers, ...held }
    },

    touches: (site, by) => touchesOf(log, site, by),

    blocked: ({ name, pseudonyms }, subject) =>
      tombstones.count() > 0 && tombstones.has(name, pseudonyms.tombstone(subject)),

    reapply: () =>
      inTurn(async () => {
        // Each file comes from a backup by itself, so each knows by itself how far it is.
        const removed = (await reapply({ ...deps, beside })) + (await reapply({ ...deps, log: failed, beside: [] }))
        ready = true
        return removed
      }),
  }

  /** Puts them into the list of the erased, durably, before anything is removed: from here on nothing of theirs is taken. */
  async function bury(begun: Begun, site: PeopleSite, person: Person, at: number): Promise<void> {
    begun.from = Math.min(begun.from, tombstones.count())
    await tombstones.add(site.name, tombstonesOf(site, person, at), at)
  }
}

/** An erasure, and where in the list of the erased it begins. */
interface Begun {
  from: number
}

const joined = (one: Person, other: Person): Person => ({
  subjects: new Map([...one.subjects, ...other.subjects]),
  identifiers: one.identifiers,
})

/** Lets one start when the one before has ended, well or not. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(run: () => Promise<T>): Promise<T> => {
    const turn = last.then(run)
    last = turn.catch(() => {})
    return turn
  }
}

export { BadIdentifier, type By, byOf, type PeopleSite } from './by.ts'
export { type ErasureReceipt, isErasure, type Reason } from './receipt.ts'
export { type Way, ways } from './ways.ts'
