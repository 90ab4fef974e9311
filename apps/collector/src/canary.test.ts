import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { type Batch, batch, id, listen, now, start, view } from './testing.ts'

const mail = 'canary.bird@example.org'
const phone = '+491701234567'
const spellings = [
  mail,
  mail.toUpperCase(),
  encodeURIComponent(mail),
  mail.replace('@', '%2540'),
  'Canary.Bird+shop@Example.org',
  phone,
  encodeURIComponent(phone),
  '+49 170 1234567',
  '+49 (0) 170 / 123 45 67',
  '0049 170 1234567',
  '0170 1234567',
  '0170-1234567',
  '491701234567',
]

/** What must be found nowhere: enough of each spelling to know it by, and the hashes that everybody could make. */
const traces = [
  /canary/i,
  /bird(@|%40|%2540)/i,
  /1701234567/,
  /170[ ()/-]*123[ -]?45[ -]?67/,
  ...['sha256', 'sha1', 'md5', 'sha512'].flatMap((kind) =>
    [...spellings, mail.toLowerCase(), phone.slice(1)].map((text) => {
      const hash = createHash(kind).update(text).digest()
      return new RegExp(
        [hash.toString('hex'), hash.toString('base64url'), hash.toString('base64')].map(quoted).join('|'),
        'i',
      )
    }),
  ),
]
function quoted(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\/*]/g, '\\$&')
}
const digest = createHash('sha256').update(mail).digest('hex')

it('leaves no trace of an e-mail address or a phone number anywhere', async () => {
  const collector = await start()
  const live = await listen(`${collector.url}/api/live`, collector.bearer)
  const stream = await listen(`${collector.url}/api/events`, collector.bearer)
  const answers: string[] = []
  const post = async (body: Batch | string | Uint8Array, headers: Record<string, string> = {}) => {
    const response = await collector.post(body, headers)
    answers.push(`${[...response.headers].join('\n')}\n${await response.text()}`)
  }
  const open = { Origin: 'https://www.open.example' }
  const custom = (data: unknown, type = 'custom.anything') => ({ id: id(), type, at: now, data })

  for (const text of spellings) {
    // A slash parts a path, so that what stands in a path has none.
    const part = text.replaceAll('/', '%2F')
    const places: Record<string, unknown>[] = [
      { url: `https://shop.example/account/${part}/orders` },
      { url: `https://shop.example/account/${encodeURIComponent(text)}` },
      { url: `https://shop.example/?q=${text}&utm_source=${text}&mail=${text}` },
      { url: `https://shop.example/?q=${encodeURIComponent(text)}&utm_campaign=${encodeURIComponent(text)}` },
      { url: `https://shop.example/?${text}=1&q=1` },
      { url: `https://shop.example/#${text}` },
      { url: `https://shop.example/#/account/${part}?q=${text}` },
      { url: `https://${text}@shop.example/` },
      { url: `mailto:${part}` },
      { url: part },
      { url: '/', referrer: `https://blog.example/${part}?q=${text}#${text}` },
      { url: '/', title: `Hello ${text}, welcome` },
      { url: '/', title: text },
      { url: '/', language: `${text};q=1` },
      { url: '/', width: text },
      { url: { [text]: text } },
      { url: '/', [text]: text, mail: text },
    ]
    await post(batch(places.map((data) => view(data))))
    await post(
      batch([
        view({}, { id: text }),
        view({}, { type: text }),
        view({}, { type: `custom.${text}` }),
        view({}, { view: text.includes('@') ? text : ` ${text}` }),
        view({}, { n: text }),
        view({}, { at: text }),
        view({}, { [text]: text, user: text }),
        { [text]: text },
        text,
        [text],
        custom({ colour: 'red', wish: `Write to ${text}` }, 'custom.gift_wrapped'),
        custom({ colour: text }, 'custom.gift_wrapped'),
        custom({ identifiers: { email: text, phone: text, customer: text } }, 'identity.claimed'),
        custom({ identifiers: { [text]: text } }, 'identity.claimed'),
        custom({ identifiers: text }, 'identity.claimed'),
        custom({ term: text }, 'search.performed'),
        custom({ kind: 'script', message: `No user ${text}`, url: `/${part}` }, 'error.occurred'),
        custom({ product: { id: 'a', name: text, category: text } }, 'product.viewed'),
        custom({ form: 'a', field: `${text} ` }, 'form.field_left'),
      ]),
    )
    await post(
      batch(
        [
          custom({ wish: text, [text]: 1 }),
          custom({ wish: `${text}; ${text}` }),
          custom({ nested: { mail: text } }),
          custom({ list: [text] }),
        ],
        { site: 'open', user: text },
      ),
      open,
    )
    // Names that do not fit, and consent that is not worded so.
    const odd = `<${text}>`
    for (const more of [{ tab: odd }, { site: text }, { v: text }, { sent: text }, { events: text }])
      await post(batch([view()], more))
    for (const consent of [
      { granted: ['analytics', text], source: 'cmp', receipt: text, [text]: text },
      { granted: ['analytics'], source: odd },
      { granted: text },
    ])
      await post(batch([view()], { consent }))
    const header = text.replaceAll(/[^\x20-\x7e]/g, '')
    await post(batch([view()]), { 'User-Agent': header })
    await post(batch([view()]), { 'User-Agent': `${header}/1.0 (${header})` })
    await post(batch([view()]), { Cookie: `__Host-wend=${header}; mail=${header}` })
    await post(batch([view()]), { 'X-Country': header, Referer: `https://shop.example/${header}` })
    await post(batch([view()]), {
      'X-Forwarded-For': header,
      From: header,
      [`X-${header.replace(/[^a-z]/gi, '')}`]: '1',
    })
    await post(batch([view()]), { Origin: `https://${header}` })
    await post(batch([view()]), { Authorization: `Bearer ${header}` })
    await post(batch([view()]), { 'Content-Type': header })
    await post(batch([view()]), { 'Content-Encoding': header })
    await post(text)
    await post(`{"v":1,"site":"shop","events":[${text}`)
    await post(gzipSync(text))
    await post(gzipSync(JSON.stringify(batch([view({ title: text })]))))
    await post(batch([custom({ identifiers: { email: text } }, 'identity.verified')]), collector.bearer)
    await post(batch([custom({ identifiers: { phone: text } }, 'identity.verified')]), collector.bearer)
    await post(batch([custom({ identifiers: { customer: text } }, 'identity.verified')]), collector.bearer)

    const query = encodeURIComponent(text)
    for (const path of [
      `/w/p.gif?site=shop&granted=analytics,${query}&type=page.viewed&data.url=/${encodeURIComponent(part)}&data.title=${query}`,
      `/w/p.gif?site=${query}&type=${query}&id=${query}&data.${query}=${query}`,
      `/w/p.gif?site=shop&granted=analytics&type=${query}`,
      `/w/w.js?site=${query}`,
      `/${query}`,
      `/console/${query}`,
      `/api/events?after=${query}`,
      `/api/events?limit=${query}`,
      `/api/events?site=${query}`,
      `/api/schema.json?site=${query}`,
      `/healthz?${query}`,
    ]) {
      const response = await collector.ask(path, { headers: path.startsWith('/api') ? collector.bearer : {} })
      answers.push(await response.text())
    }
    answers.push((await collector.raw(`GET /${text} HTTP/1.1\r\nHost: ${text}\r\nConnection: close\r\n\r\n`)).text)
    answers.push((await collector.raw(`${text}\r\n\r\n`)).text)
  }
  await post(batch([custom({ identifiers: { email: digest } }, 'identity.claimed')]))

  const { events } = (await (await collector.ask('/api/events?limit=1000', { headers: collector.bearer })).json()) as {
    events: unknown[]
  }
  expect(events.length).toBeGreaterThan(300)
  await stream.next(events.length)
  await live.next(20)
  const places: Record<string, string> = {
    answers: answers.join('\n'),
    feed: JSON.stringify(events),
    ndjson: await (
      await collector.ask('/api/events?limit=1000', {
        headers: { ...collector.bearer, Accept: 'application/x-ndjson' },
      })
    ).text(),
    stream: stream.text(),
    live: live.text(),
    metrics: await (await collector.ask('/metrics')).text(),
  }
  stream.leave()
  live.leave()
  const files = await collector.written()
  expect(files).toContain('shop.example') // the bytes of events are what is searched
  const found = Object.entries({ ...places, files, log: collector.output() }).flatMap(([place, text]) =>
    traces.flatMap((trace) => {
      const at = text.search(trace)
      return at < 0 ? [] : [`${place}: ${text.slice(Math.max(0, at - 120), at + 60)}`]
    }),
  )
  expect(found).toEqual([])
  for (const line of collector.output().trim().split('\n')) {
    const { level, msg, ...rest } = JSON.parse(line)
    expect([typeof level, typeof msg]).toEqual(['number', 'string'])
    expect(JSON.stringify(rest)).not.toMatch(/127\.0\.0\.1|\?|granted|events":/)
  }
  await collector.stop()
}, 60_000)
