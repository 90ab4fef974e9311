import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Figures, measure, median, round, table } from './compare.ts'
import { logOf, startCollector } from './contestants.ts'
import { readBackText } from './log-size.ts'
import { readBack } from './read-back.ts'

/**
 * `npm run soak`: what minutes of steady load do to the collector's memory, open files and latency. 30 % of what it can
 * take, visitors coming and going, connections closed and opened again with every slice. `-- --minutes 1` for a short one.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    minutes: { type: 'string', default: '10' },
    connections: { type: 'string', default: '32' },
  },
})
const minutes = Number(values.minutes)
const connections = Number(values.connections)
if (!(minutes > 0)) throw new Error('Say for how many minutes: --minutes 10')
const slices = 24
const settings = { visitors: 'mix', events: 10, connections } as const
const folder = mkdtempSync(join(tmpdir(), 'wend-soak-'))
const megabyte = 2 ** 20

/** How much `y` grows with each `x`, by least squares. */
function slope(points: readonly (readonly [x: number, y: number])[]): number {
  const mean = (of: 0 | 1) => points.reduce((sum, point) => sum + point[of], 0) / points.length
  const [x, y] = [mean(0), mean(1)]
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0)
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0)
}

interface Sample extends Figures {
  minute: number
  /** Bytes. */
  rss: number
  heap: number
  files: number
}

const collector = await startCollector(folder)
const heap = async (): Promise<number> => {
  const text = await (await fetch(`http://127.0.0.1:${collector.port}/metrics`)).text()
  return Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)?.[1])
}
try {
  await measure(collector, { ...settings, seconds: 2 })
  const peak = await measure(collector, { ...settings, seconds: 5 })
  const acknowledged = new Map(peak.acknowledged)
  const rate = Math.round(peak.eventsPerSecond * 0.3)
  const samples: Sample[] = []
  const begin = performance.now()
  for (let slice = 0; slice < slices; slice++) {
    const one = await measure(collector, { ...settings, rate, seconds: (minutes * 60) / slices })
    for (const [name, count] of one.acknowledged) acknowledged.set(name, count)
    await pause(500) // the connections of this slice are closed by then
    const minute = (performance.now() - begin) / 60_000
    samples.push({ ...one, minute, rss: collector.rss(), heap: await heap(), files: collector.files() })
  }
  await collector.stop()
  const back = await readBack(logOf(folder), acknowledged)

  const third = slices / 3
  const [first, last] = [samples.slice(third, 2 * third), samples.slice(2 * third)]
  const steady = [...first, ...last]
  const files = (of: readonly Sample[]) => Math.max(...of.map((sample) => sample.files))
  const leastHeap = (of: readonly Sample[]) => round(Math.min(...of.map((sample) => sample.heap)) / megabyte, 1)
  const result = {
    minutes,
    eventsPerSecond: Math.round(median(samples.map((sample) => sample.eventsPerSecond))),
    rssMegabytes: {
      first: round((samples[0]?.rss ?? 0) / megabyte, 1),
      last: round((samples.at(-1)?.rss ?? 0) / megabyte, 1),
    },
    /** MB a minute, after the first third, in which caches fill. */
    rssSlope: round(slope(steady.map(({ minute, rss }) => [minute, rss / megabyte])), 2),
    /** The least that the heap of JavaScript held at the end of a slice, in MB: what is in use grows when something leaks. */
    heap: { second: leastHeap(first), last: leastHeap(last) },
    files: { second: files(first), last: files(last) },
    p99: { second: round(median(first.map(({ p99 }) => p99)), 1), last: round(median(last.map(({ p99 }) => p99)), 1) },
    back,
  }
  const text = [
    table([
      ['minute', 'RSS MB', 'open files', 'p50 ms', 'p99 ms', 'events/s'],
      ...samples
        .filter((_, slice) => slice % 3 === 2)
        .map(({ minute, rss, files, p50, p99, eventsPerSecond }) => [
          minute.toFixed(1),
          (rss / megabyte).toFixed(1),
          files,
          p50.toFixed(1),
          p99.toFixed(1),
          Math.round(eventsPerSecond),
        ]),
    ]),
    '',
    `memory: ${result.rssSlope} MB a minute after the first third (a heap with room grows before it is swept: take ten minutes)`,
    `least heap in use: ${result.heap.second} MB in the second third, ${result.heap.last} MB in the last`,
    `open files: ${result.files.second} at most in the second third, ${result.files.last} in the last`,
    `p99: ${result.p99.second} ms in the second third, ${result.p99.last} ms in the last (medians)`,
    `Read back: ${readBackText(back)}`,
  ].join('\n')
  console.log(values.json ? JSON.stringify(result) : text)
  if (back.missing || back.twice) process.exitCode = 1
} finally {
  await collector.stop()
  rmSync(folder, { recursive: true, force: true })
}
