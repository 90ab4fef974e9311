import { afterEach, describe, expect, it } from 'vitest'
import { type Batch, batch, id, now, type Running, start, view } from '../testing.ts'

const shop = 'https://shop.example'
const pay = 'https://pay.example'
const config = `port: 0
data: ./data
sites:
  shop:
    origins: [${shop}, ${pay}, https://blog.example]
    domains: [shop.example, pay.example]
`
let api: Running
afterEach(() => api.stop())

const cookieOf = (response: Response) => /__Host-wend=[^;]+/.exec(response.headers.get('set-cookie') ?? '')?.[0] ?? ''
/** A browser that has agreed on a domain; gives its cookie and its receipt. */
const agree = async (origin: string) => {
  const response = await api.post(batch([view({ url: `${origin}/` })]), { Origin: origin })
  return { cookie: cookieOf(response), receipt: ((await response.json()) as { receipt: string }).receipt }
}
const ask = (body: object | string, headers: Record<string, string>) =>
  api.ask('/w/l', {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'Content-Type': 'text/plain', ...headers },
  })
const tokenFor = async (cookie: string, to = pay, origin = shop): Promise<string> =>
  ((await (await ask({ site: 'shop', to }, { Origin: origin, Cookie: cookie })).json()) as { token: string }).token
const linked = (proof: string, from: string | undefined = shop): Batch => ({
  id: id(),
  type: 'identity.linked',
  at: now,
  data: { from, proof },
})
const arrive = (events: readonly unknown[], cookie: string, origin = pay, more: Batch = {}) =>
  api.tell(batch(events, more), { Origin: origin, Cookie: cookie })
const counted = async (outcome: string) =>
  Number(
    new RegExp(`^wend_links_total\\{site="shop",outcome="${outcome}"\\} (\\d+)$`, 'm').exec(
      await (await api.ask('/metrics')).text(),
    )?.[1] ?? 0,
  )

describe('a link to another domain', () => {
  it('says there who the browser is where it came from, and nothing of the token stays', async () => {
    api = await start({ config })
    const [before, after] = [await agree(shop), await agree(pay)]
    const token = await tokenFor(before.cookie)
    expect(await arrive([linked(token)], after.cookie)).toMatchObject({ accepted: 1, others: [] })
    const [one, two, event] = await api.stored()
    expect(event).toMatchObject({
      type: 'identity.linked',
      subject: two?.subject,
      data: { from: shop, identifiers: { visitor: one?.subject } },
    })
    expect(one?.subject).not.toBe(two?.subject)
    expect([await counted('issued'), await counted('linked')]).toEqual([1, 1])
    expect(api.output()).not.toContain(token)
    expect(await api.written()).not.toContain(token)
  })

  it('does so once, also after a restart, and tells a sender that did not hear the answer by the id it gave', async () => {
    api = await start({ config })
    const [before, after, other] = [await agree(shop), await agree(pay), await agree(pay)]
    const token = await tokenFor(before.cookie)
    await arrive([linked(token)], after.cookie)
    const again = linked(token)
    expect((await arrive([again], other.cookie)).others).toMatchObject([{ id: again.id, code: 'duplicate' }])
    await api.halt()
    api = await start({ config, folder: api.folder })
    expect((await arrive([linked(token), linked(token)], other.cookie)).others).toMatchObject([
      { code: 'duplicate' },
      { code: 'duplicate' },
    ])
    expect((await api.stored()).filter(({ type }) => type === 'identity.linked')).toHaveLength(1)
    expect(await counted('duplicate')).toBe(2)
  })

  it.each<[string, string, (token: string) => Promise<unknown>]>([
    ['after two minutes', 'link_expired', (token) => later([linked(token)])],
    ['on another page', 'link_refused', (token) => there([linked(token)], 'https://blog.example')],
    ['on the page that it was made on', 'link_refused', (token) => there([linked(token)], shop)],
    ['opened from elsewhere', 'link_refused', (token) => there([linked(token, 'https://mail.example')])],
    ['opened from nowhere', 'link_refused', (token) => there([{ ...linked(token), data: { proof: token } }])],
    ['that was forged', 'link_refused', (token) => there([linked(`${token.slice(0, 20)}_-_-${token.slice(24)}`)])],
    [
      'with whom somebody says they are',
      'link_refused',
      () => there([{ ...linked(''), data: { from: shop, identifiers: { visitor: 'a'.repeat(64) } } }]),
    ],
    [
      'without consent there',
      'consent_unknown',
      (token) => there([linked(token)], pay, { consent: { granted: [], source: 'banner' } }),
    ],
  ])('is nothing %s', async (_, code, follow) => {
    api = await start({ config })
    const { cookie } = await agree(shop)
    expect(await follow(await tokenFor(cookie))).toMatchObject({ accepted: 0, others: [{ verdict: 'dropped', code }] })
    expect(await api.stored()).toHaveLength(1)
    expect(await counted(code)).toBe(1)
  })
  const there = (events: readonly unknown[], origin = pay, more: Batch = {}) => arrive(events, '', origin, more)
  const later = (events: readonly unknown[]) => {
    api.at(120_001)
    return there(events)
  }

  it('is nothing when whoever followed it has withdrawn meanwhile', async () => {
    api = await start({ config })
    const { cookie, receipt } = await agree(shop)
    const token = await tokenFor(cookie)
    await api.ask('/w/c', {
      method: 'POST',
      body: JSON.stringify({ v: 1, site: 'shop', consent: { granted: [], denied: ['analytics'], receipt } }),
      headers: { 'Content-Type': 'text/plain', Origin: shop, Cookie: cookie },
    })
    expect((await there([linked(token)])).others).toMatchObject([{ code: 'consent_withdrawn' }])
    expect(await tokenFor(cookie)).toBeUndefined()
  })

  it.each<[string, (cookie: string) => Record<string, string>]>([
    ['no cookie', () => ({})],
    ['a cookie that we did not make', () => ({ Cookie: '__Host-wend=AAECAwQFBgcICQoLDA0ODw' })],
    [
      'who has refused on the page with their data',
      (cookie) => ({ Cookie: `${cookie}; wend_consent=${encodeURIComponent('{"says":{"analytics":false},"y":1}')}` }),
    ],
  ])('gets no token for %s', async (_, headers) => {
    api = await start({ config })
    const { cookie } = await agree(shop)
    const response = await ask({ site: 'shop', to: pay }, { Origin: shop, ...headers(cookie) })
    expect([response.status, await response.text()]).toEqual([200, '{}'])
    expect(await counted('no_consent')).toBe(1)
  })

  it.each<[string, object | string, string, number, string]>([
    ['to a host that is no domain', { site: 'shop', to: 'https://blog.example' }, shop, 400, 'invalid_request'],
    ['to a stranger', { site: 'shop', to: 'https://evil.example' }, shop, 400, 'invalid_request'],
    ['from a host that is no domain', { site: 'shop', to: pay }, 'https://blog.example', 400, 'invalid_request'],
    ['from a stranger', { site: 'shop', to: pay }, 'https://evil.example', 403, 'origin_not_allowed'],
    ['to no origin', { site: 'shop', to: `${pay}/path` }, shop, 400, 'invalid_envelope'],
    ['that is not JSON', '{', shop, 400, 'invalid_json'],
    ['of no site', { site: 'x', to: pay }, shop, 403, 'unknown_site'],
  ])('gets no token %s, with a reason', async (_, body, origin, status, code) => {
    api = await start({ config })
    const { cookie } = await agree(shop)
    const response = await ask(body, { Origin: origin, Cookie: cookie })
    expect([response.status, await response.json()]).toMatchObject([status, { code }])
  })

  it('ends with either browser, and only the one it led to is shown it', async () => {
    api = await start({ config })
    const [before, after] = [await agree(shop), await agree(pay)]
    await arrive([linked(await tokenFor(before.cookie))], after.cookie)
    const about = async (what: string, cookie: string) =>
      (await (
        await api.ask(`/api/people/${what}`, {
          method: 'POST',
          body: JSON.stringify({ site: 'shop', visitor: cookie.split('=')[1] }),
          headers: api.bearer,
        })
      ).json()) as { events: unknown[]; places: unknown[] }
    expect((await about('export', before.cookie)).events).toHaveLength(1)
    expect((await about('export', after.cookie)).events).toHaveLength(2)
    expect((await about('erase', before.cookie)).places).toContainEqual({ name: 'event log', removed: 2 })
    expect((await api.stored()).map(({ type }) => type)).toEqual(['page.viewed'])
  })
})
