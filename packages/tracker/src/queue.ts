import { limits } from '@wend/protocol/limits'
import type { Gate } from './gate.ts'
import { flies, handed, type Item, known, type State, withdrawal } from './item.ts'
import type { Store } from './store.ts'

/** Events that were let go, by why. */
export type Lost = { large?: number; full?: number; old?: number }

/** What goes in one request, and what it says of events that were let go. */
export type Batch = Item[] & { lost?: Lost | undefined }

/**
 * Events that consent allows, oldest first, each until there is a verdict on it. What is in memory is the truth about this
 * page's own; what is in the store is that about what was stored, by whichever tab.
 */
export interface Queue {
  /** Adds one event, or a withdrawal, which goes before all else. */
  enter(item: Item): void
  /** The oldest that fit into so many bytes, all of one kind and tab; of withdrawals one. At the end of a page, what was not handed over yet. */
  take(bytes: number, leaving?: boolean): Batch
  /** What becomes of these. What a batch says of lost events is told once it flies, and has to be told again if it comes back. */
  mark(batch: Batch, state: State): void
  /** There is a verdict. */
  done(batch: Batch): void
  /** Removes what is no longer allowed. */
  prune(): void
  /**
   * Takes up what other tabs have stored, and forgets what they have sent of ours, and what is too old. Asked in this tab's
   * turn only.
   */
  sync(): Promise<void>
  /** Whether there is something of other tabs in the store. They may be gone. */
  others(): Promise<boolean | undefined>
  /** Forgets what is stored, for the page is left: if it comes back, a no that it does not hear takes it from the device. */
  leave(): Promise<unknown>
  /** Whether an earlier page has left something. Asked once, and not where this one has stored. */
  left(): Promise<boolean>
  /** Counts what is let go. */
  lose(reason: keyof Lost): void
  /** Writes down what has changed. Where it is said whether `alone`, instead of all that is there, all of it once more. */
  save(alone?: boolean): Promise<unknown>
}

export function createQueue(store: Store, { recognised, epochOf }: Pick<Gate, 'recognised' | 'epochOf'>): Queue {
  let items: Item[] = []
  /** Of their JSON, or more: it is added up anew where that seems too much. */
  let bytes = 0
  let lost: Lost | undefined
  /** To be removed from the store. */
  const gone = new Set<string>()
  /** All that is there has to go. */
  let clearing = false
  /** There may be something of ours in the store. */
  let stored = false
  let asked = false
  /** It failed once. Nothing is stored any more. */
  let broken = false
  /** Of what is allowed. */
  let changes = 0
  /** What has been asked for and has not begun, and what comes before it. */
  let saving: Promise<void> | undefined
  let written: Promise<void> | undefined

  const write = async () => {
    saving = undefined
    const keep = recognised()
    stored ||= keep
    if (!stored) return
    const fresh = items.filter(
      ({ kind, saved }) => !saved && !broken && (kind === withdrawal || (keep && kind === known)),
    )
    const old = clearing ? undefined : [...gone]
    if (old && !fresh[0] && !old[0]) return
    clearing = false
    for (const item of fresh) item.saved = true
    stored = keep || items.some(({ saved }) => saved)
    await store.write(fresh, old, !stored)
    for (const id of old ?? gone) gone.delete(id)
  }
  const fail = () => {
    if (broken) return
    broken = true
    // Full, or blocked. What is there is given back, for the page may need the room.
    for (const item of items) {
      if (item.saved) gone.add(item.id)
      item.saved = false
    }
    void save()
  }
  /** All of a burst is one transaction, and none begins before another has removed an empty database. */
  const again = async () => {
    try {
      await written
      await write()
    } catch {
      fail()
    }
  }
  const save = (alone?: boolean): Promise<unknown> => {
    clearing ||= !!alone
    if (alone !== undefined) for (const item of items) item.saved = false
    saving ??= written = again()
    return saving
  }
  const read = async () => {
    if (!recognised() || broken) return
    stored = true
    try {
      return await store.read()
    } catch {
      // Then there is nothing of others.
    }
  }
  const lose = (reason: keyof Lost, count = 1) => {
    lost = { ...lost, [reason]: (lost?.[reason] ?? 0) + count || undefined }
  }
  /** Removes what a test does not hold for. */
  const filter = (holds: (item: Item) => boolean) => {
    items = items.filter((item) => holds(item) || (item.saved && !gone.add(item.id)))
    void save()
  }
  const trim = () => {
    let { length } = items
    const oldest = Date.now() - limits.queueAge
    bytes = 0
    for (const item of items) bytes += item.bytes
    filter((item) => {
      const old = item.at < oldest
      if (
        item.state === flies ||
        item.kind === withdrawal ||
        (!old && bytes <= limits.queueBytes && length <= limits.heldEvents)
      )
        return true
      bytes -= item.bytes
      length--
      lose(old ? 'old' : 'full')
      return false
    })
  }
  return {
    enter(item) {
      if (item.kind === withdrawal) items.unshift(item)
      else items.push(item)
      bytes += item.bytes
      if (bytes > limits.queueBytes || items.length > limits.heldEvents) trim()
      else void save()
    },
    take(bytes, leaving) {
      const batch: Batch = []
      for (const item of items) {
        const { kind, state } = item
        if (state === flies || (leaving && state)) {
          // Nothing overtakes it.
          if (kind === withdrawal) break
          continue
        }
        const [first = item] = batch
        // What two tabs have left lies mixed.
        if (kind !== first.kind || item.tab !== first.tab) continue
        bytes -= item.bytes + 1
        if (bytes < 0) break
        batch.push(item)
      }
      batch.lost = lost
      return batch
    },
    mark(batch, state) {
      for (const item of batch) item.state = state
      const told = batch.lost as { [reason: string]: number } | undefined
      for (const reason in told) lose(reason as keyof Lost, (state ? -1 : 1) * (told[reason] as number))
    },
    done(batch) {
      filter((item) => !batch.includes(item))
    },
    prune() {
      changes++
      filter(({ kind, purpose, epoch }) => kind === withdrawal || epoch === epochOf(purpose, kind))
    },
    async sync() {
      const before = changes
      const mine = new Set(items.filter(({ saved }) => saved))
      const all = await read()
      // What was read before a no is of no use after it.
      if (all && before === changes) {
        const found = new Map(all.map((item) => [item.id, item]))
        const own = items.filter((item) => found.delete(item.id) || !mine.has(item))
        const others = [...found.values()].filter((item) => {
          item.state = handed
          item.saved = true
          item.epoch = epochOf(item.purpose)
          return item.epoch || item.kind === withdrawal
        })
        items = [...others, ...own].sort((a, b) => b.kind - a.kind)
      }
      trim()
    },
    others: async () => (await read())?.some(({ id }) => !items.some((item) => item.id === id)),
    async leave() {
      // Not behind what is being written: the page may not come to it any more.
      await (stored ? write().catch(fail) : save())
      items = items.filter(({ saved }) => !saved)
    },
    async left() {
      if (stored || asked) return false
      asked = true
      stored ||= !!(await store.exists())
      return stored
    },
    lose,
    save,
  }
}
