import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { load, type Measured } from './load.ts'

/**
 * `npm run bench:ingest`: durable events a second of the collector and of a bare server, alternating in one run, and their
 * ratio. The load comes from the same machine, so both get the same half of it.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '32' },
    events: { type: 'string', default: '10' },
  },
})
const settings = {
  seconds: Number(values.seconds),
  connections: Number(values.connections),
  eventsPerRequest: Number(values.events),
}
const folder = mkdtempSync(join(tmpdir(), 'wend-bench-'))
const root = join(import.meta.dirname, '../..')

interface Contestant {
  name: 'collector' | 'bare'
  process: ChildProcess
  port: number
}

async function launch(name: Contestant['name'], args: string[], readPort: RegExp): Promise<Contestant> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      const found = readPort.exec(String(chunk))?.[1]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`${name} did not start.`)))
  })
  return { name, process: child, port: Number(port) }
}

function startCollector(): Promise<Contestant> {
  const config = join(folder, 'wend.yaml')
  writeFileSync(config, 'port: 0\nlevel: error\ndata: ./data\nsites:\n  shop:\n    origins: ["http://localhost:*"]\n')
  return launch(
    'collector',
    ['apps/collector/src/main.ts', 'serve', '--config', config],
    /Collector: http:\/\/localhost:(\d+)/,
  )
}

const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

const contestants = [
  await launch('bare', ['test/bench/bare.ts', join(folder, 'bare.log')], /^(\d+)/),
  await startCollector(),
]
try {
  const results: Record<Contestant['name'], Measured[]> = { bare: [], collector: [] }
  for (const { port } of contestants) await load({ ...settings, port, seconds: 2 }) // warm
  for (let round = 0; round < Number(values.rounds); round++)
    for (const { name, port } of round % 2 ? contestants.toReversed() : contestants)
      results[name].push(await load({ ...settings, port }))

  const summary = (measured: Measured[]) => ({
    eventsPerSecond: Math.round(median(measured.map((one) => one.eventsPerSecond))),
    p50: Number(median(measured.map((one) => one.p50)).toFixed(1)),
    p99: Number(median(measured.map((one) => one.p99)).toFixed(1)),
  })
  const bare = summary(results.bare)
  const collector = summary(results.collector)
  const ratio = Number(
    median(
      results.collector.map((one, round) => one.eventsPerSecond / (results.bare[round]?.eventsPerSecond ?? 1)),
    ).toFixed(3),
  )
  const bytesPerEvent = Math.round(results.collector[0]?.bytesPerEvent ?? 0)
  if (values.json)
    console.log(JSON.stringify({ ratio, collector, bare, ...settings, rounds: Number(values.rounds), bytesPerEvent }))
  else {
    const line = (name: string, { eventsPerSecond, p50, p99 }: typeof bare) =>
      `${name.padEnd(12)}${String(eventsPerSecond).padStart(9)} events/s   p50 ${p50} ms   p99 ${p99} ms`
    console.log(
      `${settings.connections} connections, ${settings.eventsPerRequest} events of ${bytesPerEvent} bytes a request, median of ${values.rounds} rounds of ${settings.seconds} s`,
    )
    console.log(`${line('bare server', bare)}\n${line('collector', collector)}\nratio       ${ratio.toFixed(2)}`)
  }
} finally {
  for (const { process: child } of contestants) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  rmSync(folder, { recursive: true, force: true })
}
