import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { LogUnavailable } from '@wend/storage/log'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Batch, batch, id, now, type Running, start, view } from '../testing.ts'

let collector: Running
beforeEach(async () => {
  collector = await start()
})
afterEach(() => collector.stop())

const cookieOf = (response: Response): string | undefined =>
  /^__Host-wend=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1]

describe('a batch', () => {
  it('stores 97 of 100 and names the 3 that are bad', async () => {
    const events = Array.from({ length: 100 }, () => view())
    events[10] = { ...events[10], at: 'yesterday' }
    events[50] = { ...events[50], type: 'page.eaten' }
    events[99] = view({ url: 7 })
    const answer = await collector.tell(batch(events))
    expect(answer.accepted).toBe(97)
    expect(answer.others).toEqual([
      {
        id: events[10]?.id,
        verdict: 'rejected',
        code: 'invalid_event',
        pointer: '/events/10/at',
        message: expect.any(String),
      },
      {
        id: events[50]?.id,
        verdict: 'rejected',
        code: 'unknown_type',
        pointer: '/events/50/type',
        message: expect.any(String),
      },
      {
        id: events[99]?.id,
        verdict: 'rejected',
        code: 'invalid_data',
        pointer: '/events/99/data/url',
        message: expect.any(String),
      },
    ])
    const good = events.filter((_, index) => ![10, 50, 99].includes(index)).map((event) => event.id)
    expect((await collector.stored()).map((event) => event.id)).toEqual(good)
  })

  it('sent five times at once is stored once', async () => {
    const body = batch(Array.from({ length: 100 }, () => view()))
    const answers = await Promise.all(Array.from({ length: 5 }, () => collector.tell(body)))
    expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(100)
    const others = answers.flatMap((answer) => answer.others)
    expect(others).toHaveLength(400)
    expect(new Set(others.map(({ verdict, code }) => `${verdict} ${code}`))).toEqual(new Set(['duplicate duplicate']))
    expect(await collector.stored()).toHaveLength(100)
  })

  it('with one id twice stores it once, whatever the case of its letters', async () => {
    const event = view()
    const answer = await collector.tell(batch([event, { ...event, id: String(event.id).toUpperCase() }]))
    expect(answer).toMatchObject({ accepted: 1, others: [{ verdict: 'duplicate', pointer: '/events/1/id' }] })
  })

  it('may hold an id that another site has', async () => {
    const event = view()
    await collector.tell(batch([event]))
    const other = await collector.tell(batch([event], { site: 'open' }), { Origin: 'https://www.open.example' })
    expect(other.accepted).toBe(1)
  })

  const zipped = (body: Batch) => gzipSync(JSON.stringify(body))
  it.each([
    ['as text/plain', {}, JSON.stringify],
    ['as application/json with a charset', { 'Content-Type': 'application/json; charset=utf-8' }, JSON.stringify],
    ['as gzip by its header', { 'Content-Encoding': 'gzip' }, zipped],
    ['as gzip by its header in capitals', { 'Content-Encoding': 'GZIP' }, zipped],
    ['as gzip by its first bytes', {}, zipped],
    ['with Content-Encoding: identity', { 'Content-Encoding': 'identity' }, JSON.stringify],
  ] as const)('is taken %s', async (_, headers, write) => {
    const response = await collector.post(write(batch([view()])), headers)
    expect([response.status, await response.json()]).toMatchObject([200, { accepted: 1, others: [] }])
  })

  it('is taken without a Content-Type', async () => {
    const body = JSON.stringify(batch([view()]))
    const head = `POST /w/e HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: ${body.length}`
    expect((await collector.raw(`${head}\r\n\r\n${body}`)).text).toMatch(/^HTTP\/1.1 200/)
  })

  it('loses unknown fields of every level', async () => {
    const event = view({ url: 'https://shop.example/', mood: 'good' }, { colour: 'blue', __ip: '1.2.3.4' })
    await collector.tell(batch([event], { device: 'mine', consent: { granted: ['analytics'], secret: 1 } }))
    const stored = await collector.only()
    expect(stored.data).toEqual({ url: 'https://shop.example/' })
    expect(JSON.stringify(stored)).not.toMatch(/mood|colour|__ip|mine|secret/)
  })
})

describe('the acknowledgement', () => {
  it('waits until the log has resolved', async () => {
    await collector.stop()
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    collector = await start({ log: (log) => ({ ...log, append: (entries) => gate.then(() => log.append(entries)) }) })
    let answered = false
    const answer = collector.tell(batch([view()])).then((body) => {
      answered = true
      return body
    })
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect([answered, await collector.stored()]).toEqual([false, []])
    release()
    expect((await answer).accepted).toBe(1)
  })

  it.each([
    ['has failed', new LogUnavailable('The disk is full.'), 503, 'log_unavailable', '2'],
    ['broke in a way nobody thought of', new TypeError('canary@example.org is undefined'), 500, 'internal', null],
  ])('is an error that pages can read when the log %s', async (_, error, status, code, retry) => {
    await collector.stop()
    collector = await start({ log: (log) => ({ ...log, append: () => Promise.reject(error) }) })
    const response = await collector.post(batch([view()]))
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, retry])
    expect(await response.json()).toEqual({ code, message: expect.stringMatching(/\.$/) })
    expect(response.headers.get('access-control-allow-origin')).toBe('https://shop.example')
    expect(response.headers.get('access-control-allow-credentials')).toBe('true')
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(collector.output()).not.toContain('canary')
  })

  it('is a 503 when the log is closed', async () => {
    await collector.log.close()
    expect((await collector.post(batch([view()]))).status).toBe(503)
  })
})

describe('cross-origin pages', () => {
  it.each([
    ['a page of the site', 'https://shop.example', true],
    ['a page on any port of localhost', 'http://localhost:5173', true],
    ['a page of another site of this collector', 'https://www.open.example', true],
    ['two labels where one is allowed', 'https://a.b.open.example', false],
    ['a look-alike', 'https://shop.example.evil.example', false],
    ['no origin in particular', 'null', false],
  ])('%s: %s may ask first: %s', async (_, origin, may) => {
    const response = await collector.ask('/w/e', {
      method: 'OPTIONS',
      headers: {
        Origin: origin,
        'Access-Control-Request-Method': 'POST',
        'Access-Control-Request-Headers': 'content-encoding',
      },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-origin')).toBe(may ? origin : null)
  })

  it('may not write to a site whose origins do not name them, and may read why', async () => {
    const response = await collector.post(batch([view()]), { Origin: 'https://www.open.example' })
    expect([response.status, await response.json()]).toMatchObject([403, { code: 'origin_not_allowed' }])
    expect(response.headers.get('access-control-allow-origin')).toBe('https://www.open.example')
    expect(response.headers.get('vary')).toMatch(/Origin/i)
  })
})

describe('consent', () => {
  const marketing = () => ({ id: id(), type: 'custom.coupon_shown', at: now })
  const necessary = () => ({ id: id(), type: 'consent.refused', at: now, data: {} })

  it.each<[string, Batch | undefined, unknown[], string[]]>([
    ['nothing is said', undefined, ['page.viewed', 'custom.coupon_shown'], ['consent.refused']],
    ['everything is refused', { granted: [] }, ['page.viewed', 'custom.coupon_shown'], ['consent.refused']],
    [
      'only unknown purposes are granted',
      { granted: ['all', 'Analytics', '__proto__', 'constructor'] },
      ['page.viewed', 'custom.coupon_shown'],
      ['consent.refused'],
    ],
    [
      'analytics alone is granted',
      { granted: ['analytics'] },
      ['custom.coupon_shown'],
      ['page.viewed', 'consent.refused'],
    ],
    [
      'marketing alone is granted',
      { granted: ['marketing'] },
      ['page.viewed'],
      ['custom.coupon_shown', 'consent.refused'],
    ],
    [
      'both are granted',
      { granted: ['marketing', 'analytics', 'analytics'] },
      [],
      ['page.viewed', 'custom.coupon_shown', 'consent.refused'],
    ],
  ])('drops what it does not cover when %s', async (_, consent, dropped, stored) => {
    const events = [view(), marketing(), necessary()]
    const answer = await collector.tell(batch(events, { consent }))
    expect(answer.others.map(({ verdict, code }) => `${verdict} ${code}`)).toEqual(
      dropped.map(() => 'dropped consent_unknown'),
    )
    expect(answer.others.map((other) => events.find((event) => event.id === other.id)?.type)).toEqual(dropped)
    expect((await collector.stored()).map((event) => event.type)).toEqual(stored)
  })

  it('stores granted purposes in one order and nothing it does not know', async () => {
    await collector.tell(batch([view()], { consent: { granted: ['marketing', 'x', 'analytics'], source: 'cmp' } }))
    expect(await collector.only()).toMatchObject({ granted: 'analytics,marketing', consentsource: 'cmp' })
  })
})

describe('the visitor cookie', () => {
  const forged = [
    ['is forged', 'wend'],
    ['is empty', ''],
    ['is one character short', 'a'.repeat(21)],
    ['is one character long', 'a'.repeat(23)],
    ['is oversized', 'a'.repeat(4000)],
    ['holds an e-mail address', 'canary@example.org.aaa'],
  ] as const

  it('is set on the first accepted batch with consent, for this host alone, away from scripts, for 13 months', async () => {
    const response = await collector.post(batch([view()]))
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-wend=[\w-]{22}; Max-Age=34128000; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ])
  })

  it.each<[string, Batch]>([
    ['without consent', { consent: undefined }],
    ['after a no', { consent: { granted: [] } }],
    ['with consent to marketing alone', { consent: { granted: ['marketing'] } }],
    ['when nothing of the batch is kept', { events: [view({ url: 1 })] }],
  ])('is not set %s', async (_, more) => {
    const necessary = { id: id(), type: 'consent.refused', at: now, data: {} }
    const response = await collector.post(batch([necessary], more))
    expect([response.status, response.headers.get('set-cookie')]).toEqual([200, null])
    for (const event of await collector.stored()) expect(event.subject).toBeUndefined()
  })

  it('is kept and not renewed, and its visitor keeps one subject that is not the cookie', async () => {
    const cookie = cookieOf(await collector.post(batch([view()]))) ?? ''
    const again = await collector.post(batch([view()]), { Cookie: `theme=dark; __Host-wend=${cookie}` })
    expect(again.headers.get('set-cookie')).toBeNull()
    await collector.post(batch([view()]))
    const [first, second, third] = (await collector.stored()).map((event) => event.subject)
    expect(first).toMatch(/^[0-9a-f]{8}\.[\w-]{43}$/)
    expect(second).toBe(first)
    expect(third).not.toBe(first)
    expect(first).not.toContain(cookie)
  })

  it.each(forged)('is replaced when it %s', async (_, value) => {
    const response = await collector.post(batch([view()]), { Cookie: `__Host-wend=${value}` })
    expect([response.status, cookieOf(response)]).toEqual([200, expect.stringMatching(/^[\w-]{22}$/)])
  })

  it('names another subject on another site', async () => {
    const headers = { Cookie: `__Host-wend=${cookieOf(await collector.post(batch([view()])))}` }
    await collector.tell(batch([view()], { site: 'open' }), { ...headers, Origin: 'https://www.open.example' })
    const [one, two] = (await collector.stored()).map((event) => event.subject)
    expect(one).not.toBe(two)
    expect(one?.split('.')[0]).toBe(two?.split('.')[0])
  })
})

describe('identifiers', () => {
  const digest = '0c7e6a405862e402eb76a70f8a26fc732d07c32931e9fae9ab1582911d2e8a3b'
  const identity = (identifiers: unknown, type = 'identity.claimed') => ({
    id: id(),
    type,
    at: now,
    data: { identifiers },
  })

  it.each(['email', 'phone', 'customer'] as const)('of kind %s become keyed pseudonyms', async (kind) => {
    await collector.tell(batch([identity({ [kind]: digest })]))
    const { data } = await collector.only()
    expect(data).toEqual({ identifiers: { [kind]: expect.stringMatching(/^[0-9a-f]{8}\.[\w-]{43}$/) } })
  })

  it('of two kinds with one digest differ', async () => {
    await collector.tell(batch([identity({ email: digest, phone: digest })]))
    const { email, phone } = (await collector.only()).data.identifiers as Record<string, string>
    expect(email).not.toBe(phone)
  })

  it.each([
    ['an e-mail address', { email: 'canary@example.org' }],
    ['a phone number', { phone: '+491701234567' }],
    ['a number', { phone: 491701234567 }],
    ['capital hex', { email: digest.toUpperCase() }],
    ['an object', { email: { raw: 'canary@example.org' } }],
    ['an unknown kind', { fax: digest }],
    ['a list', [digest]],
    ['nothing', {}],
  ])('that a page sends as %s are refused and not repeated', async (_, identifiers) => {
    const response = await collector.post(batch([identity(identifiers)]))
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({ accepted: 0, others: [{ verdict: 'rejected', code: 'invalid_data' }] })
    expect(text).not.toMatch(/canary|1701234567|0c7e6a|fax/i)
  })

  it('that a backend sends raw get the same pseudonym as their digest from a page', async () => {
    const hashed = createHash('sha256').update('ann@example.org').digest('hex')
    await collector.tell(batch([identity({ email: hashed })]))
    const response = await collector.post(batch([identity({ email: ' Ann@Example.org ' }, 'identity.verified')]), {
      ...collector.bearer,
      Origin: 'https://anywhere.example',
    })
    expect([response.status, response.headers.get('set-cookie')]).toEqual([200, null])
    const [claimed, verified] = await collector.stored()
    expect(verified?.data).toEqual(claimed?.data)
    expect([claimed?.subject, verified?.subject]).toEqual([expect.any(String), undefined])
  })

  it('that a backend sends are refused where they are none, without being repeated', async () => {
    const events = [identity({ email: 'canary at example.org' }), identity({ phone: '0170 1234567' })]
    const response = await collector.post(batch(events), collector.bearer)
    const text = await response.text()
    expect(JSON.parse(text)).toMatchObject({
      accepted: 0,
      others: [{ code: 'invalid_data' }, { code: 'invalid_data' }],
    })
    expect(text).not.toMatch(/canary|1234567/)
  })

  it('are verified only by a backend: a page can but claim', async () => {
    const answer = await collector.tell(batch([identity({ email: digest }, 'identity.verified')]))
    expect(answer).toMatchObject({ accepted: 0, others: [{ verdict: 'rejected', code: 'needs_token' }] })
    expect(
      (await collector.tell(batch([identity({ email: digest }, 'identity.verified')]), collector.bearer)).accepted,
    ).toBe(1)
  })
})

describe('times', () => {
  const hour = 3_600_000
  it.each<[string, { at: number; sent?: number; received?: number }, number]>([
    ['are corrected by a clock that is ahead', { at: now + 5 * hour - 1000, sent: now + 5 * hour }, now - 1000],
    ['are corrected by a clock that is behind', { at: now - 5 * hour - 1000, sent: now - 5 * hour }, now - 1000],
    ['are taken as they are when nothing was sent with them', { at: now - 7000 }, now - 7000],
    ['never lie in the future', { at: now + hour }, now],
    ['never lie in the future of the sender either', { at: now + hour, sent: now }, now],
    ['go back a week at most', { at: now - 400 * 24 * hour, sent: now }, now - 7 * 24 * hour],
    ['survive the beginning of time', { at: 0, sent: 0 }, now],
    ['survive its end', { at: 8.64e15, sent: 8.64e15 }, now],
    ['survive fractions', { at: now - 0.25, sent: now }, now - 1],
  ])('%s', async (_, { at, sent }, expected) => {
    await collector.tell(batch([view({}, { at })], { sent }))
    const event = await collector.only()
    expect([event.time, event.recordedtime]).toEqual([new Date(expected).toISOString(), new Date(now).toISOString()])
  })

  it.each<[string, number | undefined, number | undefined]>([
    ['how long an event was held for consent', now + 4000, 4000],
    ['nothing when it was made after the decision', now - 4000, undefined],
    ['nothing when nobody says when that was', undefined, undefined],
    ['a week at most', 8.64e15, 7 * 24 * hour],
  ])('say %s', async (_, at, held) => {
    await collector.tell(batch([view()], { consent: { granted: ['analytics'], ...(at !== undefined && { at }) } }))
    expect((await collector.only()).held).toBe(held)
  })
})
