import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Canary, canaries, createSearch, lookAlikeCodes, lookAlikes } from '@wend/privacy/canaries'
import { expect, it } from 'vitest'
import { type Batch, batch, id, listen, now, start, view } from './testing.ts'

const events = `events:
  gift_wrapped:
    label: Gift wrapped
    display: Chose {colour} paper, {wish}
    data:
      colour: { type: choice, options: [red, green] }
      wish: { type: text }
      paper: { type: code }
      sheets: { type: number }
`
const config = (declared: string) => `port: 0
data: ./data
limits: { perAddress: 100000, burst: 100000 }
sites:
  shop:
    origins: [https://shop.example, 'http://localhost:*']
    query: [q]
    events: ${declared}
    countryHeader: X-Country
  open:
    origins: ['https://*.open.example']
    undeclared: accept
`

const event = (type: string, data: unknown, more: Batch = {}): Batch => ({ id: id(), type, at: now, data, ...more })
const gift = (data: Batch) => event('custom.gift_wrapped', data)

/** A slash parts a path, and ? and # end it, so that what stands in a path has none. */
const part = ({ value }: Canary) => value.replaceAll(/[/?#]/g, encodeURIComponent)
const escaped = ({ value }: Canary) => encodeURIComponent(value)

/** As a code: where it fits as it is, or, for numbers, without what does not fit. */
function coded({ kind, form, value }: Canary): string | undefined {
  const fits = /^[A-Za-z0-9._:/-]{1,64}$/
  if (fits.test(value)) return form === 'in a sentence' ? undefined : value
  const left = value.replaceAll(/[^A-Za-z0-9._:/-]/g, '')
  return (kind === 'phone' || kind === 'card') && /^\d{11,16}$/.test(left) ? left : undefined
}
/** A name of one single thing may be a UUID, and what a national number looks like. */
const keyed = (canary: Canary): string | undefined =>
  canary.kind === 'id' || /^[\da-f]{8}-/.test(canary.value) ? undefined : coded(canary)
const numbered = ({ value }: Canary): number | undefined => {
  const digits = value.replaceAll(/\D/g, '')
  // A leading zero is lost in a number, and ten digits are too common to be taken for a phone number.
  return digits.length < 20 && Number(digits) > 1e10 ? Number(digits) : undefined
}
/** As the name of a field or an event type. */
const named = ({ kind, form, value }: Canary): string | undefined =>
  kind === 'email' || kind === 'token' || /base64|sentence/.test(form)
    ? undefined
    : `k_${value.replaceAll(/\W/g, '')}`.slice(0, 64)

type Place = readonly [where: string, make: (canary: Canary) => Batch | undefined]
const where = <T>(value: T | undefined, make: (value: T) => Batch): Batch | undefined =>
  value === undefined ? undefined : make(value)

/** Everywhere in an event of the site `shop`. What does not fit a schema is refused, and must not come back in the answer. */
const places: readonly Place[] = [
  ['path segment', (c) => view({ url: `https://shop.example/account/${part(c)}/orders` })],
  ['path segment, encoded', (c) => view({ url: `https://shop.example/account/${escaped(c)}` })],
  ['path segment, encoded twice', (c) => view({ url: `/a/${encodeURIComponent(escaped(c))}` })],
  ['relative address', (c) => view({ url: part(c) })],
  ['allowed query key', (c) => view({ url: `https://shop.example/?q=${escaped(c)}` })],
  ['campaign', (c) => view({ url: `/?utm_source=${escaped(c)}&utm_medium=${escaped(c)}&utm_campaign=${escaped(c)}` })],
  ['other query key', (c) => view({ url: `https://shop.example/?mail=${c.value}` })],
  ['query key itself', (c) => view({ url: `https://shop.example/?${c.value}=1&q=1` })],
  ['fragment', (c) => view({ url: `https://shop.example/#${c.value}` })],
  ['routed fragment', (c) => view({ url: `https://shop.example/#/account/${part(c)}?q=${escaped(c)}` })],
  ['user of an address', (c) => view({ url: `https://${c.value}@shop.example/` })],
  [
    'host of an address',
    (c) => where(keyed(c)?.replaceAll(/[/:]/g, '-'), (host) => view({ url: `https://${host}.shop.example/` })),
  ],
  ['mailto', (c) => view({ url: `mailto:${c.value}` })],
  ['referrer path', (c) => view({ url: '/', referrer: `https://blog.example/${part(c)}` })],
  [
    'referrer query',
    (c) => view({ url: '/', referrer: `https://blog.example/?q=${escaped(c)}&m=${c.value}#${c.value}` }),
  ],
  ['title', (c) => view({ title: c.value })],
  ['title, in words', (c) => view({ title: `Hello ${c.value}, welcome` })],
  ['language', (c) => view({ language: c.value })],
  ['width', (c) => view({ width: numbered(c) ?? c.value })],
  ['object for an address', (c) => view({ url: { [c.value]: c.value } })],
  ['fields nobody named', (c) => view({ [c.value]: c.value, mail: c.value, user: { mail: [c.value] } })],
  ['search term', (c) => event('search.performed', { term: c.value })],
  ['number of results', (c) => event('search.performed', { term: 'shoes', results: numbered(c) ?? c.value })],
  [
    'product name and category',
    (c) => event('product.viewed', { product: { id: 'a', name: c.value, category: c.value } }),
  ],
  ['product id', (c) => where(keyed(c), (code) => event('product.viewed', { product: { id: code } }))],
  ['price', (c) => event('product.viewed', { product: { id: 'a', price: numbered(c) ?? c.value } })],
  ['name of a list', (c) => event('product.listed', { list: c.value })],
  ['order', (c) => where(keyed(c), (code) => event('order.shipped', { order: code }))],
  [
    'value of an order',
    (c) => event('order.placed', { order: 'A-1', value: numbered(c) ?? c.value, currency: c.value }),
  ],
  ['form', (c) => event('form.viewed', { form: coded(c) ?? c.value })],
  ['field of a form', (c) => event('form.field_left', { form: 'a', field: coded(c) ?? c.value, value: c.value })],
  [
    'reason of a refused field',
    (c) => event('form.field_failed', { form: 'a', field: 'b', reason: coded(c) ?? c.value }),
  ],
  ['chat widget', (c) => event('chat.opened', { widget: coded(c) ?? c.value, text: c.value })],
  ['conversation', (c) => where(keyed(c), (code) => event('chat.opened', { widget: 'w', conversation: code }))],
  [
    'text of a chat',
    (c) => event('chat.message_sent', { widget: 'w', text: c.value, message: c.value, length: c.value }),
  ],
  [
    'error message',
    (c) => event('error.occurred', { kind: 'script', message: `No user ${c.value}`, url: `/${part(c)}` }),
  ],
  ['selector', (c) => event('element.clicked', { selector: `a[title="${c.value}"]`, name: coded(c) ?? 'a' })],
  ['text of a link', (c) => event('link.clicked', { kind: 'mailto', url: `mailto:${c.value}`, text: c.value })],
  ['declared text', (c) => gift({ wish: `Write to ${c.value}` })],
  ['declared code', (c) => where(keyed(c), (paper) => gift({ paper }))],
  ['declared choice', (c) => gift({ colour: c.value })],
  ['declared number', (c) => gift({ sheets: numbered(c) ?? c.value })],
  ['event id', (c) => (/^[\da-f]{8}-/.test(c.value) ? undefined : view({}, { id: c.value }))],
  ['event type', (c) => view({}, { type: c.value })],
  ['custom type', (c) => view({}, { type: `custom.${c.value}` })],
  ['view', (c) => where(keyed(c), (code) => view({}, { view: code }))],
  ['view that does not fit', (c) => view({}, { view: ` ${c.value}` })],
  ['place in the tab', (c) => view({}, { n: numbered(c) ?? c.value })],
  ['moment', (c) => view({}, { at: c.value })],
  ['fields beside the data', (c) => view({}, { [c.value]: c.value, user: c.value })],
  [
    'claim of an identifier',
    (c) => event('identity.claimed', { identifiers: { email: c.value, phone: c.value, customer: c.value } }),
  ],
  ['name of an identifier', (c) => event('identity.claimed', { identifiers: { [c.value]: c.value } })],
  ['identifiers that are none', (c) => event('identity.claimed', { identifiers: c.value })],
  ['no event', (c) => ({ [c.value]: c.value })],
]

/** Everywhere in an event that nobody declared, of the site `open`. */
const openPlaces: readonly Place[] = [
  ['undeclared text', (c) => event('custom.anything', { wish: c.value })],
  ['undeclared name and text', (c) => event('custom.anything', { wish: `${c.value}; ${c.value}`, [c.value]: 1 })],
  ['undeclared name', (c) => where(named(c), (name) => event('custom.anything', { [name]: 1, colour: 'red' }))],
  ['undeclared number', (c) => event('custom.anything', { count: numbered(c) ?? c.value })],
  ['undeclared object', (c) => event('custom.anything', { nested: { mail: c.value } })],
  ['undeclared list', (c) => event('custom.anything', { list: [c.value] })],
  ['undeclared type', (c) => where(named(c), (name) => event(`custom.${name.toLowerCase()}`, { a: 1 }))],
]

/** Around the events. */
const envelopes: readonly (readonly [where: string, more: (canary: Canary) => Batch])[] = [
  ['tab', (c) => ({ tab: keyed(c) ?? `<${c.value}>` })],
  ['fields of the envelope', (c) => ({ [c.value]: c.value, user: c.value })],
  ['site', (c) => ({ site: coded(c) ?? c.value })],
  ['version', (c) => ({ v: c.value })],
  ['moment of sending', (c) => ({ sent: c.value })],
  ['events', (c) => ({ events: c.value })],
  [
    'granted',
    (c) => ({ consent: { granted: ['analytics', c.value], denied: [c.value], source: 'cmp', [c.value]: c.value } }),
  ],
  [
    'source of consent',
    (c) => ({ consent: { granted: ['analytics'], source: coded(c) ?? c.value, language: coded(c)?.slice(0, 35) } }),
  ],
  ['policy of consent', (c) => ({ consent: { granted: ['analytics'], source: 'cmp', policy: coded(c) ?? c.value } })],
  ['receipt', (c) => ({ consent: { granted: ['analytics'], source: 'cmp', receipt: c.value } })],
  ['consent', (c) => ({ consent: c.value })],
]

/** The bytes of every file in a folder and below it. */
const filesIn = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')

const ascii = ({ value }: Canary) => value.replaceAll(/[^\x20-\x7e]/g, '').trim() || 'x'
/** Around the body. */
const headers: readonly (readonly [where: string, make: (header: string) => Record<string, string>])[] = [
  ['user agent', (text) => ({ 'User-Agent': text })],
  ['version in a user agent', (text) => ({ 'User-Agent': `${text}/1.0 (${text})`, From: text })],
  ['visitor cookie', (text) => ({ Cookie: `__Host-wend=${text}` })],
  ['other cookie', (text) => ({ Cookie: `mail=${text}; wend_consent=${text}`, 'Accept-Language': text })],
  ['country and referer', (text) => ({ 'X-Country': text, Referer: `https://shop.example/${text}` })],
  ['address of the sender', (text) => ({ 'X-Forwarded-For': text, Forwarded: `for="${text}"` })],
  ['origin', (text) => ({ Origin: `https://${text}` })],
  ['authorization', (text) => ({ Authorization: `Bearer ${text}` })],
  ['content type', (text) => ({ 'Content-Type': text })],
  ['content encoding', (text) => ({ 'Content-Encoding': text })],
]

/** Addresses of requests. */
const paths: readonly ((canary: Canary) => string)[] = [
  (c) =>
    `/w/p.gif?site=shop&granted=analytics,${escaped(c)}&type=page.viewed&data.url=/${encodeURIComponent(part(c))}&data.title=${escaped(c)}`,
  (c) => `/w/p.gif?site=${escaped(c)}&type=${escaped(c)}&id=${escaped(c)}&data.${escaped(c)}=${escaped(c)}`,
  (c) => `/w/w.js?site=${escaped(c)}`,
  (c) => `/${escaped(c)}`,
  (c) => `/api/events?after=${escaped(c)}&limit=${escaped(c)}`,
  (c) => `/api/events?site=${escaped(c)}`,
  (c) => `/healthz?${escaped(c)}`,
]

/** What is no batch, or one in another dress. */
const bodies: readonly ((canary: Canary) => string | Uint8Array)[] = [
  (c) => c.value,
  (c) => `{"v":1,"site":"shop","events":[${c.value}`,
  (c) => gzipSync(c.value),
  (c) => gzipSync(JSON.stringify(batch([view({ title: c.value })]))),
]

it('has at least 200 forms and 40 places', () => {
  expect(canaries.length).toBeGreaterThanOrEqual(200)
  const all = [...places, ...openPlaces, ...envelopes, ...headers].map(([name]) => name)
  expect(new Set(all).size).toBe(all.length)
  expect(places.length + openPlaces.length).toBeGreaterThanOrEqual(40)
})

it('leaves no trace of what names a person anywhere, and look-alikes as they are', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wend-canary-'))
  writeFileSync(join(folder, 'events.yaml'), events)
  const collector = await start({ config: config(join(folder, 'events.yaml')) })
  try {
    const live = await listen(`${collector.url}/api/live`, collector.bearer)
    const answers: string[] = []
    const keep = async (response: Response) => {
      answers.push(`${[...response.headers].join('\n')}\n${await response.text()}`)
    }
    const post = async (body: Batch | string | Uint8Array, more: Record<string, string> = {}) =>
      keep(await collector.post(body, more))
    const made = (list: readonly Place[], canary: Canary) => list.flatMap(([, make]) => make(canary) ?? [])
    const wrongs: readonly Batch[] = [{ at: 'never' }, { type: 'custom.never_heard_of' }, { type: 'never' }]
    /** The same, so that they are rejected: what is wrong with them keeps them out of the log, and in another store. */
    const spoiled = (list: readonly Place[], canary: Canary, index: number) =>
      (made(list, canary) as Batch[]).flatMap((event, place) => {
        const wrong = wrongs[(place + index) % (wrongs.length * 4)]
        return wrong ? [{ ...event, id: id(), ...wrong }] : []
      })
    let seconds = 0

    const tell = async (canary: Canary, index: number) => {
      // Time for as many failed events as come now, of which only so many a second are kept.
      seconds += 5
      collector.at(seconds * 1000)
      await post(batch(spoiled([...places, ...openPlaces], canary, index)))
      await post(batch(made(places, canary)))
      await post(batch(made(openPlaces, canary), { site: 'open', user: canary.value }), {
        Origin: 'https://www.open.example',
      })
      // A request for each is slow: every sixth, so that each place meets every kind in many forms.
      const turn = <T>(list: readonly T[]) => list.filter((_, place) => (place + index) % 6 === 0)
      for (const [, more] of turn(envelopes)) await post(batch([view()], more(canary)))
      for (const [, make] of turn(headers)) await post(batch([view()]), make(ascii(canary)))
      for (const path of turn(paths).map((make) => make(canary)))
        await keep(await collector.ask(path, { headers: path.startsWith('/api') ? collector.bearer : {} }))
      for (const body of turn(bodies)) await post(body(canary))
      for (const kind of turn(['email', 'phone', 'customer']))
        await post(batch([event('identity.verified', { identifiers: { [kind]: canary.value } })]), collector.bearer)
      // Slower ones, for a few of each kind.
      if (index % 16) return
      await post(batch([view({ title: canary.value, more: 'x'.repeat(40_000) })]))
      answers.push(
        (await collector.raw(`GET /${canary.value} HTTP/1.1\r\nHost: ${canary.value}\r\nConnection: close\r\n\r\n`))
          .text,
      )
      answers.push((await collector.raw(`${canary.value}\r\n\r\n`)).text)
    }
    const waiting = [...canaries.entries()]
    const work = async () => {
      for (let next = waiting.pop(); next; next = waiting.pop()) await tell(next[1], next[0])
    }
    await Promise.all(Array.from({ length: 8 }, work))

    await post(
      batch([
        ...lookAlikes.map(([, text]) => event('search.performed', { term: text })),
        ...lookAlikeCodes.map((code) => event('order.shipped', { order: code })),
        ...lookAlikeCodes.map((code) => event('form.viewed', { form: code })),
      ]),
    )

    const stored: { type: string; data: Record<string, unknown> }[] = []
    let feed = ''
    for (let after = '0', more = true; more; ) {
      const text = await (
        await collector.ask(`/api/events?limit=1000&after=${after}`, { headers: collector.bearer })
      ).text()
      const read = JSON.parse(text) as { events: typeof stored; next: string }
      stored.push(...read.events)
      feed += text
      after = read.next
      more = read.events.length > 0
    }
    expect(stored.length).toBeGreaterThan(canaries.length * 20)
    let failed = ''
    for (let after: string | undefined = '0'; after; ) {
      const response = await collector.ask(`/api/failed?limit=1000&after=${after}`, { headers: collector.bearer })
      const text = await response.text()
      failed += text
      after = JSON.parse(text).next
    }
    expect(failed.match(/"whole"/g)?.length).toBeGreaterThan(canaries.length * 30)
    await live.next(20)
    const kept = new Set(stored.flatMap(({ data }) => [data.term, data.order, data.form]))
    expect([...lookAlikes.map(([, text]) => text), ...lookAlikeCodes].filter((text) => !kept.has(text))).toEqual([])

    const seen: Record<string, string> = {
      answers: answers.join('\n'),
      feed,
      failed,
      live: live.text(),
      metrics: await (await collector.ask('/metrics')).text(),
    }
    live.leave()
    seen.files = filesIn(collector.data)
    seen.log = collector.output()
    expect(seen.files).toContain('shop.example') // the bytes of events are what is searched
    const search = createSearch(canaries.flatMap(({ needles }) => needles))
    const found = Object.entries(seen).flatMap(([place, text]) => search(text).map((line) => `${place}: ${line}`))
    expect(found).toEqual([])
    for (const line of seen.log.trim().split('\n')) {
      const { level, msg, ...rest } = JSON.parse(line)
      expect([typeof level, typeof msg]).toEqual(['number', 'string'])
      expect(JSON.stringify(rest)).not.toMatch(/127\.0\.0\.1|\?|granted|events":/)
    }
  } finally {
    await collector.stop()
    rmSync(folder, { recursive: true })
  }
}, 240_000)
