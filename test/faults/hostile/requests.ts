import { randomUUID } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Random } from './random.ts'
import { values, words } from './values.ts'

/** Something to send over a connection of its own. */
export interface Bad {
  family: string
  bytes: Buffer
  /** Whether it is surely all there: only then an answer is owed without more. */
  whole: boolean
}

const now = Date.now()
const origin = 'https://shop.example'
const event = (more = '') =>
  `{"id":"${randomUUID()}","type":"page.viewed","at":${now},"data":{"url":"https://shop.example/"}${more}}`
/** A good batch, with some of its fields written otherwise. */
export const envelope = (fields: Readonly<Record<string, string>> = {}): string =>
  `{${Object.entries({
    v: '1',
    site: '"shop"',
    consent: '{"granted":["analytics"],"source":"test"}',
    events: `[${event()}]`,
    ...fields,
  }).map(([key, value]) => `"${key}":${value}`)}}`

const head = (line: string, headers: readonly string[]): string => [line, ...headers, '', ''].join('\r\n')
const usual = ['Host: localhost', 'Connection: close', 'Content-Type: text/plain']
const post = (path: string, body: string | Buffer, headers: readonly string[] = [], from = origin): Buffer => {
  const bytes = Buffer.from(body)
  return Buffer.concat([
    Buffer.from(
      head(`POST ${path} HTTP/1.1`, [...usual, `Origin: ${from}`, ...headers, `Content-Length: ${bytes.length}`]),
      'latin1',
    ),
    bytes,
  ])
}
const chunked = (body: Buffer, size: number): Buffer => {
  const chunks = Array.from({ length: Math.ceil(body.length / size) }, (_, i) =>
    body.subarray(i * size, (i + 1) * size),
  )
  const framed = chunks.flatMap((chunk) => [
    Buffer.from(`${chunk.length.toString(16)}\r\n`),
    chunk,
    Buffer.from('\r\n'),
  ])
  const first = head('POST /w/e HTTP/1.1', [...usual, 'Transfer-Encoding: chunked'])
  return Buffer.concat([Buffer.from(first), ...framed, Buffer.from('0\r\n\r\n')])
}
const wire = (text: string): Buffer => Buffer.from(text, 'latin1')

const whole = (family: string, list: readonly Buffer[]): Bad[] => list.map((bytes) => ({ family, bytes, whole: true }))
const open = (family: string, list: readonly Buffer[]): Bad[] => list.map((bytes) => ({ family, bytes, whole: false }))

const envelopeFields = ['v', 'site', 'sent', 'tab', 'consent', 'events', 'lost']
const consentFields = ['granted', 'denied', 'source', 'at', 'receipt', 'policy', 'nobody', 'text', 'language', 'legal']
const eventFields = ['id', 'type', 'at', 'n', 'view', 'data']
const dataFields = ['url', 'title', 'referrer', 'via', 'width', 'identifiers']

const fields = (): Bad[] => [
  ...whole(
    'envelope',
    envelopeFields.flatMap((key) => values.map((value) => post('/w/e', envelope({ [key]: value })))),
  ),
  ...whole(
    'consent',
    consentFields.flatMap((key) =>
      values.map((value) => post('/w/c', `{"v":1,"site":"shop","consent":{"granted":[],"${key}":${value}}}`)),
    ),
  ),
  ...whole(
    'event',
    eventFields.flatMap((key) =>
      values.map((value) => post('/w/e', envelope({ events: `[${event(`,"${key}":${value}`)},${event()}]` }))),
    ),
  ),
  ...whole(
    'data',
    dataFields.flatMap((key) =>
      values.map((value) => {
        const one = `{"id":"${randomUUID()}","type":"${key === 'identifiers' ? 'identity.claimed' : 'page.viewed'}","at":${now},"data":{"url":"/","${key}":${value}}}`
        return post('/w/e', envelope({ events: `[${one}]` }))
      }),
    ),
  ),
  ...whole(
    'undeclared',
    values.map((value) => {
      const one = `{"id":"${randomUUID()}","type":"custom.anything","at":${now},"data":{"x":${value},"__proto__":${value}}}`
      return post('/w/e', envelope({ site: '"open"', events: `[${one}]` }), [], 'https://a.open.example')
    }),
  ),
]

const good = Buffer.from(envelope())
const bodies = (): Bad[] => {
  const zipped = gzipSync(good)
  const raw: Buffer[] = [
    Buffer.alloc(0),
    Buffer.alloc(1000),
    Buffer.from(' '),
    Buffer.from('[]'),
    Buffer.from('"x"'),
    Buffer.from(`\ufeff${good}`),
    Buffer.from(good.toString(), 'utf16le'),
    Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    Buffer.from([0x22, 0xc0, 0xaf, 0x22]),
    Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]),
    Buffer.concat([good, good]),
    good.subarray(0, -1),
    Buffer.from('['.repeat(300_000)),
    Buffer.from('{"a":'.repeat(80_000)),
    Buffer.from(`[${'[],'.repeat(110_000)}1]`),
    Buffer.from(`"${'\\'.repeat(100_001)}"`),
    Buffer.from(`{${'"a":1,'.repeat(60_000)}"a":1}`),
    Buffer.from(envelope({ events: `[${Array(501).fill('{}')}]` })),
    Buffer.from(envelope({ events: `[${Array(500).fill('null')}]` })),
    Buffer.from(envelope({ events: `[${Array(500).fill('{"id":1}')}]` })),
    Buffer.alloc(512 * 1024 + 1, 0x20),
    Buffer.alloc(2 ** 21, 0x20),
    gzipSync(Buffer.alloc(2 ** 21 + 1, 0x20)),
    gzipSync(Buffer.alloc(100 * 2 ** 20)),
    gzipSync(zipped),
    gzipSync(''),
    Buffer.concat([zipped, zipped]),
    Buffer.concat([zipped, Buffer.alloc(3)]),
    Buffer.concat([zipped, Buffer.from('garbage')]),
  ]
  const cuts = Array.from({ length: zipped.length - 1 }, (_, length) => zipped.subarray(0, length + 1))
  const encodings = ['gzip', 'br', 'deflate', 'zstd', 'identity', 'gzip, gzip', 'compress', 'GZIP', 'x-gzip', ' ']
  return [
    ...whole(
      'body',
      raw.flatMap((body) => [post('/w/e', body), post('/w/c', body), chunked(body, 60_000)]),
    ),
    ...whole(
      'gzip cut',
      cuts.map((body) => post('/w/e', body)),
    ),
    ...whole(
      'encoding',
      encodings.flatMap((encoding) =>
        [good, zipped, Buffer.from('x')].map((body) => post('/w/e', body, [`Content-Encoding: ${encoding}`])),
      ),
    ),
    ...whole(
      'chunks',
      [1, 2, 3, 7].map((size) => chunked(good, size)),
    ),
  ]
}

const names = [
  'Host',
  'Origin',
  'Cookie',
  'Authorization',
  'User-Agent',
  'Referer',
  'X-Forwarded-For',
  'Content-Type',
  'Content-Encoding',
  'Expect',
  'Upgrade',
  'Range',
  'If-None-Match',
  'Accept',
  'Last-Event-ID',
  'Sec-GPC',
  'X-Country',
]
const headers = (): Bad[] => [
  ...whole(
    'header',
    names.flatMap((name) =>
      words.map((word) => {
        const all = [...usual.filter((line) => !line.startsWith(`${name}:`)), `${name}: ${word}`]
        return wire(
          `${head('POST /w/e HTTP/1.1', [...all, `Content-Length: ${good.length}`])}${good.toString('latin1')}`,
        )
      }),
    ),
  ),
  ...whole(
    'cookie',
    values.map((value) =>
      post('/w/e', good, [
        `Cookie: wend_consent=${encodeURIComponent(value).slice(0, 8000)}; __Host-wend=${encodeURIComponent(value).slice(0, 3000)}`,
      ]),
    ),
  ),
]

const framings = [
  'Transfer-Encoding: chunked',
  'Transfer-Encoding:chunked',
  'Transfer-Encoding: Chunked',
  'Transfer-Encoding : chunked',
  'Transfer-Encoding: xchunked',
  'Transfer-Encoding: chunked, identity',
  'Transfer-Encoding: identity, chunked',
  'Transfer-Encoding: gzip, chunked',
  'Transfer-Encoding:\tchunked',
  'Transfer-Encoding: \x0bchunked',
  'Transfer-Encoding: "chunked"',
  'Transfer-Encoding: chunked;a=b',
  'Transfer-Encoding: ',
  'Transfer-Encoding\r\n : chunked',
  ' Transfer-Encoding: chunked',
  'X: y\r\n\tTransfer-Encoding: chunked',
  'X: y\nTransfer-Encoding: chunked',
  'X: y\rTransfer-Encoding: chunked',
  'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
  'Content-Length: 0',
  'Content-Length: 5',
  'Content-Length: 5\r\nContent-Length: 6',
  'Content-Length: 5, 5',
  'Content-Length: +5',
  'Content-Length: 5 5',
  'Content-Length: 0x5',
  'Content-Length: 5.0',
  'Content-Length: -5',
  'Content-Length:',
  'Content-Length: 00000000000000000000000005',
  'Content-Length: 18446744073709551617',
]
const smuggled = 'GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n'
const smuggling = (): Bad[] =>
  open(
    'smuggling',
    framings.flatMap((one) =>
      ['', ...framings.slice(0, 8), 'Content-Length: 4', 'Content-Length: 50'].flatMap((other) =>
        ['0\r\n\r\n', '5\r\nabcde\r\n0\r\n\r\n'].map((body) =>
          wire(
            `POST /w/e HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n${one}\r\n${other ? `${other}\r\n` : ''}\r\n${body}${smuggled}`,
          ),
        ),
      ),
    ),
  )

const paths = [
  '/',
  '/w/e',
  '/w/c',
  '/w/p.gif',
  '/w/w.js',
  '/w/you',
  '/w/you/export',
  '/w/you/erase',
  '/api/events',
  '/api/live',
  '/api/sites',
  '/api/families',
  '/api/people/erase',
  '/api/failed',
  '/api/quality',
  '/console/',
  '/healthz',
  '/readyz',
  '/metrics',
  '/.well-known/gpc.json',
]
const tricks = [
  '/w//e',
  '/w/./e',
  '/w/../w/e',
  '/w/%65',
  '/w/e%2f',
  '/w%2fe',
  '/w/e%00',
  '/w/e;x=1',
  '/w/e?%',
  '/w/e#x',
  '//evil.example/w/e',
  '/\\evil.example',
  '/w\\e',
  'http://evil.example/w/e',
  'http://localhost/w/e',
  'https://localhost:0/w/e',
  'http://localhost:99999/w/e',
  'http://user:pass@localhost/w/e',
  'http://[::1/w/e',
  'ftp://localhost/w/e',
  '*',
  'w/e',
  '?',
  '/console/%2e%2e/%2e%2e/etc/passwd',
  '/console/..%2f..%2fetc%2fpasswd',
  '/console/%252e%252e%252fetc',
  '/console/....//....//etc/passwd',
  '/console/..;/etc/passwd',
  '/console/%c0%ae%c0%ae/etc/passwd',
  '/console/assets/../../token',
  '/console/assets/%2e%2e%5c%2e%2e%5ctoken',
  '/console/\x01',
  '/console/\xff',
  '/%',
  '/%ff%fe',
  '/%u0041',
  `/${'a/'.repeat(4000)}`,
  `/w/w.js?${'a&'.repeat(4000)}`,
  `/w/p.gif?${'data.x=1&'.repeat(800)}`,
]
const methods = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
  'PROPFIND',
  'PURGE',
  'M-SEARCH',
  'BREW',
  'get',
  'CONNECT',
  '',
]
const lines = (): Bad[] => [
  ...whole(
    'method',
    methods.flatMap((method) =>
      [...paths, '/w/e?x', '/api'].map((path) =>
        wire(head(`${method} ${path} HTTP/1.1`, ['Host: localhost', 'Connection: close'])),
      ),
    ),
  ),
  ...whole(
    'path',
    tricks.flatMap((path) =>
      ['GET', 'POST', 'OPTIONS'].map((method) =>
        wire(head(`${method} ${path} HTTP/1.1`, ['Host: localhost', 'Connection: close', 'Content-Length: 0'])),
      ),
    ),
  ),
  ...open(
    'version',
    [
      'HTTP/0.9',
      'HTTP/1.0',
      'HTTP/1.2',
      'HTTP/2.0',
      'HTTP/9.9',
      'http/1.1',
      'HTTP/1.1 ',
      'HTTP/11',
      'HTP/1.1',
      'ICE/1.0',
      '',
    ].flatMap((version) =>
      ['GET', 'POST'].map((method) => wire(head(`${method} /healthz ${version}`, ['Host: localhost']))),
    ),
  ),
]

const keys = [
  'site',
  'after',
  'limit',
  'type',
  'id',
  'granted',
  'data.url',
  'data.__proto__',
  'site[]',
  '__proto__',
  'kind',
  'from',
]
/** Stands where the run puts the token of its collector. */
export const tokenMark = '@token@'
const signed = ['Host: localhost', 'Connection: close', `Authorization: Bearer ${tokenMark}`]
const inQuery = words.filter((word) => /^[\x21-\x7e]{0,2000}$/.test(word))
const queries = (): Bad[] => [
  ...whole(
    'query',
    ['/w/w.js?', '/w/p.gif?type=page.viewed&', '/w/you?', '/api/schema.json?'].flatMap((path) =>
      keys.flatMap((key) =>
        inQuery.map((word) => {
          const site = key === 'site' ? '' : 'site=shop&'
          return wire(head(`GET ${path}${site}${key}=${word} HTTP/1.1`, ['Host: localhost', 'Connection: close']))
        }),
      ),
    ),
  ),
  ...whole('signed', [
    ...['/api/events', '/api/failed', '/api/quality', '/api/sites', '/api/policy'].flatMap((path) =>
      keys.flatMap((key) => inQuery.map((word) => wire(head(`GET ${path}?${key}=${word} HTTP/1.1`, signed)))),
    ),
    ...['erase', 'export'].flatMap((action) =>
      ['site', 'email', 'visitor', 'subject', 'reason'].flatMap((key) =>
        values.map((value) => {
          const body = Buffer.from(`{"site":"shop","${key}":${value}}`)
          const first = head(`POST /api/people/${action} HTTP/1.1`, [...signed, `Content-Length: ${body.length}`])
          return Buffer.concat([wire(first), body])
        }),
      ),
    ),
  ]),
]

/** One good request with some of its bytes changed, cut, doubled or swapped. */
export function mutated(random: Random, from: Buffer = post('/w/e', envelope())): Bad {
  let bytes = Buffer.from(from)
  for (let count = 1 + random.below(8); count > 0; count--) {
    const at = random.below(bytes.length || 1)
    const part = bytes.subarray(at, at + 1 + random.below(40))
    switch (random.below(5)) {
      case 0:
        bytes[at] = random.below(256)
        break
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + part.length)])
        break
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)])
        break
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at), random.bytes(1 + random.below(20)), bytes.subarray(at)])
        break
      default:
        bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(values)), bytes.subarray(at)])
    }
  }
  return { family: 'mutation', bytes, whole: false }
}

/** A good request of which some bits of the gzip body are turned over. */
function flipped(random: Random): Bad {
  const zipped = gzipSync(envelope())
  for (let count = 1 + random.below(4); count > 0; count--) {
    const at = random.below(zipped.length)
    zipped[at] = (zipped[at] ?? 0) ^ (1 << random.below(8))
  }
  return { family: 'gzip bits', bytes: post('/w/e', zipped), whole: true }
}

const tables: readonly (() => Bad[])[] = [fields, bodies, headers, smuggling, lines, queries]

/** Every request of the tables and so many mutations, each only once, in an order of the seed's. */
export function requests(random: Random, mutations: number): Bad[] {
  const all = [
    ...tables.flatMap((table) => table()),
    ...Array.from({ length: mutations }, () => mutated(random)),
    ...Array.from({ length: mutations / 3 }, () => flipped(random)),
  ]
  // Another id alone makes no other request.
  const said = ({ bytes }: Bad) => bytes.toString('latin1').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')
  const distinct = [...new Map(all.map((bad) => [said(bad), bad])).values()]
  for (let at = distinct.length - 1; at > 0; at--) {
    const other = random.below(at + 1)
    const [one, two] = [distinct[at], distinct[other]] as [Bad, Bad]
    distinct[at] = two
    distinct[other] = one
  }
  return distinct
}

const partial = `POST /w/e HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n`
/** What stops in the middle and stays silent. The collector gives it up after five to ten seconds. */
export const stalled: readonly Buffer[] = [
  '',
  'P',
  'POST /w',
  'POST /w/e HTTP/1.1',
  partial,
  `${partial}X-Slow: `,
  `${partial}Content-Length: 10`,
  `${partial}Content-Length: 10\r\n\r\n`,
  `${partial}Content-Length: 10\r\n\r\n{`,
  `${partial}Content-Length: 500000\r\n\r\n${' '.repeat(400_000)}`,
  `${partial}Transfer-Encoding: chunked\r\n\r\n`,
  `${partial}Transfer-Encoding: chunked\r\n\r\n5`,
  `${partial}Transfer-Encoding: chunked\r\n\r\n5\r\nab`,
  `${partial}Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n`,
  `${partial}Transfer-Encoding: chunked\r\n\r\n0\r\n`,
  `${partial}Transfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n`,
  `${partial}Expect: 100-continue\r\nContent-Length: 10\r\n\r\n`,
  `${'GET /api/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(50)}GET`,
].map((text) => Buffer.from(text))
