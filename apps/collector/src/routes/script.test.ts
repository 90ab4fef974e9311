import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { origin, type Running, start } from '../testing.ts'

let collector: Running
beforeAll(async () => {
  collector = await start()
})
afterAll(() => collector.stop())
const script = (site: string, headers: Record<string, string> = {}) =>
  collector.ask(`/w/w.js?site=${site}`, { headers })

describe('the script', () => {
  it.each([
    ['shop', { site: 'shop', query: expect.arrayContaining(['utm_source', 'q']) }],
    ['open', { site: 'open', query: expect.not.arrayContaining(['q']) }],
  ])('of %s carries the settings of that site', async (site, settings) => {
    const text = await (await script(site)).text()
    const found = JSON.parse((/^boot\((.*)\)$/.exec(text)?.[1] ?? '').replace(/([,{])([a-z]+):/g, '$1"$2":'))
    expect(found).toMatchObject(settings)
    expect(found.policy.of['custom.coupon_shown']).toBe(site === 'shop' ? 'marketing' : undefined)
    expect(Object.keys(found)).toEqual(['site', 'query', 'policy', 'pieces'])
  })

  it('is the bytes whose hash stands in the snippet', async () => {
    const { sites } = (await (await collector.ask('/api/sites', { headers: collector.bearer })).json()) as {
      sites: { site: string; snippet: string }[]
    }
    expect(sites.map(({ site }) => site)).toEqual(['shop', 'open'])
    for (const { snippet, site } of sites) {
      expect(snippet).toBe(collector.snippets.get(site))
      const [, source = '', integrity] = /src="([^"]+)" integrity="([^"]+)" crossorigin="anonymous"/.exec(snippet) ?? []
      const bytes = await (await fetch(source.replace('localhost', '127.0.0.1'))).arrayBuffer()
      expect(integrity).toBe(`sha384-${createHash('sha384').update(Buffer.from(bytes)).digest('base64')}`)
    }
  })

  it('may be loaded by every page, and is asked for again with its tag', async () => {
    const response = await script('shop', { Origin: origin })
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'cache-control': 'public, max-age=300',
    })
    expect(response.headers.get('set-cookie')).toBeNull()
    const etag = response.headers.get('etag') ?? ''
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const again = await script('shop', { 'If-None-Match': tag })
      expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    }
    for (const tag of ['"other"', '', etag.slice(0, -2)])
      expect((await script('shop', { 'If-None-Match': tag })).status).toBe(200)
    expect((await script('open')).headers.get('etag')).not.toBe(etag)
  })

  it.each([
    ['br', 'br'],
    ['gzip, deflate', 'gzip'],
    ['gzip, br;q=0', 'gzip'],
    ['identity', null],
  ])('is packed for a browser that accepts %s', async (accepted, encoding) => {
    const response = await script('shop', { 'Accept-Encoding': accepted })
    expect(response.headers.get('content-encoding')).toBe(encoding)
    expect(response.headers.get('vary')).toContain('Accept-Encoding')
    expect(await response.text()).toMatch(/^boot\(/)
  })

  it('has its source map beside it, and answers HEAD', async () => {
    const response = await script('shop')
    const map = await collector.ask(`/w/${response.headers.get('sourcemap')}`)
    expect(await map.json()).toEqual({ version: 3 })
    expect((await collector.ask('/w/w.js?site=shop', { method: 'HEAD' })).status).toBe(200)
  })

  it.each(['', '?site=', '?site=nowhere', '?site=__proto__'])('needs to know its site: %s', async (query) => {
    const response = await collector.ask(`/w/w.js${query}`)
    expect([response.status, await response.json()]).toMatchObject([403, { code: 'unknown_site' }])
  })

  it('needs no name where there is one site', async () => {
    const single = await start({ config: 'port: 0\nsites: { shop: { origins: ["https://shop.example"] } }' })
    expect((await single.ask('/w/w.js')).status).toBe(200)
    await single.stop()
  })
})

it('brings with it what the policy of a site needs, and says beside it where the visitor is', async () => {
  const policy = `version: 1
regions: { default: { mode: opt-in, before: anonymous }, US: { mode: opt-out } }
signals: { tcf: {}, gpp: true, consentMode: true }
banner: {}
`
  const config = `port: 0
sites:
  shop: { origins: [${origin}], policy: policy.yaml, countryHeader: X-Country, regionHeader: X-Region }
`
  const other = await start({ config, policy })
  try {
    const response = await other.ask('/w/w.js', { headers: { Origin: origin, 'X-Country': 'US', 'X-Region': 'CA' } })
    const text = await response.text()
    expect(text).toContain('pieces:["always","regime","landing","refusals","legal","memory","ask"]')
    expect(text).toContain('signals:[{name:"tcf"},{name:"gpp"},{name:"consent-mode"}]')
    expect(text).toContain('region:"region"')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'server-timing': 'region;desc="US-CA"',
      'timing-allow-origin': origin,
      'cache-control': 'private, max-age=300',
    })
    const invented = await other.ask('/w/w.js', { headers: { 'X-Country': 'us"\'', 'X-Region': 'CA' } })
    expect(invented.headers.get('server-timing')).toBeNull()
    const banner = await other.ask('/w/banner.js')
    expect(await banner.text()).toContain('"Statistics"')
    expect(banner.headers.get('content-type')).toContain('text/javascript')
  } finally {
    await other.stop()
  }
})

describe('capture', () => {
  const get = async (running: Running, path: string) => (await running.ask(path)).text()

  it('is one module with the parts that a site asks for, their types and settings', async () => {
    const own = await start({
      config: `port: 0
data: ./data
sites:
  shop:
    origins: [https://shop.example, 'https://*.shop.example', 'http://localhost:*']
    capture: { forms: true, clicks: { idle: 3 }, vitals: { attribution: true }, engagement: false }
  quiet:
    origins: [https://quiet.example]
`,
    })
    try {
      expect(await get(own, '/w/capture.js?site=shop')).toBe(
        '"guards"\nlet shared="shared";export default [' +
          '["link.clicked",{"domains":["shop.example","localhost"],"idle":3},"clicks"],' +
          '["form.started",{},"forms"],["vital.measured",{"attribution":true},"vitals-attribution"]]',
      )
      const [shop, quiet] = [await get(own, '/w/w.js?site=shop'), await get(own, '/w/w.js?site=quiet')]
      expect(shop).toContain('"capture":["link.clicked","form.started","vital.measured"]')
      expect(shop).toMatch(/pieces:\[.*"capture"\]/)
      expect(quiet).not.toContain('capture')
      expect(await get(own, '/w/capture.js?site=quiet')).toBe('export default []')
      expect(await get(own, '/w/chat/talk.js?site=shop')).toBe('export default "chat/talk"')
    } finally {
      await own.stop()
    }
  })

  it('has no part that the policy covers nowhere', async () => {
    const own = await start({
      config: `port: 0
data: ./data
sites:
  shop:
    origins: [https://shop.example]
    policy: policy.yaml
    capture: { forms: true, clicks: true }
`,
      policy: `version: 1
purposes:
  analytics: { events: [page, link] }
`,
    })
    try {
      expect(await get(own, '/w/capture.js?site=shop')).toContain('"link.clicked"')
      expect(await get(own, '/w/capture.js?site=shop')).not.toContain('form.started')
    } finally {
      await own.stop()
    }
  })
})
