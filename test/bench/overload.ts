import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { residentOf } from '../faults/hostile/watch.ts'
import { type Collector, startCollector } from '../faults/process.ts'
import type { Flood, Flooded } from './flood.ts'

/**
 * `npm run bench:overload`: how much a collector takes, what is left of that at three times as much, and what a quiet site
 * beside the busy one notices; and what it would notice on a collector of its own beside the flood, which is what the machine
 * itself costs. Everything alternates in one run, and only ratios count. `-- --rounds 5 --times 3`.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    times: { type: 'string', default: '3' },
    events: { type: 'string', default: '10' },
    connections: { type: 'string', default: '400' },
  },
})
const [seconds, events, times] = [Number(values.seconds), Number(values.events), Number(values.times)]
const quiet = { site: 'quiet', events: 1, connections: 8, rate: 100 }

const folder = mkdtempSync(join(tmpdir(), 'wend-overload-'))
const [collector, other] = await Promise.all([collectorIn('busy'), collectorIn('apart')])

function collectorIn(name: string): Promise<Collector> {
  const config = join(folder, name, 'wend.yaml')
  mkdirSync(join(folder, name))
  writeFileSync(
    config,
    'port: 0\nlevel: error\nsites:\n  shop:\n    origins: [https://shop.example]\n  quiet:\n    origins: [https://quiet.example]\n',
  )
  return startCollector({ config })
}

async function run(
  load: Omit<Flood, 'port' | 'seconds'>,
  { time = seconds, at = collector }: { time?: number; at?: Collector } = {},
): Promise<Flooded> {
  const port = Number(new URL(at.url).port)
  const worker = new Worker(new URL('./flood.ts', import.meta.url), { workerData: { ...load, port, seconds: time } })
  const [flooded] = await once(worker, 'message')
  await worker.terminate()
  return flooded as Flooded
}
const p99 = ({ latencies }: Flooded): number => latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN

try {
  const busy = { site: 'shop', events }
  await run({ ...busy, connections: 32 }, { time: 3 })
  const rounds = []
  for (let round = 0; round < Number(values.rounds); round++) {
    const peak = await run({ ...busy, connections: 32 })
    const alone = await run(quiet)
    const rate = (peak.accepted / events) * times
    const before = residentOf(collector.process.pid)
    const flood = { ...busy, connections: Number(values.connections), rate }
    const [flooded, beside] = await Promise.all([run(flood), run(quiet)])
    const [, apart] = await Promise.all([run(flood), run(quiet, { at: other })])
    rounds.push({
      peak: Math.round(peak.accepted),
      goodput: Math.round(flooded.accepted),
      share: flooded.accepted / peak.accepted,
      idle: p99(alone),
      loaded: p99(beside),
      slower: p99(beside) / p99(alone),
      apart: p99(apart),
      slowerApart: p99(apart) / p99(alone),
      shared: p99(beside) / p99(apart),
      busy: flooded.statuses,
      unsent: flooded.unsent,
      quiet: beside.statuses,
      rude: flooded.rude + beside.rude,
      megabytes: Math.round(residentOf(collector.process.pid) - before),
    })
  }
  const summary = {
    share: Number(median(rounds.map(({ share }) => share)).toFixed(2)),
    slower: Number(median(rounds.map(({ slower }) => slower)).toFixed(2)),
    slowerApart: Number(median(rounds.map(({ slowerApart }) => slowerApart)).toFixed(2)),
    shared: Number(median(rounds.map(({ shared }) => shared)).toFixed(2)),
  }
  if (values.json) console.log(JSON.stringify({ ...summary, rounds }))
  else {
    for (const one of rounds)
      console.log(
        `peak ${one.peak} events/s, at ${times} times as much ${one.goodput} (${one.share.toFixed(2)}); quiet site p99 ${one.idle.toFixed(1)} ms alone, ${one.loaded.toFixed(1)} ms beside (${one.slower.toFixed(2)}), ${one.apart.toFixed(1)} ms on a collector of its own (${one.slowerApart.toFixed(2)}); busy ${JSON.stringify(one.busy)}, ${one.unsent} unsent, quiet ${JSON.stringify(one.quiet)}, without Retry-After ${one.rude}, memory ${one.megabytes} MB`,
      )
    console.log(
      `median: ${summary.share} of the peak, quiet site ${summary.slower} times as slow, ${summary.slowerApart} times on a collector of its own; sharing one makes it ${summary.shared} times as slow as that`,
    )
  }
} finally {
  await Promise.all([collector.end('SIGTERM'), other.end('SIGTERM')])
  rmSync(folder, { recursive: true, force: true })
}
