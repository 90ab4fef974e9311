import { gunzipSync } from 'node:zlib'

export interface SentEvent {
  id: string
  n: number
  type: string
  at: number
  view?: string
  data: Record<string, unknown>
}

export interface SentEnvelope {
  v: number
  site: string
  sent: number
  tab: string
  consent: { granted: string[]; source?: string; at?: number }
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

export const accept: Answer = ({ envelope }) => Response.json({ accepted: envelope.events.length, others: [] })
export const refuse =
  (status: number, headers: Record<string, string> = {}): Answer =>
  () =>
    new Response('{}', { status, headers })
export const lose: Answer = () => {
  throw new TypeError('Failed to fetch')
}

/** Stands in for `fetch` with a collector behind it. Like a browser, it fails a keepalive request that is too much for the page. */
export function standIn(answer: Answer = accept) {
  const requests: Sent[] = []
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
      requests.push(sent)
      await null
      return await it.answer(sent, requests.length - 1)
    } finally {
      flying -= size
    }
  }
  const it = {
    fetch,
    answer,
    requests,
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
