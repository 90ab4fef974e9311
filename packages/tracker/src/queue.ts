import { limits } from '@wend/protocol/limits'
import { alone, fresh, type How, type Store, whole } from './store.ts'

/** What is sent together: events with identity, events without, and a withdrawal by itself. */
export type Kind = 0 | 1 | 2
export const known = 0
export const anonymously = 1
export const withdrawal = 2

/** One event ready to go. */
export interface Item {
  json: string
  /** Of its JSON. */
  bytes: number
  kind: Kind
  /** The page life that made it. */
  tab: string
  at: number
  /** What consent it needs, and in which epoch of that it was made. */
  purpose?: string
  epoch?: number | undefined
  /** Of a known one also the epoch of the purpose that visitors are recognised for, and where its ties to others begin. */
  who?: number | undefined
  cut?: number
  /** It is on its way. */
  flies?: boolean
  /** It may have arrived: another page life, or the end of this one, may have sent it. It goes with others, and never at an end. */
  again?: boolean | undefined
  saved?: boolean
}

export type Epochs = Readonly<Record<string, number | undefined>>

/** Events that were let go, by why. */
export type Lost = { large?: number; full?: number; old?: number }

/** What goes in one request, and what it says of events that were let go. */
export type Batch = Item[] & { lost?: Lost | undefined }

/** Events that consent allows, oldest first, each until there is a verdict on it. */
export interface Queue {
  /** Adds one event, or a withdrawal, which goes before all else. */
  add(item: Item): void
  /** Marks the oldest that fit into so many bytes as on their way, all of one kind and tab; of withdrawals one. */
  take(bytes: number, leaving?: boolean): Batch
  /** There is no verdict on these, and there will be none. */
  back(batch: Batch, again?: boolean): void
  /** There is. */
  done(batch: Batch): void
  /** Removes what is no longer allowed. */
  keep(allowed: (item: Item) => boolean): void
  /**
   * Forgets what is stored, for this page life ends. Whoever lives takes it up, this page too if it comes back: a no that it
   * does not hear takes it from the device. `end`: nothing is stored any more.
   */
  leave(owner: string, end: boolean): Promise<unknown>
  /** Takes up what the tabs that died have left. It belongs to the given epochs. Resolves with whether there was any. */
  adopt(live: readonly string[], epochs: Epochs, visitor: string): Promise<boolean>
  /** Whether an earlier page life has left something. Asked once, and not where this one has stored. */
  left(): Promise<boolean>
  size(): number
  /** Counts what is let go. */
  lose(reason: keyof Lost, count?: number): void
  /** Writes down what has changed. `sure`: there is something in the store. */
  save(how?: How, sure?: boolean): Promise<unknown>
}

export interface QueueOptions {
  /** The name of this life of the page. */
  owner: string
  store: Store
  /** Whether the visitor may be recognised. */
  recognised: () => boolean
  /** Hears whether there is something of this page on the device. */
  stay: (yes: boolean) => void
  /** Whether an event of another page life may go now. */
  may: (item: Item) => boolean
}

export function createQueue({ owner, store, recognised, stay, may }: QueueOptions): Queue {
  let items: Item[] = []
  let lost: Lost | undefined
  /** There may be something of ours in the store. */
  let stored = false
  let asked = false
  let leaving = false
  let ended = false
  /** It failed once. Nothing is stored any more. */
  let broken = false
  let writing: Promise<unknown> | undefined
  let next: How | -1 = -1

  const write = async () => {
    // All of a burst is one transaction.
    await null
    while (next >= 0) {
      const keep = recognised() && !broken
      const how = (keep || next === alone ? next : whole) as How
      const same = next === fresh
      next = -1
      stored ||= keep
      if (!stored || ended) return
      const list = items.filter((item) =>
        keep ? item.kind !== anonymously && (how || !item.saved) : item.kind === withdrawal && !broken,
      )
      // Nothing has changed: a page that is being left starts no transaction for it.
      if (!keep && same && list[0] && list.every(({ saved }) => saved)) continue
      if (!leaving) stay(!!list[0] || items.some(({ saved }) => saved))
      // Copies: a no that comes meanwhile takes the identity out of what is in memory.
      if (how || list[0])
        await store.write(
          owner,
          list.map((item) => ({ ...item })),
          how,
          !keep,
        )
      for (const item of list) item.saved = true
      // What has come meanwhile may know better.
      if (next < 0) stored = keep || !!list[0]
    }
  }
  const save = (how: How = fresh, sure?: boolean): Promise<unknown> => {
    next = Math.max(next, how) as How
    stored ||= !!sure
    writing ??= write()
      .catch(() => {
        // Full, or blocked. What is there is given back, for the page may need the room.
        if (!broken) next = whole
        broken = true
        for (const item of items) item.saved = false
      })
      .then(() => {
        writing = undefined
        if (next >= 0) return save()
      })
    return writing
  }
  const lose = (reason: keyof Lost, count = 1) => {
    lost = { ...lost, [reason]: (lost?.[reason] ?? 0) + count }
  }
  const trim = () => {
    let bytes = 0
    for (const item of items) bytes += item.bytes
    for (;;) {
      const index = items.findIndex(({ flies, kind }) => !flies && kind !== withdrawal)
      const item = items[index]
      if (!item) return
      const old = item.at < Date.now() - limits.queueAge
      if (!old && bytes <= limits.queueBytes && items.length <= limits.heldEvents) return
      bytes -= item.bytes
      items.splice(index, 1)
      lose(old ? 'old' : 'full')
      next = whole
    }
  }
  return {
    add(item) {
      if (item.kind === withdrawal) items.unshift(item)
      else items.push(item)
      trim()
      void save()
    },
    take(bytes, leaving) {
      const batch: Batch = []
      for (const item of items) {
        const { kind, flies, again } = item
        if (flies || (leaving && again) || !may(item)) {
          // Nothing overtakes it.
          if (kind === withdrawal) break
          continue
        }
        const [first = item] = batch
        bytes -= item.bytes + 1
        if (bytes < 0 || kind !== first.kind || item.tab !== first.tab || (batch[0] && kind === withdrawal)) break
        batch.push(item)
      }
      for (const item of batch) item.flies = true
      if (batch[0]) {
        batch.lost = lost
        lost = undefined
      }
      return batch
    },
    back(batch, again) {
      for (const item of batch) {
        item.flies = false
        item.again ||= again
      }
      // Where it was handed over, it was told.
      if (!again) for (const reason in batch.lost) lose(reason as keyof Lost, batch.lost[reason as keyof Lost])
    },
    done(batch) {
      items = items.filter((item) => !batch.includes(item))
      void save(whole)
    },
    keep(allowed) {
      const { length } = items
      items = items.filter(allowed)
      void save(items.length < length ? whole : fresh)
    },
    async leave(next, end) {
      leaving = true
      await save()
      leaving = false
      owner = next
      ended = end
      items = items.filter(({ saved }) => !saved)
    },
    async adopt(live, epochs, visitor) {
      if (!recognised() || broken) return false
      stored = true
      const mine = owner
      const found = await store.adopt(mine, live).catch((): Item[] => [])
      // Its own may have been another's for a while.
      const strange = found.filter(({ json }) => !items.some((item) => item.json === json))
      const revived = strange.map(
        ({ json, bytes, kind, tab, at, purpose = '' }): Item => ({
          ...{ json, bytes, kind, tab, at, purpose },
          epoch: epochs[purpose],
          who: epochs[visitor],
          cut: 0,
          again: true,
        }),
      )
      if (!revived[0] || mine !== owner) return false
      items = [...revived, ...items].sort((a, b) => +(b.kind === withdrawal) - +(a.kind === withdrawal))
      trim()
      void save(whole)
      return true
    },
    async left() {
      if (stored || asked) return false
      asked = true
      return !!(await store.exists().catch(() => false))
    },
    size: () => items.length,
    lose,
    save,
  }
}
