import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OutboundOptions, outbound } from './fetch.ts'
import { checkTarget, OutboundRefused, type Resolved } from './target.ts'

/** Counts every connection, whatever it says. */
let connections = 0
const loopback = createTcpServer((socket) => {
  connections++
  socket.destroy()
})
let port = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => loopback.listen(0, '::', resolve))
  port = (loopback.address() as AddressInfo).port
})
afterAll(() => new Promise((resolve) => loopback.close(resolve)))

const v4 = (address: string): Resolved => ({ address, family: 4 })
const v6 = (address: string): Resolved => ({ address, family: 6 })
/** What names of the table stand for. */
const names: Readonly<Record<string, Resolved[]>> = {
  'loopback.example': [v4('127.0.0.1')],
  'loopback6.example': [v6('::1')],
  'mapped.example': [v6('::ffff:127.0.0.1')],
  'metadata.example': [v4('169.254.169.254')],
  'private.example': [v4('10.0.0.1')],
  'one-of-two.example': [v4('1.1.1.1'), v4('127.0.0.1')],
  'first-of-two.example': [v4('127.0.0.1'), v4('1.1.1.1')],
  'mixed.example': [v4('1.1.1.1'), v6('::1')],
  'nothing.example': [],
  'garbage.example': [v4('garbage')],
  localhost: [v4('127.0.0.1'), v6('::1')],
  'localhost.': [v4('127.0.0.1')],
  'sub.localhost': [v4('127.0.0.1')],
}
const resolve = async (name: string): Promise<Resolved[]> => {
  const found = names[name]
  if (!found) throw new Error('ENOTFOUND')
  return found
}

const hosts = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '127.0.0.1.',
  '127.255.255.254',
  '2130706433',
  '0x7f000001',
  '0x7f.0.0.1',
  '0x7f.1',
  '017700000001',
  '0177.0.0.1',
  '0177.0.0.01',
  '127.0x0.0.1',
  '0',
  '0.0.0.0',
  '0x0',
  '00000000000',
  '１２７.０.０.１',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '%31%32%37.0.0.1',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[0000::0001]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:0:7f00:1]',
  '[::127.0.0.1]',
  '[::7f00:1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b:1::7f00:1]',
  '[2002:7f00:1::]',
  '[2002:a9fe:a9fe::]',
  '[2001:0:7f00:1::]',
  '[fe80::1]',
  '[fc00::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  '[2001:db8::1]',
  '169.254.169.254',
  '2852039166',
  '0xa9fea9fe',
  '0251.0376.0251.0376',
  '100.100.100.200',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '192.0.0.192',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  'localhost',
  'localhost.',
  'LOCALHOST',
  'ｌｏｃａｌｈｏｓｔ',
  'sub.localhost',
  'loopback.example',
  'LOOPBACK.example',
  'loopback6.example',
  'mapped.example',
  'metadata.example',
  'private.example',
  'one-of-two.example',
  'first-of-two.example',
  'mixed.example',
  'nothing.example',
  'garbage.example',
  'unknown.example',
]
const others = [
  (port: number) => `https://user@1.1.1.1:${port}/`,
  (port: number) => `https://1.1.1.1:1@127.0.0.1:${port}/`,
  (port: number) => `https://1.1.1.1%2f@127.0.0.1:${port}/`,
  (port: number) => `https://1.1.1.1\\@127.0.0.1:${port}/`,
  (port: number) => `https://127.0.0.1:${port}\\@1.1.1.1/`,
  (port: number) => `https:127.0.0.1:${port}`,
  (port: number) => `https:\\\\127.0.0.1:${port}`,
  (port: number) => ` https://127.0.0.1:${port}\t\n`,
  (port: number) => `ht\ntps://127.0.0.1:${port}`,
  (port: number) => `HTTPS://127.0.0.1:${port}`,
  () => 'file:///etc/passwd',
  (port: number) => `ftp://127.0.0.1:${port}/`,
  (port: number) => `gopher://127.0.0.1:${port}/_GET`,
  (port: number) => `ws://127.0.0.1:${port}/`,
  () => 'data:text/plain,canary',
  () => 'javascript:alert(1)',
  () => 'blob:https://127.0.0.1/canary',
  () => '//127.0.0.1/',
  () => '/etc/passwd',
  () => 'https://',
  () => 'https://[::1',
  () => '',
]

describe('no connection is made to', () => {
  it('more than 60 ways to say the same', () => expect(hosts.length + others.length).toBeGreaterThan(60))

  it.each([
    ...hosts.flatMap((host): [string, (port: number) => string][] => [
      [`https://${host}`, (port) => `https://${host}:${port}/`],
      [`http://${host}`, (port) => `http://${host}:${port}/`],
    ]),
    ...others.map((make): [string, (port: number) => string] => [make(1), make]),
  ])('%s', async (_, make) => {
    const before = connections
    await expect(outbound(make(port), { resolve, http: true, timeout: 2000 })).rejects.toBeInstanceOf(OutboundRefused)
    await expect(checkTarget(make(port), { resolve, http: true })).rejects.toBeInstanceOf(OutboundRefused)
    expect(connections - before).toBe(0)
  })

  it('http, unless that was asked for', async () => {
    await expect(checkTarget('http://1.1.1.1/')).rejects.toThrow('Only https')
    expect(await checkTarget('http://1.1.1.1/', { http: true })).toMatchObject({ address: '1.1.1.1', family: 4 })
  })

  it('a name that stands for something else the second time: it is asked once, and that answer counts', async () => {
    const before = connections
    let asked = 0
    const flip = async () => [v4(asked++ ? '127.0.0.1' : '192.0.2.1')]
    const allows = (address: string) => address === '192.0.2.1'
    await expect(
      outbound(`http://rebind.example:${port}/`, { http: true, resolve: flip, allows, timeout: 300 }),
    ).rejects.toBeInstanceOf(OutboundRefused)
    expect([asked, connections - before]).toEqual([1, 0])
  })
})

describe('where it may be called, an address', () => {
  let server: Server
  let asked: { url: string | undefined; headers: Record<string, unknown>; body: string }[] = []
  let base = ''
  const allowed: OutboundOptions = {
    http: true,
    resolve: async (name) => [v4(name === 'elsewhere.example' ? '127.0.0.2' : '127.0.0.1')],
    allows: (address) => address === '127.0.0.1',
    timeout: 2000,
  }
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        asked.push({ url: request.url, headers: request.headers, body })
        const [, kind = '', rest = ''] = /^\/(\w+)\/?(.*)$/.exec(request.url ?? '') ?? []
        if (kind === 'to') return response.writeHead(302, { Location: decodeURIComponent(rest) }).end()
        if (kind === 'round') return response.writeHead(307, { Location: '/round' }).end()
        if (kind === 'large') return response.end(Buffer.alloc(100_000, 65))
        if (kind === 'endless') {
          response.write('a')
          return setInterval(() => response.write(Buffer.alloc(1000, 65)), 5).unref()
        }
        if (kind === 'silent') return
        if (kind === 'drip') return setInterval(() => response.write('a'), 50).unref()
        return response.end('fine')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://hooks.example:${(server.address() as AddressInfo).port}`
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })

  it('is called by its name at the address that was checked', async () => {
    asked = []
    const answer = await outbound(`${base}/in?a=1`, {
      ...allowed,
      method: 'POST',
      body: '{}',
      headers: { Host: 'evil' },
    })
    expect([answer.status, answer.body.toString()]).toEqual([200, 'fine'])
    expect(asked).toMatchObject([{ url: '/in?a=1', body: '{}', headers: { host: base.slice(7) } }])
  })

  it.each([
    ['a loopback address', () => `http://127.0.0.2:${port}/`],
    ['a name that stands for one', () => `http://elsewhere.example:${port}/`],
    ['metadata', () => 'http://169.254.169.254/latest/'],
    ['a file', () => 'file:///etc/passwd'],
    ['nothing readable', () => 'http://['],
  ])('may lead on to %s without anybody being called there', async (_, to) => {
    const before = connections
    const away = `${base}/to/${encodeURIComponent(to())}`
    expect((await outbound(away, allowed)).status).toBe(302)
    await expect(outbound(away, { ...allowed, redirects: 3 })).rejects.toBeInstanceOf(OutboundRefused)
    expect(connections - before).toBe(0)
  })

  it('may lead on to one that is fine, to which no header of the first goes', async () => {
    asked = []
    const away = `${base}/to/${encodeURIComponent(`${base.replace('hooks', 'other')}/in`)}`
    const headers = { Authorization: 'Bearer secret' }
    expect((await outbound(away, { ...allowed, redirects: 1, headers })).body.toString()).toBe('fine')
    expect(asked.map((one) => one.headers.authorization)).toEqual(['Bearer secret', undefined])
  })

  it('may not lead on for ever, and nothing is posted twice', async () => {
    await expect(outbound(`${base}/round`, { ...allowed, redirects: 5 })).rejects.toThrow('leads on')
    await expect(outbound(`${base}/round`, { ...allowed, redirects: 5, method: 'POST' })).rejects.toThrow('leads on')
  })

  it.each(['large', 'endless'])('may not answer with more than is asked for: %s', async (kind) => {
    await expect(outbound(`${base}/${kind}`, { ...allowed, most: 5000 })).rejects.toThrow('too large')
  })

  it.each(['silent', 'drip'])('may not take longer than it is given: %s', async (kind) => {
    const start = performance.now()
    await expect(outbound(`${base}/${kind}`, { ...allowed, timeout: 200 })).rejects.toBeInstanceOf(OutboundRefused)
    expect(performance.now() - start).toBeLessThan(2000)
  })

  it('may not take longer to be looked up', async () => {
    const resolve = () => new Promise<Resolved[]>(() => {})
    await expect(outbound(base, { ...allowed, resolve, timeout: 100 })).rejects.toThrow('in time')
  })
})
