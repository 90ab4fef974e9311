import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { batchesOf, byTurns, type Figures, measure, middle, table, type Visitors } from './compare.ts'
import { logOf, startBare, startCollector } from './contestants.ts'
import { load } from './load.ts'
import { logSize, logSizeText, readBackText } from './log-size.ts'
import { readBack } from './read-back.ts'

/**
 * `npm run bench:ingest`: durable events a second of the collector and of a bare server, alternating in one run, and their
 * ratio. The load comes from the same machine, so both get the same half of it. With `--log-size 1000000`: a collector
 * with so many events in its log already against one with an empty log, and how long each takes to start.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '32' },
    events: { type: 'string', default: '10,1,50' },
    visitors: { type: 'string', default: 'mix,new,returning' },
    'log-size': { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const seconds = Number(values.seconds)
const connections = Number(values.connections)
const isVisitors = (name: string): name is Visitors => Object.hasOwn(batchesOf, name)
const kinds = values.visitors.split(',').filter(isVisitors)
const sizes = values.events.split(',').map(Number)
const [kind] = kinds
const [size] = sizes
if (!kind || !size || !sizes.every((events) => Number.isInteger(events) && events > 0 && events <= 500))
  throw new Error(`Say it like this: --visitors ${Object.keys(batchesOf).join(',')} --events 10,1,50`)

/** The case that counts: the first of each list. */
const lead = { visitors: kind, events: size, connections, seconds }
const machine = { connections, seconds, rounds, cores: availableParallelism() }
const folder = mkdtempSync(join(tmpdir(), 'wend-bench-'))
const room = (name: string): string => {
  mkdirSync(join(folder, name))
  return join(folder, name)
}

async function ingest() {
  const data = room('collector')
  const servers = [await startCollector(data), await startBare(folder)] as const
  const [collector, bare] = servers
  const acknowledged = new Map<string, number>()
  try {
    const batchesPerVisitor = batchesOf[lead.visitors]
    for (const { port } of servers)
      await load({ port, connections, eventsPerRequest: lead.events, batchesPerVisitor, seconds: Math.min(2, seconds) })
    const scenarios = []
    for (const visitors of kinds)
      for (const events of sizes) {
        const { ratio, a, b } = await byTurns(servers, rounds, { ...lead, visitors, events })
        for (const one of a) for (const [name, count] of one.acknowledged) acknowledged.set(name, count)
        const bytesPerEvent = Math.round(a[0]?.bytesPerEvent ?? 0)
        scenarios.push({ visitors, events, ratio, collector: middle(a), bare: middle(b), bytesPerEvent })
      }
    const [first] = scenarios
    if (!first) throw new Error('Nothing was measured.')
    const rate = Math.round(first.collector.eventsPerSecond / 2)
    const paced = await measure(collector, { ...lead, rate })
    for (const [name, count] of paced.acknowledged) acknowledged.set(name, count)
    const half = { rate, collector: middle([paced]), bare: middle([await measure(bare, { ...lead, rate })]) }
    await collector.stop()
    const back = await readBack(logOf(data), acknowledged)
    return { ...first, eventsPerRequest: first.events, scenarios, half, back, ...machine }
  } finally {
    for (const server of servers) await server.stop()
  }
}

function ingestText({ ratio, scenarios, half, back, bytesPerEvent }: Awaited<ReturnType<typeof ingest>>): string {
  const cells = ({ eventsPerSecond, cpu, p50, p99 }: Figures) => [eventsPerSecond, cpu, p50, p99]
  return [
    `ratio ${ratio.toFixed(2)} (${lead.visitors}, batches of ${lead.events})`,
    '',
    table([
      ['visitors', 'batch', 'server', 'events/s', 'CPU s/10,000', 'p50 ms', 'p99 ms', 'ratio'],
      ...scenarios.flatMap(({ visitors, events, ratio, collector, bare }) => [
        [visitors, events, 'collector', ...cells(collector), ratio.toFixed(2)],
        ['', '', 'bare server', ...cells(bare), ''],
      ]),
    ]),
    '',
    `new: each batch from a new visitor; returning: ${connections} visitors who stay; mix: each visitor sends ${batchesOf.mix} batches`,
    `At half the collector's peak, ${half.rate} events/s sent when they are due: p50 ${half.collector.p50} ms, p99 ${half.collector.p99} ms (bare server ${half.bare.p50} and ${half.bare.p99})`,
    `Read back: ${readBackText(back)}`,
    `${connections} connections, ${bytesPerEvent} bytes an event, median of ${rounds} rounds of ${seconds} s, ${machine.cores} cores shared with the load`,
  ].join('\n')
}

try {
  const { back, text, result } =
    values['log-size'] === undefined
      ? await ingest().then((result) => ({ back: result.back, result, text: ingestText(result) }))
      : await logSize(Number(values['log-size']), { long: room('long'), empty: room('empty') }, rounds, lead).then(
          (found) => ({ back: found.back, result: { ...found, ...machine }, text: logSizeText(found, rounds, lead) }),
        )
  console.log(values.json ? JSON.stringify(result) : text)
  if (back.missing || back.twice) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
