import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { checkMark, checkRetention, checkTexts } from '../check.ts'
import {
  type Entry,
  type Log,
  LogIncompatible,
  type LogOptions,
  LogUnavailable,
  type Note,
  type Offset,
  type Stored,
} from '../log.ts'
import { createGroup } from './group.ts'
import { type Packed, pack } from './pack.ts'
import type { Removing } from './retain.ts'
import type { Slice } from './rows.ts'
import type { Reply, Request } from './worker.ts'
import type { Appending } from './writer.ts'

export { backup } from './backup.ts'

/** How long another process may read the file before removed bytes have to leave it, and how often we look. */
const patience = 5000
const pause = 50
/** Appends that are handed to the thread at once, at most. */
const together = 8

interface Call {
  resolve(value: unknown): void
  reject(error: Error): void
}

/**
 * The embedded log: node:sqlite in a worker thread, so that neither a commit nor a scan stops the event loop. Whatever
 * is appended while one commit runs goes into the next (see worker.ts), so that many requests share one fsync.
 */
export async function open(url: URL, { clock = Date.now }: LogOptions): Promise<Log> {
  const path = resolve(decodeURIComponent(url.pathname))
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { path } })
  const listeners = new Set<(last: Offset) => void>()
  /** Calls under way, oldest first: the worker answers in order. */
  const waiting: Call[] = []
  let closed: Promise<void> | undefined
  let down: string | undefined
  let damaged = 0
  const seen = (slice: Slice): Slice => {
    damaged = Math.max(damaged, slice.damaged)
    return slice
  }

  const settle = (reply: Reply) => {
    if ('results' in reply) for (const result of reply.results) waiting.shift()?.resolve(result)
    else
      for (const call of waiting.splice(0, reply.calls))
        call.reject(new LogUnavailable(`The log at ${path} answered: ${reply.error}`))
  }
  const fail = (reason: string) => {
    down ??= reason
    for (const call of waiting.splice(0)) call.reject(new LogUnavailable(down))
  }
  worker.on('message', settle)
  worker.on('error', (error) => fail(`The log at ${path} stopped: ${error.message}`))
  worker.on('exit', () => fail(`The log at ${path} is closed.`))

  const opened = new Promise<number>((resolve, reject) => waiting.push({ resolve: resolve as Call['resolve'], reject }))
  damaged = await opened.catch((error: Error) => {
    throw new LogIncompatible(error.message.replace(/^.* answered: /, ''))
  })

  // Some of what is appended in one turn of the event loop goes to the thread together: to wake it up costs more than an
  // event. Not all of it, or the thread would have nothing to do until the end of the turn.
  const appends = createGroup<Call & { appending: Appending }>((calls) => {
    if (down) for (const { reject } of calls) reject(new LogUnavailable(down))
    else {
      worker.postMessage({ call: 'append', args: calls.map(({ appending }) => appending) } satisfies Request)
      waiting.push(...calls)
    }
  }, together)
  const request = <T>(message: Request): Promise<T> =>
    new Promise((resolve, reject) => {
      appends.flush() // answers come in the order of the calls
      if (down) return reject(new LogUnavailable(down))
      try {
        worker.postMessage(message)
      } catch (cause) {
        return reject(unfit(cause))
      }
      waiting.push({ resolve: resolve as Call['resolve'], reject })
    })
  const unfit = (cause: unknown) =>
    new LogUnavailable(`The log at ${path} cannot take this value; send strings.`, { cause })
  const packed = (entries: readonly Entry[], notes: readonly Note[]): Packed => {
    try {
      return pack(entries)
    } catch (cause) {
      // Later notes are bound to these, whatever is wrong with the events.
      if (notes.length) request({ call: 'append', args: [{ packed: pack([]), at: 0, notes }] }).catch(() => {})
      throw unfit(cause)
    }
  }
  const call = <T>(call: Exclude<Request['call'], 'append'>, ...args: unknown[]) => request<T>({ call, args })

  /** What is stored stays acknowledged, whatever a listener does. */
  const tell = (listener: (last: Offset) => void, last: Offset) => {
    try {
      listener(last)
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error))
    }
  }

  return {
    async append(entries, notes = []) {
      if (closed) throw new LogUnavailable(`The log at ${path} is closing.`)
      if (!entries.length && !notes.length) return []
      const appending = { packed: packed(entries, notes), at: clock(), ...(notes.length && { notes }) }
      const offsets = await new Promise<Offset[]>((resolve, reject) =>
        appends.add({ appending, resolve: resolve as Call['resolve'], reject }),
      )
      const last = Math.max(0, ...offsets)
      if (last) for (const listener of listeners) tell(listener, last)
      return offsets
    },
    notes: () => call<Note[]>('notes'),
    dropNotes: (upTo) => call('dropNotes', upTo),
    async read(after, limit, site) {
      const first = seen(await call<Slice>('read', after, limit, site))
      const { found } = first
      // More than one slice only where events are damaged.
      for (let at = first.next; at !== undefined && found.length < limit; ) {
        const slice = seen(await call<Slice>('read', at, limit - found.length, site))
        found.push(...slice.found)
        at = slice.next
      }
      return found
    },
    damaged: () => damaged,
    bounds: () => call('bounds'),
    cursor: (consumer) => call('cursor', consumer),
    advance: (consumer, to) => call('advance', consumer, to),
    async search(site, texts, after, limit) {
      checkTexts(texts)
      if (!texts.length) return []
      const { last } = await call<{ last: Offset }>('bounds')
      const found: Stored[] = []
      // A slice is a call of its own, so that appends come in between.
      for (let at: Offset | undefined = after; at !== undefined && at < last && found.length < limit; ) {
        const slice: Slice = seen(await call<Slice>('scan', site, texts, at, last, limit - found.length))
        found.push(...slice.found)
        at = slice.next
      }
      return found
    },
    replace: (changes) => call('replace', changes),
    async settle() {
      let waited = 0
      for (let page = 1; page > 0; ) {
        const next = await call<number>('scrub', page)
        waited = next === page ? waited + pause : 0
        if (waited > patience)
          throw new LogUnavailable(
            `Removed bytes cannot leave the log at ${path} now: another process reads the file. End that and try again.`,
          )
        if (waited) await setTimeout(pause)
        page = next
      }
    },
    mark: (name) => call('mark', name),
    async setMark(name, value) {
      checkMark(value)
      await call('setMark', name, value)
    },
    async retain(retention) {
      checkRetention(retention)
      const byClass: Record<string, number> = {}
      const now = clock()
      for (let done = false; !done; ) {
        const slice: Removing = await call('retain', retention, now)
        for (const [name, count] of Object.entries(slice.byClass)) byClass[name] = (byClass[name] ?? 0) + count
        done = slice.done
      }
      return { removed: Object.values(byClass).reduce((sum, count) => sum + count, 0), byClass }
    },
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed ??= call('close')
        .catch(() => {})
        .then(() => worker.terminate())
        .then(() => {})
      return closed
    },
  }
}
