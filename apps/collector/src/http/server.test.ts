import { connect } from 'node:net'
import { errorCodes } from '@wend/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batch, listen, type Running, raw, start, view } from '../testing.ts'
import { patience } from './server.ts'

let collector: Running
beforeAll(async () => {
  collector = await start({
    patience: { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 50, timeout: 1000 },
  })
})
afterAll(() => collector.stop())
const works = async () => expect((await collector.tell(batch([view()]))).accepted).toBe(1)

/** Status, headers and body of an answer as it came over the wire. */
function parse(text: string) {
  const [head = '', body = ''] = text.split('\r\n\r\n', 2)
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]), head: head.toLowerCase(), body }
}

const get = 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n'
const post = 'POST /w/e HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n'

it('gives a client 5 s for its headers, 10 s for a request and 16 KB of headers, and looks every second', () => {
  expect(patience).toEqual({
    headersTimeout: 5000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1000,
    keepAliveTimeout: 65_000,
    timeout: 30_000,
    maxHeaderSize: 16_384,
  })
})

describe('a client that stalls', () => {
  it.each([
    ['before its first byte', '', 408, 400],
    ['in its request line', 'POST /w', 408, 400],
    ['in its headers', `${post}X-Slow: canary`, 408, 400],
    ['before its body', `${post}Content-Length: 100\r\n\r\n`, 408, 800],
    ['in its body', `${post}Content-Length: 100\r\n\r\n{"v":1`, 408, 800],
    ['in a chunk', `${post}Transfer-Encoding: chunked\r\n\r\n20\r\ncanary`, 408, 800],
    ['between two chunks', `${post}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n`, 408, 800],
  ])('%s is told so and let go', async (_, bytes, status, after) => {
    const { text, took } = await collector.raw(bytes)
    expect(took).toBeGreaterThan(after - 50)
    expect(took).toBeLessThan(after + 5000)
    expect(parse(text).status).toBe(status)
    expect(JSON.parse(parse(text).body)).toMatchObject({
      code: 'request_timeout',
      message: expect.stringMatching(/\.$/),
    })
    await works()
  })

  it('by one byte at a time is let go as well', async () => {
    const socket = connect(collector.port, '127.0.0.1')
    const start = performance.now()
    const timer = setInterval(() => socket.write('a'), 40)
    socket.write(get)
    await new Promise((resolve) => socket.on('close', resolve).on('error', () => {}))
    clearInterval(timer)
    expect(performance.now() - start).toBeLessThan(3500)
    await works()
  })

  it('two hundred times at once keeps nobody out', async () => {
    const stalled = Array.from({ length: 200 }, () => collector.raw(`${post}Content-Length: 100\r\n\r\n{`))
    const start = performance.now()
    await works()
    expect(performance.now() - start).toBeLessThan(3000)
    expect(new Set((await Promise.all(stalled)).map(({ text }) => parse(text).status))).toEqual(new Set([408]))
  })
})

describe('a client that reads nothing', () => {
  it('is let go, however much it asks for', async () => {
    await collector.tell(batch(Array.from({ length: 500 }, () => view({ title: 'a'.repeat(900) }))))
    const all = `GET /api/events?limit=1000 HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${collector.bearer.Authorization}\r\n\r\n`
    const socket = connect(collector.port, '127.0.0.1').on('error', () => {})
    // Together far more than the buffers of both sides hold.
    socket.pause().write(all.repeat(25))
    await new Promise((resolve) => setTimeout(resolve, 3000))
    await works()
    const closed = new Promise((resolve) => socket.on('close', resolve))
    let got = ''
    socket.on('data', (chunk) => {
      got += chunk
    })
    socket.resume()
    await closed
    expect(got.split('HTTP/1.1 200').length - 1).toBeLessThan(25)
  })

  it('and asks for more and more is let go at once', async () => {
    const { text, took } = await collector.raw(`${get}\r\n`.repeat(50_000))
    expect(took).toBeLessThan(5000)
    expect(text.split('HTTP/1.1 200').length).toBeLessThan(500)
    await works()
  })

  it('but only waits for an answer that takes its time is not', async () => {
    const other = await start({
      patience: { timeout: 200 },
      log: (log) => ({
        ...log,
        append: (entries) => new Promise((resolve) => setTimeout(() => resolve(log.append(entries)), 700)),
      }),
    })
    expect((await other.tell(batch([view()]))).accepted).toBe(1)
    await other.stop()
  })
})

describe('bytes that are no request', () => {
  const body = JSON.stringify(batch([view()]))
  it.each<[string, string | Uint8Array, number]>([
    ['garbage', 'canary canary\r\n\r\n', 400],
    ['a TLS hello', Buffer.from('16030100c8010000c40303', 'hex'), 400],
    ['nothing but zeros', Buffer.alloc(1000), 400],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['HTTP/9', 'GET / HTTP/9.9\r\nHost: a\r\n\r\n', 400],
    ['a method nobody knows', 'CANARY / HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a space in the address', 'GET /w/e canary HTTP/1.1\r\nHost: a\r\n\r\n', 400],
    ['a header without a name', `${get}: canary\r\n\r\n`, 400],
    ['a header without a colon', `${get}canary\r\n\r\n`, 400],
    ['a space in the name of a header', `${get}X canary: 1\r\n\r\n`, 400],
    ['a bare CR in a header', `${get}X: a\rcanary: 1\r\n\r\n`, 400],
    ['a null in a header', `${get}X: a\0canary\r\n\r\n`, 400],
    ['two lengths', `${post}Content-Length: 1\r\nContent-Length: 2\r\n\r\na`, 400],
    ['a length and chunks', `${post}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ['a negative length', `${post}Content-Length: -1\r\n\r\n`, 400],
    ['a length of text', `${post}Content-Length: canary\r\n\r\n`, 400],
    ['a length beyond all numbers', `${post}Content-Length: 99999999999999999999999\r\n\r\n`, 400],
    ['chunks and a length', `${post}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n`, 400],
    ['the same length twice', `${post}Content-Length: 1\r\nContent-Length: 1\r\n\r\na`, 400],
    ['a list of lengths', `${post}Content-Length: 1, 1\r\n\r\na`, 400],
    ['a length with a sign', `${post}Content-Length: +1\r\n\r\na`, 400],
    ['a length in hex', `${post}Content-Length: 0x1\r\n\r\na`, 400],
    ['chunked that is not last', `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n`, 400],
    ['chunked twice', `${post}Transfer-Encoding: chunked\r\nTransfer-Encoding: canary\r\n\r\n0\r\n\r\n`, 400],
    ['chunked behind a vertical tab', `${post}Transfer-Encoding: \vchunked\r\n\r\n0\r\n\r\n`, 400],
    ['a space before a colon', `${post}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n`, 400],
    ['a header that goes on in the next line', `${get}X: a\r\n canary\r\n\r\n`, 400],
    ['lines that end in LF alone', 'GET /healthz HTTP/1.1\nHost: a\nX: canary\n\n', 400],
    ['a chunk that ends in LF alone', `${post}Transfer-Encoding: chunked\r\n\r\n1\na\n0\n\n`, 400],
    ['a chunk longer than it says', `${post}Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n`, 400],
    ['a chunk of a length beyond all numbers', `${post}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n`, 400],
    ['a chunk of a negative length', `${post}Transfer-Encoding: chunked\r\n\r\n-1\r\n`, 400],
    ['two hosts', 'GET /healthz HTTP/1.1\r\nHost: a\r\nHost: canary\r\nConnection: close\r\n\r\n', 400],
    ['a chunk of no length', `${post}Transfer-Encoding: chunked\r\n\r\ncanary\r\n\r\n`, 400],
    ['an encoding of transfer nobody knows', `${post}Transfer-Encoding: canary\r\n\r\n`, 400],
    ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['a host that is none', 'GET /healthz HTTP/1.1\r\nHost: a b/canary\r\nConnection: close\r\n\r\n', 400],
    ['an address that is none', 'GET http://[canary HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    ['an asterisk', 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    ['a backslash in the address', 'GET /console\\..\\canary HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 400],
    ['an order to a proxy', 'CONNECT canary.example:443 HTTP/1.1\r\nHost: a\r\n\r\n', 405],
    ['an address of someone else', 'GET http://canary.example/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 302],
    ['a trace', 'TRACE /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n', 405],
    ['an upgrade', `${get}Connection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`, 200],
    [
      'an expectation',
      `${post}Expect: canary\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      200,
    ],
    ['headers over 16 KB', `${get}X: ${'a'.repeat(17_000)}\r\n\r\n`, 431],
    ['thousands of headers', `${get}${'X: a\r\n'.repeat(4000)}\r\n`, 431],
    [
      'long chunk extensions',
      `${post}Transfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(20_000)}\r\na\r\n0\r\n\r\n`,
      413,
    ],
  ])('%s: an answer all the same', async (_, bytes, status) => {
    const { text, took } = await collector.raw(bytes)
    const answer = parse(text)
    expect([answer.status, took < 2000]).toEqual([status, true])
    if (status >= 400) {
      const { code, message } = JSON.parse(answer.body)
      expect(errorCodes).toHaveProperty(code, status)
      expect(message).toMatch(/\.$/)
      expect(answer.head).toContain('application/json')
    }
    expect(text).not.toMatch(/canary/i)
    await works()
  })

  it.each([
    ['nothing', ''],
    ['half a request line', 'POST /w'],
    ['half its headers', `${post}Content-`],
    ['half its body', `${post}Content-Length: 100\r\n\r\n{"v":1`],
    ['a whole request', `${get}\r\n`],
  ])('a client that has said %s and closes its half does no harm', async (_, bytes) => {
    const { took } = await raw(collector.port, bytes, true)
    expect(took).toBeLessThan(5000)
    await works()
  })

  it('a client that hangs up in the middle of its body does no harm', async () => {
    for (let count = 0; count < 50; count++) {
      const socket = connect(collector.port, '127.0.0.1').on('error', () => {})
      socket.write(`${post}Content-Length: 1000\r\n\r\n{`)
      setTimeout(() => (count % 2 ? socket.destroy() : socket.resetAndDestroy()), 20)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
    await works()
  })

  it('a body over the limit is answered before it has ended', async () => {
    for (const head of ['Content-Length: 100000000', 'Transfer-Encoding: chunked']) {
      const chunk = `${(600_000).toString(16)}\r\n${' '.repeat(600_000)}\r\n`
      const { text, took } = await collector.raw(`${post}${head}\r\n\r\n${head.startsWith('T') ? chunk : '{'}`)
      expect(took).toBeLessThan(5000)
      expect([parse(text).status, JSON.parse(parse(text).body).code]).toEqual([413, 'body_too_large'])
    }
    await works()
  })

  it('requests in a row on one connection are answered in their order', async () => {
    const one = JSON.stringify(batch([view()]))
    const two = JSON.stringify(batch([view(), view()]))
    const request = (text: string, more = '') => `${post}${more}Content-Length: ${text.length}\r\n\r\n${text}`
    const { text } = await collector.raw(request(one) + request('nonsense') + request(two, 'Connection: close\r\n'))
    expect([...text.matchAll(/"accepted":\d+|invalid_json/g)].map(([found]) => found)).toEqual([
      '"accepted":1',
      'invalid_json',
      '"accepted":2',
    ])
  })
})

describe('the end', () => {
  it.each([
    ['nobody', () => {}],
    ['a connection that never asked for anything', (port: number) => connect(port, '127.0.0.1').on('error', () => {})],
    [
      'a connection that is kept alive',
      (port: number) =>
        connect(port, '127.0.0.1')
          .on('error', () => {})
          .write(`${get}\r\n`),
    ],
  ])('waits for no more than is under way: %s', async (_, join) => {
    const other = await start()
    join(other.port)
    await new Promise((resolve) => setTimeout(resolve, 50))
    const began = performance.now()
    await other.stop()
    expect(performance.now() - began).toBeLessThan(3000)
  })

  it('is told to readers of a live stream', async () => {
    const other = await start()
    const readers = await Promise.all(
      ['events', 'live'].map((name) => listen(`${other.url}/api/${name}`, other.bearer)),
    )
    const began = performance.now()
    await other.stop()
    expect(performance.now() - began).toBeLessThan(3000)
    for (const reader of readers) await expect(reader.next()).rejects.toThrow('The stream ended')
  })

  it('lets a request under way have its answer', async () => {
    const other = await start({
      log: (log) => ({
        ...log,
        append: (entries) => new Promise((resolve) => setTimeout(() => resolve(log.append(entries)), 300)),
      }),
    })
    const answer = other.tell(batch([view()]))
    await new Promise((resolve) => setTimeout(resolve, 100))
    await other.stop()
    expect((await answer).accepted).toBe(1)
  })
})

it('writes nothing but JSON lines without a trace of any of it', () => {
  for (const line of collector.output().trim().split('\n')) expect(JSON.parse(line).msg).toEqual(expect.any(String))
  expect(collector.output()).not.toMatch(/canary/i)
})
