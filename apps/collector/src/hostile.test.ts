import { gzipSync } from 'node:zlib'
import { errorCodes, failure, limits } from '@wend/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batch, id, now, type Running, start, view } from './testing.ts'

/** Stands in every bad request where a value can stand; it must not come back. */
const mark = 'xq7canary'
type Headers = Record<string, string>
type Bad = [name: string, status: number, path: string, init?: RequestInit]

const json = JSON.stringify
const long = 'a'.repeat(12_000)
const zipped = gzipSync(json(batch([view()])))
const bomb = gzipSync(Buffer.alloc(limits.inflatedBytes + 1, 0x20))
const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth)
const post = (body: unknown, headers: Headers = {}, method = 'POST'): RequestInit => ({
  method,
  headers: { 'Content-Type': 'text/plain', ...headers },
  body:
    typeof body === 'string' || body instanceof Uint8Array || body instanceof ReadableStream
      ? (body as BodyInit)
      : json(body),
  ...(body instanceof ReadableStream && { duplex: 'half' }),
})
const envelope = (more: object) => post({ ...batch([view()]), ...more })
const text = (body: string) => post(`{"v":1,"site":"shop","events":[{"id":"${id()}","type":"page.viewed",${body}}]}`)
/** Sends forever, until nobody reads. */
const endless = () =>
  new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      controller.enqueue(Buffer.alloc(65_536, 0x20))
    },
  })

const envelopes: Bad[] = (
  [
    ['no version', { v: undefined }],
    ['version 2', { v: 2 }],
    ['version "1"', { v: '1' }],
    ['a version of text', { v: mark }],
    ['no site', { site: undefined }],
    ['an empty site', { site: '' }],
    ['a site that is a number', { site: 7 }],
    ['a site that is a list', { site: ['shop'] }],
    ['a site with a space', { site: `sh op${mark}` }],
    ['a site with a line break', { site: `shop\r\n${mark}` }],
    ['a long site', { site: mark.repeat(20) }],
    ['sent that is text', { sent: `${mark}` }],
    ['sent that is negative', { sent: -1 }],
    ['sent that is null', { sent: null }],
    ['sent beyond all dates', { sent: 9e15 }],
    ['a tab that is a number', { tab: 7 }],
    ['a tab with a space', { tab: `a ${mark}` }],
    ['an empty tab', { tab: '' }],
    ['consent that is text', { consent: 'yes' }],
    ['consent that is true', { consent: true }],
    ['consent that is null', { consent: null }],
    ['consent that is a list', { consent: ['analytics'] }],
    ['consent without grants', { consent: {} }],
    ['grants that are text', { consent: { granted: 'analytics' } }],
    ['grants that are an object', { consent: { granted: { analytics: true } } }],
    ['grants that are numbers', { consent: { granted: [1] } }],
    ['a long grant', { consent: { granted: [mark.repeat(10)] } }],
    ['too many grants', { consent: { granted: Array(33).fill('analytics') } }],
    ['a source with markup', { consent: { granted: [], source: `<${mark}>` } }],
    ['a receipt that is a number', { consent: { granted: [], receipt: 1 } }],
    ['a long receipt', { consent: { granted: [], receipt: 'a'.repeat(2049) } }],
    ['a decision at no moment', { consent: { granted: [], at: 'now' } }],
    ['no events', { events: undefined }],
    ['empty events', { events: [] }],
    ['events that are null', { events: null }],
    ['events that are an object', { events: { 0: view() } }],
    ['events that are text', { events: mark }],
    ['501 events', { events: Array(501).fill({}) }],
  ] as const
).map(([name, more]) => [`an envelope with ${name}`, 400, '/w/e', envelope(more)])

const bodies: Bad[] = (
  [
    ['no body', 400, post('')],
    ['a space', 400, post(' ')],
    ['text', 400, post(mark)],
    ['a number', 400, post('7')],
    ['null', 400, post('null')],
    ['a list', 400, post('[]')],
    ['an empty object', 400, post('{}')],
    ['half an object', 400, post('{"v":1,"site":"shop","events":[{')],
    ['two objects', 400, post('{"v":1}{"v":1}')],
    ['a byte order mark', 400, post(`\ufeff${json(batch([view()]))}`)],
    ['NaN', 400, text('"at":NaN')],
    ['Infinity', 400, text('"at":Infinity')],
    ['a hex number', 400, text('"at":0x10')],
    ['a comment', 400, text('/**/"at":1')],
    ['a trailing comma', 400, text('"at":1,')],
    ['a single quote', 400, text(`"at":'1'`)],
    ['a raw line break in text', 400, text('"at":"\n"')],
    ['broken UTF-8', 400, post(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]))],
    ['overlong UTF-8', 400, post(Buffer.from([0x22, 0xc0, 0xaf, 0x22]))],
    ['half a character', 400, post(Buffer.from([0x22, 0xe2, 0x82, 0x22]))],
    ['a lone surrogate in bytes', 400, post(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))],
    ['UTF-16', 400, post(Buffer.from(json(batch([view()])), 'utf16le'))],
    ['null bytes', 400, post(Buffer.alloc(100))],
    ['lists 200,000 deep', 400, post(nested(200_000, '[', ']'))],
    ['consent 100 deep', 400, post(`{"v":1,"site":"shop","consent":${nested(100, '[', ']')},"events":[]}`)],
    ['consent 100 deep in gzip', 400, post(gzipSync(`{"v":1,"consent":${nested(100, '[', ']')},"events":[]}`))],
    ['objects 80,000 deep', 400, post(`${'{"a":'.repeat(80_000)}1${'}'.repeat(80_000)}`)],
    ['__proto__ for an envelope', 400, post('{"__proto__":{"v":1,"site":"shop","events":[{}]}}')],
    ['constructor for a site', 403, post({ ...batch([view()]), site: 'constructor' })],
    ['__proto__ for a site', 403, post({ ...batch([view()]), site: '__proto__' })],
    ['a site that is not there', 403, post({ ...batch([view()]), site: mark })],
    ['one byte too many', 413, post(Buffer.alloc(limits.wireBytes + 1, 0x20))],
    ['four megabytes', 413, post(Buffer.alloc(4 * 2 ** 20, 0x20))],
    ['no end, in chunks', 413, post(endless())],
    ['gzip cut short', 400, post(zipped.subarray(0, -9), { 'Content-Encoding': 'gzip' })],
    ['gzip cut in its header', 400, post(zipped.subarray(0, 5))],
    ['gzip of garbage', 400, post(Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(500, 7)]))],
    ['gzip with a wrong checksum', 400, post(Buffer.concat([zipped.subarray(0, -8), Buffer.alloc(8, 1)]))],
    ['no gzip where the header says so', 400, post(batch([view()]), { 'Content-Encoding': 'gzip' })],
    ['gzip in gzip', 400, post(gzipSync(zipped))],
    ['gzip of nothing', 400, post(gzipSync(''))],
    ['gzip of text', 400, post(gzipSync(mark))],
    ['a gzip bomb by one byte', 413, post(bomb, { 'Content-Encoding': 'gzip' })],
    ['a gzip bomb of 400 MB', 413, post(gzipSync(Buffer.alloc(400 * 2 ** 20)))],
    [
      'two gzip members that are a bomb together',
      413,
      post(Buffer.concat([1, 2].map(() => gzipSync(Buffer.alloc(1.5 * 2 ** 20))))),
    ],
    ['a small gzip bomb, 300 to 1', 413, post(gzipSync(json(batch([view()])) + ' '.repeat(500_000)))],
    ['two gzip members', 400, post(Buffer.concat([zipped, zipped]))],
    ['an empty gzip member before another', 400, post(Buffer.concat([gzipSync(''), zipped]))],
    ['garbage behind the gzip', 400, post(Buffer.concat([zipped, Buffer.from(mark)]))],
    ['zeros behind the gzip', 400, post(Buffer.concat([zipped, Buffer.alloc(8)]))],
    ['gzip of a wrong length', 400, post(Buffer.concat([zipped.subarray(0, -4), Buffer.alloc(4, 1)]))],
    [
      'gzip of a method nobody knows',
      400,
      post(Buffer.concat([zipped.subarray(0, 2), Buffer.from([7]), zipped.subarray(3)])),
    ],
    [
      'gzip with a name without an end',
      400,
      post(Buffer.concat([zipped.subarray(0, 3), Buffer.from([8]), Buffer.alloc(40, 65)])),
    ],
    ['more than 100,000 values', 400, text(`"at":1,"data":[${Array(100_001).fill(1)}]`)],
  ] as const
).map(([name, status, init]) => [`a body with ${name}`, status, '/w/e', init])

const headers: Bad[] = (
  [
    ['deflate', 415, { 'Content-Encoding': 'deflate' }],
    ['br', 415, { 'Content-Encoding': 'br' }],
    ['zstd', 415, { 'Content-Encoding': 'zstd' }],
    ['two encodings', 415, { 'Content-Encoding': 'gzip, gzip' }],
    ['an encoding nobody knows', 415, { 'Content-Encoding': mark }],
    ['a form', 415, { 'Content-Type': 'application/x-www-form-urlencoded' }],
    ['a form in parts', 415, { 'Content-Type': `multipart/form-data; boundary=${mark}` }],
    ['HTML', 415, { 'Content-Type': 'text/html' }],
    ['a type like JSON', 415, { 'Content-Type': 'application/json-patch+json' }],
    ['two types', 415, { 'Content-Type': `text/plainly, ${mark}` }],
    ['a wrong token', 401, { Authorization: `Bearer ${mark}${'x'.repeat(40)}` }],
    ['a token of another scheme', 401, { Authorization: `Basic ${btoa(mark)}` }],
    ['an empty Authorization', 401, { Authorization: '' }],
    ['a long token', 401, { Authorization: `Bearer ${long}` }],
    ['the origin of nobody', 403, { Origin: `https://${mark}.example` }],
    ['the origin null', 403, { Origin: 'null' }],
    ['an empty origin', 403, { Origin: '' }],
    ['a longer origin', 403, { Origin: `https://shop.example.${mark}.example` }],
    ['an origin with a path', 403, { Origin: 'https://shop.example/' }],
    ['an origin in http', 403, { Origin: 'http://shop.example' }],
    ['an origin with a port', 403, { Origin: 'https://shop.example:8443' }],
    ['a long origin', 403, { Origin: `https://${long}` }],
    ['headers over 16 KB', 431, { 'X-Long': long, 'X-Longer': long }],
    ['a cookie over 16 KB', 431, { Cookie: `__Host-wend=${long}; b=${long}` }],
  ] as const
).map(([name, status, headers]) => [
  `a request with ${name}`,
  status,
  '/w/e',
  post(batch([view()]), headers as unknown as Headers),
])

const methods: Bad[] = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'PROPFIND'].flatMap((method): Bad[] =>
  ['/w/e', '/w/w.js', '/w/p.gif', '/api/events', '/api/live', '/api/sites', '/healthz', '/metrics']
    .filter(
      (path) => (path === '/w/e') === (method === 'GET' || method === 'HEAD') || !['GET', 'HEAD'].includes(method),
    )
    .map((path): Bad => [`${method} ${path}`, 405, path, { method }]),
)

const queries: Bad[] = (
  [
    ...[
      '-1',
      '1.5',
      'x',
      '',
      '99999999999999999',
      '0x10',
      '1 ',
      `${mark}`,
      '9999999999999999',
      'Latest',
      '__proto__',
    ].map((after) => [400, `/api/events?after=${encodeURIComponent(after)}`] as const),
    ...['0', '-1', '1001', '1.5', 'x', '', 'NaN', 'Infinity', '1e9', `${mark}`, '[1]'].map(
      (limit) => [400, `/api/events?limit=${encodeURIComponent(limit)}`] as const,
    ),
    ...[
      '',
      `?site=${mark}`,
      '?site=',
      '?site=__proto__',
      '?site=shop%00',
      '?site=../shop',
      '?site[]=shop',
      '?SITE=shop',
    ].flatMap((query) => [
      [403, `/w/w.js${query}`] as const,
      [403, `/w/p.gif${query}`] as const,
      [403, `/api/schema.json${query}`] as const,
    ]),
    ...[
      '',
      '&type=',
      `&type=${mark}`,
      '&type=page.viewed',
      `&type=page.viewed&data.url=/&id=${mark}`,
      '&type=page.viewed&data.url=/&id=',
      `&type=page.viewed&data.url=${'a'.repeat(4097)}`,
      `&type=custom.gift_wrapped&data.colour=${mark}`,
      '&type=__proto__',
      '&type=constructor',
      '&type=identity.verified&data.identifiers=1',
      '&type=page.viewed&data.__proto__=x',
    ].map((query) => [400, `/w/p.gif?site=shop${query}`] as const),
  ] as const
).map(([status, path]) => [`GET ${path.slice(0, 80)}`, status, path])

const paths: Bad[] = [
  '/nothing',
  `/${mark}`,
  '/w',
  '/w/',
  '/w/e/',
  '/w//e',
  '/W/E',
  '/w/w.js/',
  '/w/w.js.map.map',
  '/w/%2e%2e/etc/passwd',
  '/w/..%2f..%2fetc%2fpasswd',
  '/api',
  '/api/',
  '/api/events/1',
  '/console/../../etc/passwd',
  '/console/..%2f..%2f..%2fetc%2fpasswd',
  '/console/%2e%2e/%2e%2e/wend.yaml',
  '/console/....//....//wend.yaml',
  '/console//etc/passwd',
  '/console/assets/..%5c..%5cwend.yaml',
  '/console/index.html%00.js',
  '/console/assets',
  '/console/data/token',
  '/console/token',
  '/%00',
  '/%',
  '/%ff',
  '/%c0%af',
  '/?site=shop&x=/../'.replace('/?', '/x?'),
  `/${'a'.repeat(8000)}`,
  '/.git/config',
  '/constructor',
  '/__proto__',
].map((path): Bad => [`GET ${path.slice(0, 80)}`, 404, path])

const bad: readonly Bad[] = [...envelopes, ...bodies, ...headers, ...methods, ...queries, ...paths]

let collector: Running
beforeAll(async () => {
  collector = await start()
})
afterAll(() => collector.stop())

const known = (text: string, status: number) => {
  const { code, message, ...rest } = failure.strict().parse(JSON.parse(text))
  expect(errorCodes).toHaveProperty(code, status)
  expect(message).toMatch(/^[A-Z“].*\.$/)
  expect(Object.keys(rest).filter((key) => key !== 'pointer')).toEqual([])
  expect(text).not.toContain(mark)
  expect(text.length).toBeLessThan(400)
}

/** A good batch is taken and stored: whatever came before did no harm. */
async function works() {
  expect(await collector.tell(batch([view()]))).toMatchObject({ accepted: 1, others: [] })
}

describe('a bad request is answered in time with a code and a sentence', () => {
  it('in more than 120 cases', () => expect(bad.length).toBeGreaterThan(120))

  it.each(bad)('%s: %i', async (_, status, path, init = {}) => {
    const start = performance.now()
    const signed = path.startsWith('/api') ? { ...init, headers: { ...collector.bearer, ...init.headers } } : init
    const response = await collector.ask(path, signed)
    const text = await response.text()
    expect([response.status, text.slice(0, 300)]).toEqual([status, expect.anything()])
    if (init.method !== 'HEAD') known(text, status)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(performance.now() - start).toBeLessThan(5000)
    await works()
  })
})

describe('a bad event costs only itself', () => {
  const good = view()
  it.each<[string, unknown, string]>([
    ['null', null, 'invalid_event'],
    ['a number', 7, 'invalid_event'],
    ['text', mark, 'invalid_event'],
    ['a list', [], 'invalid_event'],
    ['without an id', { ...good, id: undefined }, 'invalid_event'],
    ['with an id that is a number', { ...good, id: 7 }, 'invalid_event'],
    ['with an id of another form', { ...good, id: mark }, 'invalid_event'],
    ['with an id of 36 signs', { ...good, id: '491701234567------------------------' }, 'invalid_event'],
    ['with an id in braces', { ...good, id: `{${id()}}` }, 'invalid_event'],
    ['without a type', { ...good, id: id(), type: undefined }, 'invalid_event'],
    ['with a type that is a list', { ...good, id: id(), type: ['page.viewed'] }, 'invalid_event'],
    ['with a type nobody declared', { ...good, id: id(), type: mark }, 'unknown_type'],
    ['with a type of another case', { ...good, id: id(), type: 'Page.Viewed' }, 'unknown_type'],
    ['with an undeclared custom type', { ...good, id: id(), type: 'custom.nothing' }, 'unknown_type'],
    ['with a type of every object', { ...good, id: id(), type: 'constructor' }, 'unknown_type'],
    ['with a long type', { ...good, id: id(), type: 'page.'.repeat(30) }, 'invalid_event'],
    ['without a moment', { ...good, id: id(), at: undefined }, 'invalid_event'],
    ['at a moment of text', { ...good, id: id(), at: '2026-11-22' }, 'invalid_event'],
    ['before 1970', { ...good, id: id(), at: -1 }, 'invalid_event'],
    ['beyond all dates', { ...good, id: id(), at: 8.65e15 }, 'invalid_event'],
    ['with a number that is negative', { ...good, id: id(), n: -1 }, 'invalid_event'],
    ['with a number that is none', { ...good, id: id(), n: 1.5 }, 'invalid_event'],
    ['with a number beyond all whole ones', { ...good, id: id(), n: 2 ** 53 }, 'invalid_event'],
    ['with a view that is a number', { ...good, id: id(), view: 7 }, 'invalid_event'],
    ['with a view with a space', { ...good, id: id(), view: `a ${mark}` }, 'invalid_event'],
    ['with data that is text', { ...good, id: id(), data: mark }, 'invalid_data'],
    ['with data that is a list', { ...good, id: id(), data: [mark] }, 'invalid_data'],
    ['with data that is null', { ...good, id: id(), data: null }, 'invalid_data'],
    ['without data', { ...good, id: id(), data: undefined }, 'invalid_data'],
    ['with an address that is a number', view({ url: 7 }), 'invalid_data'],
    ['with an address that is an object', view({ url: { toString: mark } }), 'invalid_data'],
    ['with a long address', view({ url: 'a'.repeat(4097) }), 'invalid_data'],
    ['with a long title', view({ title: 'a'.repeat(1025) }), 'invalid_data'],
    ['with a language of markup', view({ language: `<${mark}>` }), 'invalid_data'],
    ['with a way nobody knows', view({ via: mark }), 'invalid_data'],
    ['with a width of half a pixel', view({ width: 1.5 }), 'invalid_data'],
    [
      'with a required field from its prototype',
      { ...good, id: id(), data: JSON.parse('{"__proto__":{"url":"/"}}') },
      'invalid_data',
    ],
    ['over 32 KB', view({ title: 'a', more: 'a'.repeat(33_000) }), 'event_too_large'],
    ['over 32 KB in bytes, not in characters', view({ more: 'ü'.repeat(17_000) }), 'event_too_large'],
    [
      'over 32 KB in made-up keys',
      view(Object.fromEntries(Array.from({ length: 900 }, (_, i) => [`${mark}${'a'.repeat(40)}${i}`, 1]))),
      'event_too_large',
    ],
  ])('%s', async (_, event, code) => {
    const response = await collector.post(batch([view(), event, view()]))
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ accepted: 2, others: [{ verdict: 'rejected', code }] })
    expect(JSON.parse(text).others[0].pointer).toMatch(/^\/events\/1(\/\w+)*$/)
    expect(text).not.toContain(mark)
    expect(text).not.toContain('491701234567')
  })

  it.each([
    ['a number beyond all numbers', '"at":1e999', 'invalid_event'],
    ['lists as deep as may be', `"at":1,"x":${nested(limits.jsonDepth - 3, '[', ']')}`, 'invalid_data'],
    ['data as deep as may be', `"at":1,"data":{"url":${nested(limits.jsonDepth - 4, '[', ']')}}`, 'invalid_data'],
    ['lists one too deep', `"at":1,"x":${nested(limits.jsonDepth - 2, '[', ']')}`, 'event_too_deep'],
    ['lists 10,000 deep', `"at":1,"x":${nested(10_000, '[', ']')}`, 'event_too_deep'],
    [
      'a key too many',
      `"at":1,"data":{${Array.from({ length: 1001 }, (_, i) => `"${mark}${i}":1`)}}`,
      'event_too_deep',
    ],
    ['a moment of minus one', '"at":-1', 'invalid_event'],
    ['the same key twice, of which the last counts', '"at":1,"at":"x"', 'invalid_event'],
    ['an event of its own prototype', '"__proto__":{"at":1}', 'invalid_event'],
  ])('with %s', async (_, text_, code) => {
    const response = await collector.ask('/w/e', text(text_))
    expect(await response.json()).toMatchObject({ accepted: 0, others: [{ code }] })
    await works()
  })

  it('nested too deep costs its neighbours nothing', async () => {
    const deep = JSON.stringify({ ...view(), more: '@' }).replace('"@"', nested(100, '[', ']'))
    const [first, last] = [view(), view()].map((event) => JSON.stringify(event))
    const body = JSON.stringify({ ...batch([]), events: '@' }).replace('"@"', `[${first},${deep},${last}]`)
    expect(await (await collector.ask('/w/e', post(body))).json()).toMatchObject({
      accepted: 2,
      others: [{ id: null, verdict: 'rejected', code: 'event_too_deep', pointer: '/events/1' }],
    })
  })

  it('keys of every object, in every place, are stripped and change nothing', async () => {
    const evil = '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1,"hasOwnProperty":1'
    const body = `{"v":1,"site":"shop",${evil},"consent":{"granted":["analytics"],${evil}},"events":[{"id":"${id()}","type":"page.viewed","at":${now},${evil},"data":{"url":"/evil",${evil}}}]}`
    expect(await (await collector.ask('/w/e', post(body))).json()).toMatchObject({ accepted: 1, others: [] })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
    expect((await collector.stored()).find((event) => event.data.url === '/evil')?.data).toEqual({ url: '/evil' })
  })

  it('500 bad events get 500 verdicts', async () => {
    const response = await collector.post(batch(Array(500).fill(mark)))
    const { accepted, others } = (await response.json()) as { accepted: number; others: unknown[] }
    expect([response.status, accepted, others.length]).toEqual([200, 0, 500])
  })

  it('a batch as large as may be is taken', async () => {
    const event = () => view({ title: 'a'.repeat(900) })
    const body = json(batch(Array.from({ length: 500 }, event)))
    const filled = body + ' '.repeat(limits.wireBytes - body.length)
    expect(await (await collector.post(filled)).json()).toMatchObject({ accepted: 500 })
    // Spaces alone would shrink further than anything is let grow again.
    const spaces = Array.from({ length: 2 ** 19 }, () => ' '.repeat(1 + Math.floor(Math.random() * 13)))
    const large = `${json(batch([view()]))}${spaces.join('\n')}`
    const exact = gzipSync(large.slice(0, limits.inflatedBytes))
    expect(await (await collector.post(exact)).json()).toMatchObject({ accepted: 1 })
  })
})
