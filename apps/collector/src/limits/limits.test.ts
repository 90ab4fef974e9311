import { afterEach, describe, expect, it } from 'vitest'
import { batch, type Options, origin, type Running, start, view } from '../testing.ts'

const sites = `sites:
  shop:
    origins: [${origin}]
  blue:
    origins: [https://blue.example]
`
let collector: Running
afterEach(() => collector.stop())
const run = async (limits: string, options: Options = {}) => {
  collector = await start({ config: `port: 0\ndata: ./data\nlimits: { ${limits} }\n${sites}`, ...options })
}
const from = (address: string) => ({ 'X-Forwarded-For': address })
const statuses = (responses: readonly Response[]) => responses.map(({ status }) => status)
const inTurn = async (times: number, ask: () => Promise<Response>) => {
  const responses: Response[] = []
  for (let count = 0; count < times; count++) responses.push(await ask())
  return responses
}
const refusal = async (response: Response | undefined) => ({
  ...((await response?.json()) as { code: string; message: string }),
  after: response?.headers.get('retry-after'),
  cors: response?.headers.get('access-control-allow-origin'),
})
const gate = () => {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open }
}

describe('one address', () => {
  it('is refused over its limit, with when to come back, readable by its page; others are not', async () => {
    await run('perAddress: 0.01, burst: 3')
    const post = (address: string) => collector.post(batch([view()]), from(address))
    const responses = await inTurn(4, () => post('203.0.113.9'))
    expect(statuses(responses)).toEqual([200, 200, 200, 429])
    const { code, message, after, cors } = await refusal(responses[3])
    expect([code, cors]).toEqual(['too_many_requests', origin])
    expect(after).toMatch(/^\d+$/)
    expect(Number(after)).toBeGreaterThan(0)
    expect(message).toMatch(/\.$/)
    expect((await post('203.0.113.10')).status).toBe(200)
    expect((await collector.post(batch([view()]))).status).toBe(200)
  })

  it('is a network of 64 bits in IPv6', async () => {
    await run('perAddress: 0.01, burst: 2')
    const asked = ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '2001:db8:1:2:3:4:5:6', '2001:db8:1:3::1']
    const responses: Response[] = []
    for (const address of asked) responses.push(await collector.ask('/w/w.js?site=shop', { headers: from(address) }))
    expect(statuses(responses)).toEqual([200, 200, 429, 200])
  })

  it('cannot be hidden behind others that it makes up', async () => {
    await run('perAddress: 0.01, burst: 2')
    let made = 0
    const responses = await inTurn(4, () => collector.post(batch([view()]), from(`198.51.100.${made++}, 203.0.113.9`)))
    expect(statuses(responses)).toEqual([200, 200, 429, 429])
  })

  it('is not believed of a peer that is no proxy of ours', async () => {
    await run('perAddress: 0.01, burst: 1', {
      config: `port: 0\ndata: ./data\nlimits: { perAddress: 0.01, burst: 2 }\nproxies: [192.0.2.1]\n${sites}`,
    })
    let made = 0
    const responses = await inTurn(4, () => collector.post(batch([view()]), from(`198.51.100.${made++}`)))
    expect(statuses(responses)).toEqual([200, 200, 429, 429])
  })

  it('is not asked of a backend with the token, and a wrong token is none', async () => {
    await run('perAddress: 0.01, burst: 2')
    const signed = { ...from('203.0.113.9'), ...collector.bearer }
    expect(new Set(statuses(await inTurn(10, () => collector.post(batch([view()]), signed))))).toEqual(new Set([200]))
    const wrong = { ...from('203.0.113.9'), Authorization: 'Bearer nobody' }
    expect(statuses(await inTurn(3, () => collector.post(batch([view()]), wrong)))).toEqual([401, 401, 429])
  })

  it('stands in no log line, no answer, no metric and no file', async () => {
    await run('perAddress: 0.01, burst: 2')
    const responses = await inTurn(4, () => collector.post(batch([view()]), from('203.0.113.199')))
    const told = await Promise.all(responses.map((response) => response.text()))
    const metrics = await (await collector.ask('/metrics')).text()
    expect(metrics).toContain('code="too_many_requests"} 2')
    expect([collector.output(), metrics, ...told, await collector.written()].join()).not.toContain('203.0.113.199')
  })
})

describe('a site', () => {
  const events = (count: number) => batch(Array.from({ length: count }, () => view()))

  it('is refused over its budget of events; another is not, and a backend with the token is not', async () => {
    await run('eventsPerSecond: 0.01')
    expect(statuses(await inTurn(2, () => collector.post(events(250))))).toEqual([200, 200])
    const over = await collector.post(events(1))
    expect(over.status).toBe(429)
    expect(await refusal(over)).toMatchObject({ code: 'too_many_requests', cors: origin })
    expect((await collector.post({ ...events(1), site: 'blue' }, { Origin: 'https://blue.example' })).status).toBe(200)
    expect((await collector.post(events(1), collector.bearer)).status).toBe(200)
  })

  it('is known by its name where there is no origin, in gzip as well', async () => {
    await run('eventsPerSecond: 0.01')
    await collector.post(events(500))
    const send = (body: string) => collector.ask('/w/e', { method: 'POST', body })
    expect((await send(JSON.stringify(events(1)))).status).toBe(429)
    const { site: _, ...rest } = events(1)
    expect((await send(JSON.stringify({ ...rest, site: 'shop' }))).status).toBe(429)
  })

  it('loses no budget to pages that may not write to it', async () => {
    await run('eventsPerSecond: 0.01')
    const foreign = await collector.post(events(500), { Origin: 'https://other.example' })
    expect(foreign.status).toBe(403)
    expect((await collector.post(events(500))).status).toBe(200)
  })
})

describe('under overload', () => {
  it('503 is said over the hard limit, with when to come back, before the body is looked at', async () => {
    const { opened, open } = gate()
    await run('inFlight: 2', {
      log: (log) => ({ ...log, append: (entries) => opened.then(() => log.append(entries)) }),
    })
    const held = [collector.post(batch([view()])), collector.post(batch([view()]))]
    await expect.poll(async () => (await collector.post('this is no JSON')).status, { timeout: 10_000 }).toBe(503)
    const over = await collector.post('this is no JSON')
    expect(await refusal(over)).toMatchObject({
      code: 'overloaded',
      cors: origin,
      after: expect.stringMatching(/^[12]$/),
    })
    open()
    expect(statuses(await Promise.all(held))).toEqual([200, 200])
    expect((await collector.post(batch([view()]))).status).toBe(200)
    expect(collector.output()).not.toContain('overloaded')
  })

  it('a decision is taken all the same', async () => {
    const { opened, open } = gate()
    await run('inFlight: 2', {
      log: (log) => ({ ...log, append: (entries) => opened.then(() => log.append(entries)) }),
    })
    const held = [collector.post(batch([view()]))]
    const body = JSON.stringify({ v: 1, site: 'shop', consent: { granted: [] } })
    const answer = await collector.ask('/w/c', { method: 'POST', body, headers: { Origin: origin } })
    expect(answer.status).toBe(200)
    open()
    await Promise.all(held)
  })

  it('clients that stop in the middle of their bodies take no place of anybody', async () => {
    await run('inFlight: 2', {
      patience: { headersTimeout: 400, requestTimeout: 800, connectionsCheckingInterval: 50 },
    })
    const head = 'POST /w/e HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 100\r\n\r\n{'
    const stalled = Array.from({ length: 20 }, () => collector.raw(head))
    expect(statuses(await inTurn(5, () => collector.post(batch([view()]))))).toEqual([200, 200, 200, 200, 200])
    for (const { text } of await Promise.all(stalled)) expect(text).toContain('request_timeout')
  })
})
