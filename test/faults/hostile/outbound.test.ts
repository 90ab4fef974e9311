import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const preload = join(import.meta.dirname, 'quiet.cjs')
const node = (args: readonly string[]) =>
  spawn(process.execPath, ['--require', preload, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })

/** Remote ends of the TCP sockets that a process holds, beside those it took itself on its own port. */
function connectedTo(pid: number | undefined, port: number): string[] {
  const held = new Set(
    readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1]
      } catch {
        return undefined
      }
    }),
  )
  const own = port.toString(16).toUpperCase().padStart(4, '0')
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, local = '', , , , , , , , inode]) => inode !== undefined && held.has(inode) && !local.endsWith(`:${own}`),
      )
      .map(([, , remote = '']) => `${table} ${remote}`),
  )
}

it('the collector looks up no name and opens no connection of its own, from start to end', {
  timeout: 60_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wend-outbound-'))
  const config = join(folder, 'wend.yaml')
  writeFileSync(config, 'port: 0\nlevel: debug\nsites:\n  shop:\n    origins: ["https://shop.example"]\n')
  const child = node(['apps/collector/src/main.ts', 'serve', '--config', config])
  let said = ''
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  try {
    const url = await new Promise<string>((resolve, reject) => {
      child.stdout.on('data', (chunk) => {
        const found = /Collector: http:\/\/localhost(:\d+)/.exec(String(chunk))?.[1]
        if (found) resolve(`http://127.0.0.1${found}`)
      })
      child.once('exit', () => reject(new Error(said)))
    })
    const event = { id: randomUUID(), type: 'page.viewed', at: Date.now(), data: { url: 'https://shop.example/' } }
    const body = JSON.stringify({ v: 1, site: 'shop', consent: { granted: ['analytics'] }, events: [event] })
    const answer = await fetch(`${url}/w/e`, { method: 'POST', body })
    expect(await answer.json()).toMatchObject({ accepted: 1 })
    for (const path of ['/w/w.js?site=shop', '/w/you?site=shop', '/console/', '/metrics', '/readyz'])
      expect((await fetch(url + path)).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 3000))
    expect(connectedTo(child.pid, Number(new URL(url).port))).toEqual([])
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
  expect(said.split('\n').filter((line) => line.startsWith('outbound'))).toEqual([])
})

it('what watches for that sees a lookup, a connection and a datagram, in a worker as well', async () => {
  const work = `import('node:net').then(({ connect }) => connect(9, '127.0.0.1').on('error', () => {}));
    import('node:dns').then(({ lookup }) => lookup('localhost', () => {}));
    import('node:dgram').then(({ createSocket }) => { const s = createSocket('udp4'); s.send('x', 9, '127.0.0.1', () => s.close()) })`
  for (const code of [work, `new (require('node:worker_threads').Worker)(${JSON.stringify(work)}, { eval: true })`]) {
    const child = node(['--eval', code])
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    await once(child, 'close')
    for (const what of ['connect', 'lookup', 'send']) expect(said).toContain(`outbound ${what}`)
  }
})
