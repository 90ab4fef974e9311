import { mkdirSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { LogOptions } from '../index.ts'
import {
  type Entry,
  type Log,
  LogIncompatible,
  LogUnavailable,
  type Offset,
  type Retention,
  type Stored,
} from '../log.ts'
import { createQueue } from './group.ts'
import type { Reply, Request } from './worker.ts'

/**
 * The embedded log: node:sqlite in a worker thread, so that neither a commit nor a scan stops the event loop. Whatever
 * is appended while one commit runs goes into the next, so that many requests share one fsync.
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

  const request = <T>(call: Request['call'], ...args: unknown[]): Promise<T> =>
    new Promise((resolve, reject) => {
      if (down) return reject(new LogUnavailable(down))
      try {
        worker.postMessage({ call, args } satisfies Request)
      } catch (cause) {
        return reject(new LogUnavailable(`The log at ${path} cannot take this value; send strings.`, { cause }))
      }
      waiting.push({ resolve: resolve as (value: unknown) => void, reject })
    })

  const group = createQueue<readonly Entry[], Offset[]>(async (groups) => {
    const offsets = await request<Offset[][]>('append', groups, clock())
    const last = Math.max(0, ...offsets.flat())
    if (last) for (const listener of listeners) tell(listener, last)
    return offsets
  })

  /** What is stored stays acknowledged, whatever a listener does. */
  const tell = (listener: (last: Offset) => void, last: Offset) => {
    try {
      listener(last)
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error))
    }
  }

  return {
    append(entries) {
      if (closed) return Promise.reject(new LogUnavailable(`The log at ${path} is closing.`))
      return entries.length ? group.add(entries) : Promise.resolve([])
    },
    read: (after, limit, site) => request<Stored[]>('read', after, limit, site),
    bounds: () => request('bounds'),
    cursor: (consumer) => request('cursor', consumer),
    advance: (consumer, to) => request('advance', consumer, to),
    retain: (retention: Retention) => request('retain', retention, clock()),
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      closed ??= group.idle().then(async () => {
        await request('close').catch(() => {})
        await worker.terminate()
      })
      return closed
    },
  }
}
