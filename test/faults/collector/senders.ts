import { randomUUID } from 'node:crypto'
import { type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Events in a request. */
export const perBatch = 10

/** What a collector said that it has, and what it did instead. */
export interface Ledger {
  /** Ids of events that a 2xx called accepted, or known already. */
  acknowledged: Set<string>
  /** Those of each answer that was a 2xx, for the count of false ones. */
  answers: string[][]
  /** Batches by the status that they were answered with. */
  statuses: Map<number, number>
  /** Answers of 429 and 503 without a time to wait. */
  withoutRetryAfter: number
  /** When the last 2xx came. */
  last: number
}

export const createLedger = (): Ledger => ({
  acknowledged: new Set(),
  answers: [],
  statuses: new Map(),
  withoutRetryAfter: 0,
  last: 0,
})

/** A batch as it travels: its body stays the same however often it is sent. */
export interface Batch {
  ids: string[]
  body: string
}

let counted = 0

export function createBatch(size = perBatch): Batch {
  const at = Date.now()
  const ids = Array.from({ length: size }, () => randomUUID())
  const events = ids.map((id, n) => ({ id, n, at, type: 'custom.counted', data: { n: counted++ } }))
  const consent = { granted: ['analytics'], source: 'test' }
  return { ids, body: JSON.stringify({ v: 1, site: 'shop', sent: at, tab: randomUUID(), consent, events }) }
}

export interface Answer {
  status: number
  accepted: number
  duplicate: number
  /** The visitor's cookie, where the collector set one. */
  cookie?: string
}

/** Posts a batch once. Rejects where no answer comes; notes what was acknowledged. */
export async function post(url: string, batch: Batch, ledger: Ledger, cookie = ''): Promise<Answer> {
  const { status, headers, text } = await exchange(`${url}/w/e`, batch.body, cookie)
  ledger.statuses.set(status, (ledger.statuses.get(status) ?? 0) + 1)
  if ((status === 429 || status === 503) && !/^\d+$/.test(headers['retry-after'] ?? '')) ledger.withoutRetryAfter++
  if (status !== 200) return { status, accepted: 0, duplicate: 0 }
  const { accepted, others } = JSON.parse(text) as { accepted: number; others: { id: string; verdict: string }[] }
  const refused = new Set(others.filter(({ verdict }) => verdict !== 'duplicate').map(({ id }) => id))
  const held = batch.ids.filter((id) => !refused.has(id))
  if (accepted + others.length !== batch.ids.length) throw new Error(`${accepted} accepted of ${batch.ids.length}`)
  for (const id of held) ledger.acknowledged.add(id)
  ledger.answers.push(held)
  ledger.last = Date.now()
  const set = headers['set-cookie']?.[0]?.split(';')[0]
  return { status, accepted, duplicate: others.length - refused.size, ...(set && { cookie: set }) }
}

interface Heard {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

const exchange = (url: string, body: string, cookie: string): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'text/plain',
      'Content-Length': Buffer.byteLength(body),
      Origin: 'https://shop.example',
      'X-Forwarded-Proto': 'https',
      ...(cookie && { Cookie: cookie }),
    }
    const asked = request(url, { method: 'POST', headers, agent: false, timeout: 15_000 }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
      response.on('error', reject)
      response.on('aborted', () => reject(new Error('The answer was cut.')))
    })
    asked.on('timeout', () => asked.destroy(new Error('No answer came.')))
    asked.on('error', reject)
    asked.end(body)
  })

/** Sends the head and half of the body, and hangs up. */
export const cutUpload = (url: string, { body }: Batch): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => {
      socket.write(
        `POST /w/e HTTP/1.1\r\nHost: localhost\r\nOrigin: https://shop.example\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`,
      )
      socket.write(body.slice(0, body.length / 2), () => socket.destroy())
    })
    socket.on('close', () => resolve())
    socket.on('error', () => resolve())
  })

export type Deliver = (url: string, batch: Batch, ledger: Ledger, cookie: string) => Promise<Answer>

export interface Senders {
  /** Lets every sender come to the end of its batch, acknowledged, and resolves. */
  stop(): Promise<void>
}

/**
 * Senders side by side, each repeating a batch until it is acknowledged. Every second one keeps its cookie, as a browser
 * does that comes back; the others are new visitors each time.
 */
export function startSenders(count: number, where: () => string, ledger: Ledger, deliver: Deliver = post): Senders {
  let running = true
  const send = async (keeps: boolean) => {
    let cookie = ''
    for (let batch = createBatch(); ; ) {
      try {
        const answer = await deliver(where(), batch, ledger, cookie)
        if (answer.status === 200) {
          if (keeps) cookie = answer.cookie ?? cookie
          if (!running) return
          batch = createBatch()
        } else await sleep(50)
      } catch {
        await sleep(20)
      }
    }
  }
  const sending = Array.from({ length: count }, (_, index) => send(index % 2 === 0))
  return {
    async stop() {
      running = false
      await Promise.all(sending)
    },
  }
}
