import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const kills = 25
const senders = 8
const perBatch = 10

interface Collector {
  process: ChildProcess
  url: string
  token: string
}

async function start(config: string): Promise<Collector> {
  const child = spawn(process.execPath, ['apps/collector/src/main.ts', 'serve', '--config', config], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
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

/** Sends batches, again and again the ones that got no answer, until told to stop. Notes every id that was acknowledged. */
async function send(target: { url: string }, acknowledged: Set<string>, running: () => boolean): Promise<void> {
  let ids: string[] = []
  while (running()) {
    if (!ids.length) ids = Array.from({ length: perBatch }, () => randomUUID())
    const at = Date.now()
    const events = ids.map((id, n) => ({ id, n, at, type: 'custom.counted', data: { n } }))
    const body = JSON.stringify({
      v: 1,
      site: 'shop',
      sent: at,
      consent: { granted: ['analytics'], source: 'test' },
      events,
    })
    try {
      const response = await fetch(`${target.url}/w/e`, { method: 'POST', body, signal: AbortSignal.timeout(5000) })
      const answer = (await response.json()) as { accepted: number; others: { verdict: string }[] }
      if (
        !response.ok ||
        answer.accepted + answer.others.filter(({ verdict }) => verdict === 'duplicate').length !== perBatch
      )
        continue
      for (const id of ids) acknowledged.add(id)
      ids = []
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

async function readAll({ url, token }: Collector): Promise<{ id: string; sequence: string }[]> {
  const found: { id: string; sequence: string }[] = []
  let after = '0'
  for (;;) {
    const response = await fetch(`${url}/api/events?after=${after}&limit=1000`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    const { events, next } = (await response.json()) as { events: { id: string; sequence: string }[]; next: string }
    if (!events.length) return found
    found.push(...events)
    after = next
  }
}

it(`loses nothing it acknowledged and stores nothing twice, killed ${kills} times in a stream of batches`, {
  timeout: 300_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wend-kill-'))
  const config = join(folder, 'wend.yaml')
  writeFileSync(
    config,
    'port: 0\nlevel: error\nsites:\n  shop:\n    origins: ["http://localhost:*"]\n    undeclared: accept\n',
  )
  const acknowledged = new Set<string>()
  const target = { url: 'http://127.0.0.1:1' }
  let running = true
  const sending = Array.from({ length: senders }, () => send(target, acknowledged, () => running))
  try {
    for (let kill = 0; kill < kills; kill++) {
      const collector = await start(config)
      target.url = collector.url
      const before = acknowledged.size
      // Somewhere in the work: at least a few commits in, then at a moment nobody chose.
      while (acknowledged.size < before + 200) await new Promise((resolve) => setTimeout(resolve, 5))
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 60))
      collector.process.kill('SIGKILL')
      await once(collector.process, 'exit')
    }
    running = false
    await Promise.all(sending)

    const collector = await start(config)
    const stored = await readAll(collector)
    collector.process.kill('SIGTERM')
    const [code] = await once(collector.process, 'exit')
    expect(code).toBe(0)

    const ids = new Set(stored.map(({ id }) => id))
    const lost = [...acknowledged].filter((id) => !ids.has(id))
    console.log(
      `${kills} kills, ${acknowledged.size} events acknowledged, ${stored.length} stored, ${lost.length} lost, ${stored.length - ids.size} twice`,
    )
    expect(lost).toEqual([])
    expect(stored.length - ids.size).toBe(0)
    expect(stored.map(({ sequence }) => sequence)).toEqual(stored.map(({ sequence }) => sequence).toSorted())
    expect(acknowledged.size).toBeGreaterThan(kills * 200)
  } finally {
    running = false
    await Promise.all(sending)
    rmSync(folder, { recursive: true, force: true })
  }
})
