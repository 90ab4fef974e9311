import { gunzipSync } from 'node:zlib'
import type { Item } from './item.ts'
import type { Load } from './parts/part.ts'
import type { Store } from './store.ts'

export interface SentEvent {
  id: string
  n?: number
  type: string
  at: number
  view?: string
  data: Record<string, unknown>
}

export interface SentConsent {
  granted: string[]
  denied?: string[]
  source?: string
  at?: number
  policy?: string
  receipt?: string
  legal?: string
  text?: string
  language?: string
}

export interface SentEnvelope {
  v: number
  site: string
  sent: number
  tab?: string
  consent: SentConsent
  events: SentEvent[]
}

export interface Sent {
  url: string
  init: RequestInit
  /** Of the body as it travels. */
  bytes: number
  packed: boolean
  envelope: SentEnvelope
  /** When it was sent, by the clock of the test. */
  at: number
}

export type Answer = (sent: Sent, index: number) => Response | Promise<Response>

export const accept: Answer = ({ envelope }) => Response.json({ accepted: envelope.events?.length, others: [] })
export const refuse =
  (status: number, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response('{}', { status, headers })
export const lose: Answer = () => {
  throw new TypeError('Failed to fetch')
}

/** The browsers that this is tested as can do it; the DOM that stands in for them does not say so. */
if (!('keepalive' in Request.prototype)) Object.defineProperty(Request.prototype, 'keepalive', { value: false })
/** And its beacons go to the network, where nobody counts them. Here there is never room for one. */
Object.defineProperty(globalThis.navigator ?? {}, 'sendBeacon', { value: () => false, configurable: true })

/** Stands in for `fetch` with a collector behind it. Like a browser, it fails a keepalive request that is too much for the page. */
export function standIn(answer: Answer = accept) {
  const requests: Sent[] = []
  const withdrawals: Sent[] = []
  let flying = 0
  let most = 0
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const body = init.body as Uint8Array
    const size = init.keepalive ? body.length : 0
    if (flying + size > 64 * 1024) throw new TypeError('Over the keepalive quota')
    flying += size
    most = Math.max(most, flying)
    try {
      const packed = body[0] === 0x1f && body[1] === 0x8b
      const envelope: SentEnvelope = JSON.parse(new TextDecoder().decode(packed ? gunzipSync(body) : body))
      const sent = { url, init, bytes: body.length, packed, envelope, at: Date.now() }
      const list = url.endsWith('/c') ? withdrawals : requests
      list.push(sent)
      await null
      const { signal } = init
      if (!signal) return await it.answer(sent, list.length - 1)
      let abort = () => {}
      const aborted = new Promise<never>((_, reject) => {
        abort = () => reject(new DOMException('It was given up.', 'AbortError'))
      })
      aborted.catch(() => {})
      signal.addEventListener('abort', abort)
      return await Promise.race([it.answer(sent, list.length - 1), aborted])
    } finally {
      flying -= size
    }
  }
  const it = {
    fetch,
    answer,
    /** Batches of events. */
    requests,
    /** Withdrawals by themselves. */
    withdrawals,
    events: () => requests.flatMap(({ envelope }) => envelope.events),
    types: () => it.events().map(({ type }) => type),
    /** The most bytes that were in keepalive requests at once. */
    most: () => most,
  }
  return it
}

/** An answer that is given when the test says so. */
export function later() {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  return { answer: () => promise, resolve, reject }
}

/** Waits on the real clock, also where that of the test stands still. */
const tick: () => Promise<void> = () => new Promise((resolve) => setImmediate(resolve))
export async function until(done: () => unknown): Promise<void> {
  const end = performance.now() + 10_000
  while (!done()) {
    if (performance.now() > end) throw new Error(`It never came to ${done}.`)
    await tick()
  }
}
/** Long enough for what waits for nothing but promises. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await tick()
}

/** The parts as they are, without the way to get them. */
export const load: Load = (part) =>
  part === 'identify' ? import('./parts/identify.ts') : part === 'scrub' ? import('./parts/scrub.ts') : neverLoads()
const neverLoads = () => Promise.reject(new Error('There is no banner.'))

/** Stands in for `BroadcastChannel`: the pages of one origin. Messages arrive later, and never at their sender. */
export function channels() {
  const open = new Set<Channel>()
  class Channel {
    onmessage: ((event: { data: unknown }) => void) | undefined
    readonly name: string
    constructor(name: string) {
      this.name = name
      open.add(this)
    }
    postMessage(data: unknown) {
      if (!open.has(this)) throw new DOMException('It is closed.', 'InvalidStateError')
      const copy = structuredClone(data)
      for (const other of open)
        if (other !== this && other.name === this.name)
          queueMicrotask(() => open.has(other) && other.onmessage?.({ data: copy }))
    }
    close() {
      open.delete(this)
    }
  }
  return { Channel, open }
}

const never = () => Promise.reject(new Error('There is no storage.'))
/** Storage that refuses everything. */
export const nowhere: Store = { read: never, write: never, exists: never, detach() {} }

/** Stands in for the storage of one device, and for the tabs that use it. */
export function device() {
  /** Undefined where there is no database. */
  let records: Map<string, Item> | undefined
  let writes = 0
  let broken = false
  const moment = async (page: { gone: boolean }) => {
    await null
    if (page.gone) await new Promise(() => {})
    if (broken) throw new DOMException('It is full.', 'QuotaExceededError')
    records ??= new Map()
    return records
  }
  const items = () => [...(records?.values() ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1))
  /** Each page has a connection of its own, and what it writes is a copy. */
  const store = (page = { gone: false }): Store => ({
    async read() {
      await moment(page)
      return structuredClone(items())
    },
    async write(list, gone, last) {
      const copy = structuredClone([...list])
      const there = await moment(page)
      writes++
      for (const id of gone ?? [...there.keys()]) there.delete(id)
      for (const item of copy) there.set(item.id, item)
      if (last && !there.size) records = undefined
    },
    exists: async () => !!records,
    detach() {},
  })
  return {
    store,
    /** Whether there is a database. */
    exists: () => !!records,
    writes: () => writes,
    items,
    break(now = true) {
      broken = now
    },
  }
}

/** Stands in for the locks of one origin: first come, first served, and all of a page end with it. */
export function locks() {
  const held = new Map<string, () => void>()
  const queues = new Map<string, Promise<unknown>>()
  return {
    async request(name: string, { signal }: { signal: AbortSignal }, work: () => Promise<unknown>) {
      const before = queues.get(name)
      const { promise, resolve } = Promise.withResolvers<void>()
      queues.set(
        name,
        Promise.resolve(before).then(() => promise),
      )
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('It was given up.', 'AbortError')))
      })
      aborted.catch(() => {})
      try {
        await Promise.race([before, aborted])
        held.set(name, resolve)
        return await work()
      } finally {
        held.delete(name)
        resolve()
      }
    },
    query: async () => ({ held: [...held.keys()].map((name) => ({ name })) }),
  }
}
