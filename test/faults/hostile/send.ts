import { connect } from 'node:net'
import type { Bad } from './requests.ts'

/** What came of a request: a status, an end without an answer, or nothing at all in time. */
export interface Outcome {
  result: number | 'closed' | 'hang'
  /** Whether a 429 or 503 said when to come back. */
  retry: boolean
  milliseconds: number
}

const silence = { whole: 5000, partial: 700, stalled: 13_000 } as const

/**
 * Sends bytes over a connection of their own. What is surely a whole request has to be answered within five seconds; of the
 * rest the sender says after a while that nothing more will come, and then it has to come to an end as soon.
 */
export function send(port: number, { bytes, whole }: Pick<Bad, 'bytes' | 'whole'>): Promise<Outcome> {
  return talk(port, bytes, (end, late) => {
    if (whole) return late(silence.whole)
    return setTimeout(() => {
      end()
      late(silence.whole)
    }, silence.partial)
  })
}

/** Sends bytes that stop in the middle, and stays. The collector has to be the one who ends it. */
export const stall = (port: number, bytes: Buffer): Promise<Outcome> =>
  talk(port, bytes, (_, late) => late(silence.stalled))

type Waiting = NodeJS.Timeout | undefined

function talk(
  port: number,
  bytes: Buffer,
  wait: (end: () => void, late: (milliseconds: number) => Waiting) => Waiting,
): Promise<Outcome> {
  const start = performance.now()
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true })
    const timers: Waiting[] = []
    let text = ''
    const done = (result: Outcome['result']) => {
      for (const timer of timers) clearTimeout(timer)
      socket.destroy()
      resolve({ result, retry: /\r\nretry-after: \d+\r\n/i.test(text), milliseconds: performance.now() - start })
    }
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => {
      if (text.length < 65_536) text += chunk
      // The head of the last answer that has begun: an interim one (100) is none.
      const status = [...text.matchAll(/^HTTP\/1\.1 (\d{3}) [\s\S]*?\r\n\r\n/gm)].map(([, found]) => Number(found))
      const final = status.find((one) => one >= 200)
      const bad = status.find((one) => one >= 500)
      if (bad ?? final) done(bad ?? final ?? 0)
    })
    socket.on('error', () => done('closed'))
    socket.on('end', () => done('closed'))
    socket.on('close', () => done('closed'))
    socket.write(bytes)
    const late = (milliseconds: number) => {
      const timer = setTimeout(() => done('hang'), milliseconds)
      timers.push(timer)
      return timer
    }
    timers.push(wait(() => void socket.end(), late))
  })
}
