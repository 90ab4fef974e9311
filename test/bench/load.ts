import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'

const address = (n: number): string =>
  `https://shop.example/products/stoneware-mug-${n}?utm_source=newsletter&utm_medium=email&utm_campaign=autumn&variant=${'blue-large-glazed-'.repeat(4)}`

/** A visit to a shop: views of about 1 KB, each with a title of its own, and the page before as its referrer. */
const pageView = (n: number) => ({
  id: '@id@',
  n,
  type: 'page.viewed',
  at: 0,
  view: `b7c1d2e3f4a5${1000 + n}`,
  data: {
    url: address(n),
    title: `Stoneware mug ${n}: thrown by hand, glazed in four colours, dishwasher safe | The shop of good things for the table`,
    referrer: n
      ? address(n - 1)
      : `https://www.example.org/reviews/the-best-mugs-of-the-year?session=${'0123456789abcdef'.repeat(12)}`,
    via: 'load',
    language: 'en-GB',
    width: 1280,
  },
})

/** The views of a long visit as JSON, before and after their id and time. */
const views = Array.from(
  { length: 97 },
  (_, n) => JSON.stringify(pageView(n)).split(/@id@|(?<="at":)0/) as [string, string, string],
)

/** UUIDs of version 7 that cost next to nothing: the load must not eat the machine it measures. */
function uuids(): (at: number) => string {
  const own = randomBytes(6).toString('hex')
  let count = 0
  return (at) => {
    const time = at.toString(16).padStart(12, '0')
    const low = (count++ & 0xffffff).toString(16).padStart(6, '0')
    return `${time.slice(0, 8)}-${time.slice(8)}-7${low.slice(0, 3)}-a${low.slice(3)}-${own}`
  }
}

export interface Load {
  port: number
  connections: number
  eventsPerRequest: number
  seconds: number
}

export interface Measured {
  eventsPerSecond: number
  p50: number
  p99: number
  requests: number
  bytesPerEvent: number
}

/**
 * Posts batches over plain sockets, each connection its next request after the answer to the last, and counts what was
 * acknowledged. Bodies are written while the clock runs, as in a browser; only their text is prepared. Times in milliseconds.
 */
export async function load({ port, connections, eventsPerRequest, seconds }: Load): Promise<Measured> {
  const latencies: number[] = []
  let accepted = 0
  let bytes = 0
  const end = performance.now() + seconds * 1000

  const worker = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      const tab = randomBytes(8).toString('hex')
      const cookie = randomBytes(16).toString('base64url')
      const uuid = uuids()
      let step = Math.floor(Math.random() * views.length)
      let started = 0
      let received = ''
      const send = () => {
        if (performance.now() > end) return socket.end(resolve)
        const at = Date.now()
        const events = Array.from({ length: eventsPerRequest }, () => {
          const [head, middle, tail] = views[step++ % views.length] ?? ['', '', '']
          return `${head}${uuid(at)}${middle}${at}${tail}`
        }).join()
        const body = `{"v":1,"site":"shop","sent":${at},"tab":"${tab}","consent":{"granted":["analytics"],"source":"bench"},"events":[${events}]}`
        bytes += body.length
        started = performance.now()
        socket.write(
          `POST /w/e HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:1\r\nCookie: __Host-wend=${cookie}\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        )
      }
      socket.setEncoding('latin1')
      socket.on('connect', send)
      socket.on('error', reject)
      socket.on('data', (chunk: string) => {
        received += chunk
        const found = /"accepted":(\d+)[\s\S]*\}$/.exec(received)
        if (!found) {
          if (/^HTTP\/1\.1 [45]/.test(received)) reject(new Error(`The server answered ${received.slice(0, 200)}`))
          return
        }
        received = ''
        latencies.push(performance.now() - started)
        accepted += Number(found[1])
        send()
      })
    })

  const begin = performance.now()
  await Promise.all(Array.from({ length: connections }, worker))
  const elapsed = (performance.now() - begin) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
  return {
    eventsPerSecond: accepted / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    requests: latencies.length,
    bytesPerEvent: bytes / Math.max(1, accepted),
  }
}
