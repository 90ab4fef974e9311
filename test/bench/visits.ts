import { randomBytes } from 'node:crypto'

const address = (n: number): string =>
  `https://shop.example/products/stoneware-mug-${n}?utm_source=newsletter&utm_medium=email&utm_campaign=autumn&variant=${'blue-large-glazed-'.repeat(4)}`

/** A visit to a shop: views of about 700 bytes, each with a title of its own, and the page before as its referrer. */
const pageView = (n: number) => ({
  id: '@id@',
  n: 0,
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

/** The views of a long visit as JSON, in the pieces between id, number and time. */
const views = Array.from(
  { length: 97 },
  (_, n) => JSON.stringify(pageView(n)).split(/@id@|(?<="(?:n|at)":)0/) as [string, string, string, string],
)

/** Names the events of a load, so that they can be looked for afterwards: `…-{name}` with a number that counts up from 0. */
export const idOf = (name: string, number: number, at: number): string => {
  const time = at.toString(16).padStart(12, '0')
  const low = number.toString(16).padStart(6, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${low.slice(0, 3)}-a${low.slice(3)}-${name}`
}

/** The sender and the number in an id that `idOf` made. */
export const partsOf = (id: string): { name: string; number: number } => ({
  name: id.slice(24),
  number: Number.parseInt(id.slice(15, 18) + id.slice(20, 23), 16),
})

/**
 * Browsers one after the other on one connection: each sends some batches, with the cookie and the receipt that it was
 * given, then the next one begins with nothing. Costs next to nothing: the load must not eat the machine it measures.
 */
export function createVisits(eventsPerRequest: number, batchesPerVisitor: number) {
  const name = randomBytes(6).toString('hex')
  let step = Math.floor(Math.random() * views.length)
  let events = 0
  let batches = 0
  let number = 0
  let tab = ''
  let cookie = ''
  let receipt = ''
  let since = 0

  return {
    name,
    /** Events that were asked for so far. */
    sent: () => events,
    /** The next request, whole. */
    request(at: number): { text: string; bytes: number } {
      if (batches++ % batchesPerVisitor === 0) {
        tab = randomBytes(8).toString('hex')
        cookie = receipt = ''
        number = 0
        since = at
      }
      const list = Array.from({ length: eventsPerRequest }, () => {
        const [id, n, time, rest] = views[step++ % views.length] ?? ['', '', '', '']
        return `${id}${idOf(name, events++, at)}${n}${number++}${time}${at}${rest}`
      }).join()
      const consent = `{"granted":["analytics"],"source":"bench","at":${since}${receipt && `,"receipt":"${receipt}"`}}`
      const body = `{"v":1,"site":"shop","sent":${at},"tab":"${tab}","consent":${consent},"events":[${list}]}`
      return {
        text: `POST /w/e HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost:1\r\n${cookie && `Cookie: ${cookie}\r\n`}User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        bytes: body.length,
      }
    },
    /** Keeps what a browser and the tracker would keep of an answer. */
    answered(text: string): void {
      cookie = /^set-cookie: (__Host-wend=[^;\r]*)/im.exec(text)?.[1] ?? cookie
      receipt = /"receipt":"([^"]+)"/.exec(text)?.[1] ?? receipt
    },
  }
}
