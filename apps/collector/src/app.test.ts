import { createSecretKey } from 'node:crypto'
import { createServer } from 'node:net'
import { errorCodes } from '@wend/protocol'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from './app.ts'
import { createLimits } from './limits/index.ts'
import type { Deps } from './parts.ts'
import { createQuality } from './quality/quality.ts'
import { batch, id, now, type Running, start, view } from './testing.ts'

let collector: Running
beforeEach(async () => {
  collector = await start()
})
afterEach(() => collector.stop())
const metrics = async () => (await collector.ask('/metrics')).text()

describe('health', () => {
  it('is alive and ready', async () => {
    for (const path of ['/healthz', '/readyz']) expect((await collector.ask(path)).status).toBe(200)
  })

  it('is alive and not ready when the log is closed', async () => {
    await collector.log.close()
    const response = await collector.ask('/readyz')
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toMatchObject([
      503,
      '2',
      { code: 'log_unavailable' },
    ])
    expect((await collector.ask('/healthz')).status).toBe(200)
    expect((await collector.ask('/metrics')).status).toBe(200)
  })
})

describe('metrics', () => {
  it('count each verdict, batch and refusal', async () => {
    const event = view()
    await collector.tell(batch([event, view(), view({ url: 1 }), { id: id(), type: 'custom.coupon_shown', at: now }]))
    await collector.tell(batch([event]))
    await collector.post('nonsense')
    const text = await metrics()
    const count = (name: string) =>
      text
        .split('\n')
        .filter((line) => line.startsWith(name))
        .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
    expect(count('wend_events_total{site="shop",verdict="accepted"')).toBe(2)
    expect(count('wend_events_total{site="shop",verdict="duplicate"')).toBe(1)
    expect(count('wend_events_total{site="shop",verdict="rejected",code="invalid_data"')).toBe(1)
    expect(count('wend_events_total{site="shop",verdict="dropped",code="consent_unknown"')).toBe(1)
    expect(count('wend_events_total')).toBe(5)
    expect(count('wend_batches_total{site="shop"}')).toBe(2)
    expect(count('wend_ingest_seconds_count')).toBe(2)
    expect(count('wend_requests_refused_total{code="invalid_json"}')).toBe(1)
    expect(count('wend_log_last_sequence')).toBe(2)
  })

  it('know the last sequence of a log that was there before', async () => {
    const log = { ...collector.log, bounds: async () => ({ first: 1, last: 41 }) }
    const app = createApp({ ...deps(collector), log })
    await expect.poll(async () => (await app.request('/metrics')).text()).toContain('wend_log_last_sequence 41')
  })
})

/** No request in these tests gets to the ledger or to anybody's data. */
const unused = {} as never

const deps = ({ log, token, url }: Running): Deps => ({
  prefix: '/w',
  publicUrl: () => url,
  sites: new Map(),
  log,
  ledger: unused,
  people: unused,
  keptPolicy: () => undefined,
  live: unused,
  failed: unused,
  quality: { ...createQuality({ key: createSecretKey(Buffer.alloc(32)), clock: Date.now }), complete: () => true },
  ended: unused,
  limits: createLimits({ perAddress: 1, burst: 1, inFlight: 1, proxies: [] }, { sites: new Map(), token }),
  visitorKey: unused,
  token,
  tracker: { script: () => '', part: () => '', integrity: () => '', map: '', stub: '' },
  console: new URL('file:///'),
  logger: pino({ level: 'silent' }),
})

describe('the OpenAPI document', () => {
  interface Described {
    paths: Record<string, Record<string, { responses: Record<string, { description: string; content?: object }> }>>
  }
  const document = async () => (await (await collector.ask('/api/openapi.json')).json()) as Described

  it('describes every route there is, and no other', async () => {
    const described = Object.entries((await document()).paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    )
    const registered = createApp(deps(collector))
      .routes.filter(({ method, path }) => method !== 'ALL' && path !== '/' && !path.startsWith('/console'))
      .map(({ method, path }) => `${method} ${path.replace('*', '{id}')}`)
    expect(new Set(described)).toEqual(new Set(registered))
  })

  it('names only codes there are, under their own status', async () => {
    for (const methods of Object.values((await document()).paths))
      for (const { responses } of Object.values(methods))
        for (const [status, { description }] of Object.entries(responses)) {
          if (status === '200') continue
          for (const code of description.split(', ')) expect(errorCodes).toHaveProperty(code, Number(status))
        }
  })

  it('refers only to schemas that it holds', async () => {
    const text = JSON.stringify(await document())
    const { components } = JSON.parse(text)
    for (const [, name] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(components.schemas).toHaveProperty(name ?? '')
  })

  it.each([
    ['PUT', '/w/e', 'POST, OPTIONS'],
    ['GET', '/w/e', 'POST, OPTIONS'],
    ['POST', '/w/w.js', 'GET, HEAD'],
    ['DELETE', '/api/events', 'GET, HEAD'],
  ])('is what %s %s is told about', async (method, path, allow) => {
    const response = await collector.ask(path, { method })
    expect([response.status, response.headers.get('allow'), await response.json()]).toMatchObject([
      405,
      allow,
      { code: 'method_not_allowed' },
    ])
  })
})

describe('the JSON Schema', () => {
  it('is that of the site, its own events included', async () => {
    const of = async (site: string) =>
      Object.keys(((await (await collector.ask(`/api/schema.json?site=${site}`)).json()) as { $defs: object }).$defs)
    expect(await of('shop')).toContain('custom.gift_wrapped')
    expect(await of('open')).not.toContain('custom.gift_wrapped')
    expect(await of('open')).toContain('page.viewed')
  })
})

describe('the server', () => {
  it('says in a sentence that its port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => taken.once('listening', resolve))
    const { port } = taken.address() as { port: number }
    await expect(
      start({ config: `port: ${port}\nsites: { shop: { origins: ["https://shop.example"] } }` }),
    ).rejects.toThrow(`Port ${port} is in use. Stop what uses it, or set PORT.`)
    taken.close()
  })

  it('does not listen beyond loopback with secrets it made itself, unless told to', async () => {
    const config = 'host: 0.0.0.0\nport: 0\nsites: { shop: { origins: ["https://shop.example"] } }'
    await expect(start({ config })).rejects.toThrow(/will not listen on 0\.0\.0\.0 with secrets it made itself/)
    const half = { WEND_TOKEN: 'h7Gd2Xk9Qw4Zr6Tb1Nc8Vm3Lp5Ys0JfA' }
    await expect(start({ config, environment: half })).rejects.toThrow(/WEND_PEPPER_FILE/)
    for (const environment of [
      { ...half, WEND_PEPPER: 'Zq3vT8mN1xKc5RbW7yHd2LgF9sJpA4eU' },
      { WEND_ALLOW_GENERATED_SECRETS: 'yes' },
    ])
      await (await start({ config, environment })).stop()
  })

  it('says in a sentence which logs there are', async () => {
    const config = 'port: 0\nlog: paper:/tmp/log\nsites: { shop: { origins: ["https://shop.example"] } }'
    await expect(start({ config })).rejects.toMatchObject({
      name: 'BadConfig',
      message: expect.stringContaining('sqlite:'),
    })
  })
})
