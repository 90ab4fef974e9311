import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Collector, readAll, startCollector } from '../process.ts'
import { until } from './senders.ts'

const root = join(import.meta.dirname, '../../..')
/** Debian keeps servers where only administrators look for programs. */
const own = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }
const isThere = (program: string | undefined) =>
  !program || spawnSync('sh', ['-c', `command -v ${program}`], { env: own }).status === 0
const docs = readFileSync(join(root, 'docs/proxies.md'), 'utf8')
/** A recipe as it stands in the documentation. */
const recipe = (language: string) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(docs)?.[1] ?? ''

let folder: string
let collector: Collector
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wend-proxies-'))
  collector = await collectorAt('/w')
}, 60_000)
afterAll(async () => {
  await collector.end('SIGTERM')
  rmSync(folder, { recursive: true })
})

async function collectorAt(prefix: string): Promise<Collector> {
  const config = join(mkdtempSync(join(folder, 'collector-')), 'wend.yaml')
  const coupon = '{ label: Coupon shown, display: Saw a coupon, purpose: marketing }'
  writeFileSync(join(config, '../events.yaml'), `events: { coupon_shown: ${coupon} }\n`)
  writeFileSync(
    config,
    `port: 0\nlevel: warn\npublicUrl: https://shop.example\nprefix: ${prefix}\nproxies: [127.0.0.1]\nlimits: { perAddress: 1, burst: 30 }\nsites: { shop: { origins: ["https://shop.example"], events: events.yaml } }\n`,
  )
  return startCollector({ config })
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

interface Proxy {
  port: number
  stop(): Promise<void>
}

async function run(
  port: number,
  command: string,
  args: string[],
  environment: Record<string, string> = {},
): Promise<Proxy> {
  const child: ChildProcess = spawn(command, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...own, ...environment },
  })
  let said = ''
  child.stderr?.on('data', (chunk) => {
    said += chunk
  })
  await until(async () => {
    if (child.exitCode !== null) throw new Error(`${command} ended: ${said}`)
    return fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    )
  }, `${command} to start`)
  return {
    port,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

/** The recipes, each with our ports in the place of those that it names. What is not ours is answered with 404 by all. */
const recipes: Record<string, { program?: string; start(to: string, prefix: string): Promise<Proxy> }> = {
  nginx: {
    program: 'nginx',
    async start(to, prefix) {
      const [port, home] = [await freePort(), mkdtempSync(join(folder, 'nginx-'))]
      const text = recipe('nginx')
        .replace('127.0.0.1:4000', new URL(to).host)
        .replace('listen 80;', `listen 127.0.0.1:${port}; root ${home};`)
        .replaceAll('/w/', `${prefix}/`)
      const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (name) => `${name}_temp_path ${home}/${name};`,
      )
      const config = `daemon off; pid ${home}/pid; error_log stderr warn; worker_processes 1; ${process.getuid?.() === 0 ? 'user root;' : ''}\nevents {}\nhttp { access_log off; ${paths.join(' ')}\n${text} }`
      writeFileSync(join(home, 'nginx.conf'), config)
      return run(port, 'nginx', ['-c', join(home, 'nginx.conf'), '-p', home, '-e', 'stderr'])
    },
  },
  Caddy: {
    program: 'caddy',
    async start(to, prefix) {
      const [port, home] = [await freePort(), mkdtempSync(join(folder, 'caddy-'))]
      const text = recipe('caddy')
        .replace('127.0.0.1:4000', new URL(to).host)
        .replace('http://shop.example', `http://:${port}`)
        .replaceAll('/w/', `${prefix}/`)
        .replace(/}\n$/, '\trespond 404\n}\n')
      mkdirSync(home, { recursive: true })
      writeFileSync(join(home, 'Caddyfile'), `{\n\tadmin off\n\tauto_https off\n}\n${text}`)
      return run(port, 'caddy', ['run', '--config', join(home, 'Caddyfile')], {
        HOME: home,
        XDG_DATA_HOME: home,
        XDG_CONFIG_HOME: home,
      })
    },
  },
  Hono: {
    async start(to, prefix) {
      const home = mkdtempSync(join(import.meta.dirname, '.hono-'))
      const file = join(home, 'site.ts')
      writeFileSync(
        file,
        recipe('ts')
          .replace("process.env.WEND_URL ?? 'http://127.0.0.1:4000'", `'${to}'`)
          .replaceAll('/w/', `${prefix}/`),
      )
      const { site } = await import(file)
      rmSync(home, { recursive: true })
      const server = serve({ fetch: site.fetch, port: 0, hostname: '127.0.0.1' })
      await once(server, 'listening')
      return {
        port: (server.address() as AddressInfo).port,
        stop: () => new Promise((resolve) => server.close(() => resolve())),
      }
    },
  },
}

interface Asked {
  status: number
  headers: NodeJS.Dict<string | string[]>
  body: string
}

/** Asks as a browser at an address of its own does; the path goes out as it is, dots and all. */
function ask(
  { port }: Proxy,
  path: string,
  {
    from = `127.1.${port >> 8}.${port & 255}`,
    body,
    headers = {},
  }: { from?: string; body?: string | Uint8Array; headers?: Record<string, string> } = {},
): Promise<Asked> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        localAddress: from,
        method: body === undefined ? 'GET' : 'POST',
        headers: { Host: 'shop.example', ...headers },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

const page = { Origin: 'https://shop.example', 'Content-Type': 'text/plain;charset=UTF-8' }
const batch = (title: string, more: object = {}) => ({
  v: 1,
  site: 'shop',
  consent: { granted: ['analytics'], source: 'banner' },
  events: [{ id: randomUUID(), type: 'page.viewed', at: Date.now(), data: { url: 'https://shop.example/', title } }],
  ...more,
})

describe.each(Object.entries(recipes))('behind %s', (name, { program, start }) => {
  const there = isThere(program)
  if (!there) console.warn(`The recipe for ${name} was not run: ${program} is not installed.`)
  let proxy: Proxy
  beforeAll(async () => {
    if (there) proxy = await start(collector.url, '/w')
  }, 30_000)
  afterAll(() => proxy?.stop())

  it.skipIf(!there)('the script and its parts come from the site', async () => {
    for (const path of [
      '/w/w.js?site=shop',
      '/w/identify.js?site=shop',
      '/w/p.gif?site=shop&type=email.opened',
      '/.well-known/gpc.json',
    ]) {
      const { status, headers } = await ask(proxy, path)
      expect([path, status]).toEqual([path, 200])
      if (path.includes('w.js')) expect(headers.etag).toMatch(/^(W\/)?"/)
    }
    const { headers } = await ask(proxy, '/w/w.js?site=shop', { headers: { 'Accept-Encoding': 'gzip' } })
    const again = await ask(proxy, '/w/w.js?site=shop', { headers: { 'If-None-Match': String(headers.etag) } })
    expect(again.status).toBe(304)
  })

  it.skipIf(!there)(
    'events arrive, packed or not; the cookie and the receipt come back, and are known again',
    async () => {
      const first = await ask(proxy, '/w/e', { body: JSON.stringify(batch(`${name} plain`)), headers: page })
      expect(first.status).toBe(200)
      const { accepted, receipt } = JSON.parse(first.body)
      expect([accepted, typeof receipt]).toEqual([1, 'string'])
      expect(first.headers['access-control-allow-origin']).toBe('https://shop.example')
      const [cookie = ''] = first.headers['set-cookie'] ?? []
      expect(cookie).toMatch(/^__Host-wend=[\w-]{22};.*Secure/)

      const body = gzipSync(JSON.stringify(batch(`${name} packed`)))
      const second = await ask(proxy, '/w/e', { body, headers: { ...page, Cookie: cookie.replace(/;.*/, '') } })
      expect([second.status, JSON.parse(second.body).accepted]).toEqual([200, 1])
      const large = batch(`${name} large`, {
        events: Array.from({ length: 400 }, () => batch('x'.repeat(400)).events[0]),
      })
      expect((await ask(proxy, '/w/e', { body: JSON.stringify(large), headers: page })).status).toBe(200)

      const stored = (await readAll(collector)).filter(({ data }) => String(data.title).startsWith(name))
      expect(stored.map(({ data }) => data.title)).toEqual([`${name} plain`, `${name} packed`])
      expect(stored[0]?.subject).toBe(stored[1]?.subject)
    },
  )

  it.skipIf(!there)('another site’s page is refused, in words that it may not read', async () => {
    const headers = { ...page, Origin: 'https://other.example' }
    const answer = await ask(proxy, '/w/e', { body: JSON.stringify(batch('foreign')), headers })
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([403, 'origin_not_allowed'])
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  it.skipIf(!there)('a visitor’s no is heard: nothing of marketing under Global Privacy Control', async () => {
    const events = [{ id: randomUUID(), type: 'custom.coupon_shown', at: Date.now(), data: {} }]
    const consent = { granted: ['analytics', 'marketing'], source: 'banner' }
    const heard = async (headers: Record<string, string>) =>
      JSON.parse(
        (
          await ask(proxy, '/w/e', {
            body: JSON.stringify(batch('', { events, consent })),
            headers: { ...page, ...headers },
          })
        ).body,
      )
    expect((await heard({ 'Sec-GPC': '1' })).others[0]?.code).toBe('opted_out')
    expect((await heard({})).accepted).toBe(1)
  })

  it.skipIf(!there)('each visitor has a limit of their own, and no header of theirs gets them another', async () => {
    const flood = (from: string, headers: (n: number) => Record<string, string>) =>
      Promise.all(
        Array.from({ length: 60 }, (_, n) =>
          ask(proxy, '/w/e', { from, body: '{}', headers: { ...page, ...headers(n) } }),
        ),
      )
    const from = { nginx: '127.0.1.1', Caddy: '127.0.1.2', Hono: '127.0.1.3' }[name] ?? ''
    const answers = await flood(from, (n) => ({
      'X-Forwarded-For': `203.0.113.${n}`,
      'X-Real-IP': `203.0.113.${n}`,
      Forwarded: `for=203.0.113.${n}`,
    }))
    const late = answers.filter(({ status }) => status === 429)
    expect(late.length).toBeGreaterThan(10)
    expect(late[0]?.headers['retry-after']).toMatch(/^\d+$/)
    expect(late[0]?.headers['access-control-allow-origin']).toBe('https://shop.example')
    const other = await ask(proxy, '/w/e', {
      from: from.replace('.1.', '.2.'),
      body: JSON.stringify(batch('other')),
      headers: page,
    })
    expect(other.status).toBe(200)
  })

  it.skipIf(!there)('nothing else of the collector is reached, however the path is written', async () => {
    const paths = ['/api/events', '/api/openapi.json', '/console/', '/metrics', '/healthz', '/readyz', '/']
    const ways = paths.flatMap((path) => [
      path,
      `/w/..${path}`,
      `/w/%2e%2e${path}`,
      `/w/..%2f${path.slice(1)}`,
      `/w//..${path}`,
      `/w/x/../..${path}`,
      `${path}%2f..%2f..%2fw%2fx`,
      `${path}/..%2f..%2fw/w.js`,
      `${path}/../../w/x`,
      `/w\\..${path}`,
      `/W${path}`,
    ])
    for (const way of ways) {
      const headers = { Authorization: `Bearer ${collector.token}` }
      const { status, body } = await ask(proxy, way, { from: `127.0.3.${1 + (ways.indexOf(way) % 200)}`, headers })
      expect([way, status === 200 && /"openapi"|specversion|# HELP|"status"|<!doctype/i.test(body)]).toEqual([
        way,
        false,
      ])
    }
  })
})

it.each(Object.entries(recipes))(
  '%s serves it under another path as well',
  async (_, { program, start }) => {
    if (!isThere(program)) return
    const other = await collectorAt('/insights')
    let proxy: Proxy | undefined
    try {
      proxy = await start(other.url, '/insights')
      expect((await ask(proxy, '/insights/w.js?site=shop')).status).toBe(200)
      const answer = await ask(proxy, '/insights/e', { body: JSON.stringify(batch('x')), headers: page })
      expect(JSON.parse(answer.body).accepted).toBe(1)
      expect((await ask(proxy, '/w/w.js?site=shop')).status).toBe(404)
    } finally {
      await proxy?.stop()
      await other.end('SIGTERM')
    }
  },
  60_000,
)

it('the recipe for Hono is the one that the sources have', () => {
  expect(recipe('ts')).toBe(readFileSync(join(import.meta.dirname, 'site-with-wend.ts'), 'utf8'))
})

it('the recipe for Next.js is JavaScript, and says what it should', async () => {
  const file = join(folder, 'next.config.mjs')
  writeFileSync(file, recipe('js'))
  const { beforeFiles } = await (await import(file)).default.rewrites()
  expect(beforeFiles).toEqual([
    { source: '/w/:path*', destination: 'http://127.0.0.1:4000/w/:path*' },
    { source: '/.well-known/gpc.json', destination: 'http://127.0.0.1:4000/.well-known/gpc.json' },
  ])
})
