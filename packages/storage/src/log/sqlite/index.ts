import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { checkMark, checkRetention, checkTexts } from '../check.ts'
import {
  type Log,
  LogIncompatible,
  type LogOptions,
  LogUnavailable,
  type Offset,
  type Removed,
  type Stored,
} from '../log.ts'
import type { Slice } from './search.ts'
import type { Reply, Request } from './worker.ts'

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
  const waiting: { resolve(value: unknown): void; reject(error: Error): void }[] = []
  let closed: Promise<void> | undefined
  let down: string | undefined

  const settle = (reply: Reply) => {
    const call = waiting.shift()
    if ('error' in reply) call?.reject(new LogUnavailable(`The log at ${path} answered: ${reply.error}`))
    else call?.resolve(reply.result)
  }
  const fail = (reason: string) => {
    down ??= reason
    for (const call of waiting.splice(0)) call.reject(new LogUnavailable(down))
  }
  worker.on('message', settle)
  worker.on('error', (error) => fail(`The log at ${path} stopped: ${error.message}`))
  worker.on('exit', () => fail(`The log at ${path} is closed.`))

  const opened = new Promise((resolve, reject) => waiting.push({ resolve, reject }))
  await opened.catch((error: Error) => {
    throw new LogIncompatible(error.message.replace(/^.* answered: /, ''))
  })

  const request = <T>(message: Request): Promise<T> =>
    new Promise((resolve, reject) => {
      if (down) return reject(new LogUnavailable(down))
      try {
        worker.postMessage(message)
      } catch (cause) {
        return reject(new LogUnavailable(`The log at ${path} cannot take this value; send strings.`, { cause }))
      }
      waiting.push({ resolve: resolve as (value: unknown) => void, reject })
    })
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
    async append(entries) {
      if (closed) throw new LogUnavailable(`The log at ${path} is closing.`)
      if (!entries.length) return []
      const offsets = await request<Offset[]>({ call: 'append', args: [{ entries, at: clock() }] })
      const last = Math.max(...offsets)
      if (last) for (const listener of listeners) tell(listener, last)
      return offsets
    },
    read: (after, limit, site) => call<Stored[]>('read', after, limit, site),
    bounds: () => call('bounds'),
    cursor: (consumer) => call('cursor', consumer),
    advance: (consumer, to) => call('advance', consumer, to),
    async search(site, texts, after, limit) {
      checkTexts(texts)
      const { last } = await call<{ last: Offset }>('bounds')
      const found: Stored[] = []
      // A slice is a call of its own, so that appends come in between.
      for (let at = after; at < last && texts.length && found.length < limit; ) {
        const slice = await call<Slice>('scan', site, texts, at, last, limit - found.length)
        found.push(...slice.found)
        at = slice.next
      }
      return found
    },
    replace: (changes) => call('replace', changes),
    async settle() {
      for (let page = 1; page > 0; ) page = await call<number>('scrub', page)
    },
    mark: (name) => call('mark', name),
    async setMark(name, value) {
      checkMark(value)
      await call('setMark', name, value)
    },
    async retain(retention) {
      checkRetention(retention)
      return call<Removed>('retain', retention, clock())
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
