import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

/** What one side of the load does, in a thread of its own: the busy site must not slow the clock of the quiet one. */
export interface Flood {
  port: number
  site: string
  events: number
  seconds: number
  connections: number
  /** Requests a second, whether answered or not. Without it each connection sends again as soon as it is answered. */
  rate?: number
}

export interface Flooded {
  statuses: Record<string, number>
  /** Answers of 429 and 503 without a Retry-After. */
  rude: number
  /** Accepted events a second. */
  accepted: number
  /** Milliseconds from when a taken request was due to its answer, sorted. */
  latencies: number[]
  /** Requests that no connection was free for. */
  unsent: number
}

const text = 'Stoneware mug, thrown by hand, glazed in four colours, dishwasher safe. '.repeat(6)

function bodyOf(site: string, count: number): string {
  const at = Date.now()
  const events = Array.from({ length: count }, (_, n) => {
    const data = {
      url: `https://${site}.example/products/mug-${n}?utm_source=newsletter&variant=blue`,
      title: text,
      via: 'load',
    }
    return { id: randomUUID(), n, type: 'page.viewed', at, view: 'b7c1d2e3f4a5', data }
  })
  return JSON.stringify({ v: 1, site, sent: at, consent: { granted: ['analytics'], source: 'bench' }, events })
}

async function flood({ port, site, events, seconds, connections, rate }: Flood): Promise<Flooded> {
  const result: Flooded = { statuses: {}, rude: 0, accepted: 0, latencies: [], unsent: 0 }
  const begin = performance.now()
  const end = begin + seconds * 1000
  const free: ((due: number) => void)[] = []
  const open = new Set<Socket>()
  let waiting = 0

  const client = () => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1')
    open.add(socket)
    let due = 0
    let received = ''
    const send = (at: number) => {
      due = at
      waiting++
      const body = bodyOf(site, events)
      socket.write(
        `POST /w/e HTTP/1.1\r\nHost: localhost\r\nOrigin: https://${site}.example\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      )
    }
    const next = () => {
      if (performance.now() >= end) return
      if (rate === undefined) send(performance.now())
      else free.push(send)
    }
    socket.on('connect', next)
    socket.on('data', (chunk: string) => {
      received += chunk
      const [, head = '', status = '', length] =
        /^(HTTP\/1\.1 (\d{3})[\s\S]*?content-length: (\d+)[\s\S]*?\r\n\r\n)/i.exec(received) ?? []
      if (!head || received.length < head.length + Number(length)) return
      result.statuses[status] = (result.statuses[status] ?? 0) + 1
      if ((status === '429' || status === '503') && !/\r\nretry-after: \d+\r\n/i.test(head)) result.rude++
      if (status === '200') {
        result.accepted += Number(/"accepted":(\d+)/.exec(received)?.[1])
        result.latencies.push(performance.now() - due)
      }
      received = ''
      waiting--
      next()
    })
    const gone = () => {
      if (!open.delete(socket)) return
      const at = free.indexOf(send)
      if (at >= 0) free.splice(at, 1)
      if (due > 0 && performance.now() < end) client()
    }
    socket.on('error', gone).on('close', gone)
  }
  for (let count = 0; count < connections; count++) client()

  let paced = 0
  while (performance.now() < end) {
    for (const gap = 1000 / (rate ?? 1); rate !== undefined && begin + paced * gap <= performance.now(); paced++) {
      const send = free.shift()
      if (send) send(begin + paced * gap)
      else result.unsent++
    }
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  for (let tries = 0; waiting > 0 && tries < 200; tries++) await new Promise((resolve) => setTimeout(resolve, 10))
  for (const socket of open) socket.destroy()
  result.accepted /= seconds
  result.latencies.sort((a, b) => a - b)
  return result
}

parentPort?.postMessage(await flood(workerData as Flood))
