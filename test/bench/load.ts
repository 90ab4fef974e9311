import { connect } from 'node:net'
import { createVisits } from './visits.ts'

export interface Load {
  port: number
  connections: number
  eventsPerRequest: number
  seconds: number
  /** How many batches a visitor sends before the next one comes, who has no cookie yet. 1: each request is a new visitor's. */
  batchesPerVisitor?: number
  /** Requests a second, sent when their time comes. Without it each connection sends again as soon as it is answered. */
  rate?: number
}

export interface Measured {
  eventsPerSecond: number
  /** Milliseconds from when a request was due to its answer. */
  p50: number
  p99: number
  requests: number
  bytesPerEvent: number
  /** Acknowledged events by the name in their ids: all numbers below this one. */
  acknowledged: ReadonlyMap<string, number>
}

/**
 * Posts batches over plain sockets and counts what was acknowledged. Throws when an answer is no 2xx: what is measured here
 * is work that is done. Bodies are written while the clock runs, as in a browser; only their text is prepared.
 */
export async function load(options: Load): Promise<Measured> {
  const { port, connections, eventsPerRequest, seconds, batchesPerVisitor = 1, rate } = options
  const latencies: number[] = []
  const acknowledged = new Map<string, number>()
  let accepted = 0
  let bytes = 0
  const begin = performance.now()
  const end = begin + seconds * 1000

  /** Paced: the times of requests that are due and that no connection was free for, and the connections that are free. */
  const due: number[] = []
  const free: ((due: number) => void)[] = []
  const stops: (() => void)[] = []
  let paced = 0
  const pace = () => {
    const now = Math.min(performance.now(), end)
    for (const gap = 1000 / (rate ?? 1); begin + paced * gap <= now; paced++) {
      const take = free.shift()
      if (take) take(begin + paced * gap)
      else due.push(begin + paced * gap)
    }
    if (now < end) setTimeout(pace, 1)
    else if (!due.length) for (const stop of stops) stop()
  }

  const worker = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      const visits = createVisits(eventsPerRequest, batchesPerVisitor)
      let started = 0
      let received = ''
      let busy = false
      const stop = () => busy || socket.end(resolve)
      const send = (at: number) => {
        const { text, bytes: size } = visits.request(Date.now())
        bytes += size
        started = at
        busy = true
        socket.write(text)
      }
      const next = () => {
        busy = false
        if (rate === undefined) return performance.now() > end ? stop() : send(performance.now())
        const waiting = due.shift()
        if (waiting !== undefined) send(waiting)
        else if (performance.now() > end) stop()
        else free.push(send)
      }
      stops.push(stop)
      socket.setEncoding('latin1')
      socket.on('connect', next)
      socket.on('error', reject)
      socket.on('data', (chunk: string) => {
        received += chunk
        const found = /"accepted":(\d+)[\s\S]*\}$/.exec(received)
        if (!found) {
          if (/^HTTP\/1\.1 [45]/.test(received)) reject(new Error(`The server answered ${received.slice(0, 200)}`))
          return
        }
        latencies.push(performance.now() - started)
        accepted += Number(found[1])
        if (Number(found[1]) !== eventsPerRequest) reject(new Error('The server did not accept all events of a batch.'))
        acknowledged.set(visits.name, visits.sent())
        visits.answered(received)
        received = ''
        next()
      })
    })

  const workers = Array.from({ length: connections }, worker)
  if (rate !== undefined) pace()
  await Promise.all(workers)
  const elapsed = (performance.now() - begin) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  return {
    eventsPerSecond: accepted / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    requests: latencies.length,
    bytesPerEvent: bytes / Math.max(1, accepted),
    acknowledged,
  }
}
