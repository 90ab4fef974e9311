import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { QualityReport } from '@wend/protocol'
import { expect, it } from 'vitest'
import { v7 } from '../commands/uuid.ts'
import { type Agent, agents, seeded } from './testing.ts'

interface Collector {
  process: ChildProcess
  url: string
  token: string
}

async function start(config: string): Promise<Collector> {
  const main = join(import.meta.dirname, '../main.ts')
  const child = spawn(process.execPath, [main, 'serve', '--config', config], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [, url = '', token = ''] = await new Promise<RegExpExecArray>((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
      const found = /Collector: (\S+)\nConsole:\s+\S+#token=(\S+)/.exec(output)
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error('The collector ended before it was ready.')))
  })
  return { process: child, url, token }
}

async function end({ process }: Collector): Promise<void> {
  process.kill('SIGKILL')
  await once(process, 'exit')
}

async function report({ url, token }: Collector): Promise<QualityReport> {
  const response = await fetch(`${url}/api/quality`, { headers: { Authorization: `Bearer ${token}` } })
  return (await response.json()) as QualityReport
}

it('finds exactly what was lost, killed twice in the middle of it', { timeout: 120_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wend-quality-'))
  const config = join(folder, 'wend.yaml')
  writeFileSync(config, 'port: 0\nlevel: error\nsites:\n  shop:\n    origins: ["http://localhost:*"]\n')
  const random = seeded(7)
  const names = Object.keys(agents) as Agent[]
  const tabs = names.flatMap((agent) =>
    Array.from({ length: 3 }, (_, n) => ({ agent, tab: `${n}${v7(Date.now())}`, n: 0 })),
  )
  const dropped = Object.fromEntries(names.map((name) => [name, 0]))
  let collector = await start(config)

  /** Every tab sends a batch, in which some numbers are missing; the last one is not. */
  const round = async (of: Collector) => {
    for (const tab of tabs) {
      const numbers = Array.from({ length: 6 }, () => tab.n++)
      const left = numbers.filter((_, index) => index === 5 || random() > 0.25)
      dropped[tab.agent] = (dropped[tab.agent] ?? 0) + numbers.length - left.length
      const at = Date.now()
      const events = left.map((n) => ({ id: v7(at), type: 'page.viewed', at, n, data: { url: 'http://localhost/' } }))
      const consent = { granted: ['analytics'], source: 'banner' }
      const response = await fetch(`${of.url}/w/e`, {
        method: 'POST',
        headers: { 'User-Agent': agents[tab.agent], 'Content-Type': 'text/plain' },
        body: JSON.stringify({ v: 1, site: 'shop', tab: tab.tab, sent: at, consent, events }),
      })
      expect(response.status).toBe(200)
    }
  }

  try {
    for (let kill = 0; kill < 2; kill++) {
      await round(collector)
      await end(collector)
      collector = await start(config)
    }
    await round(collector)
    await expect.poll(async () => (await report(collector)).complete).toBe(true)
    const { browsers } = await report(collector)
    expect(Object.fromEntries(browsers.map(({ browser, missing }) => [browser, missing]))).toEqual(dropped)
    expect(browsers.every(({ seen, accepted }) => seen === accepted)).toBe(true)
  } finally {
    await end(collector)
    rmSync(folder, { recursive: true, force: true })
  }
})
