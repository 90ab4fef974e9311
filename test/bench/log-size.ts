import { batchesOf, byTurns, type Figures, median, middle, round, type Settings, table } from './compare.ts'
import { logOf, startCollector } from './contestants.ts'
import { fill } from './fill.ts'
import { load } from './load.ts'
import { type ReadBack, readBack } from './read-back.ts'

export interface LogSize {
  /** Events that were there before. */
  events: number
  fillSeconds: number
  /** Events a second with them, divided by those with an empty log. */
  ratio: number
  long: Figures
  empty: Figures
  /** Milliseconds from launching the process to its first 2xx for a batch. */
  start: { long: number; empty: number }
  back: ReadBack
}

/** A collector with so many events in its log already, and one with none, by turns. */
export async function logSize(
  events: number,
  folders: { long: string; empty: string },
  rounds: number,
  settings: Settings,
): Promise<LogSize> {
  const began = performance.now()
  const last = await fill(logOf(folders.long), events)
  const fillSeconds = round((performance.now() - began) / 1000, 1)

  const starts: { long: number[]; empty: number[] } = { long: [], empty: [] }
  for (let turn = 0; turn < 3; turn++)
    for (const name of ['empty', 'long'] as const) starts[name].push(await startUp(folders[name]))

  const servers = [await startCollector(folders.long), await startCollector(folders.empty)] as const
  try {
    const { connections, events: eventsPerRequest, visitors } = settings
    for (const { port } of servers)
      await load({ port, connections, eventsPerRequest, seconds: 2, batchesPerVisitor: batchesOf[visitors] })
    const { ratio, a, b } = await byTurns(servers, rounds, settings)
    for (const server of servers) await server.stop()
    const acknowledged = new Map(a.flatMap((one) => [...one.acknowledged]))
    return {
      events,
      fillSeconds,
      ratio,
      long: middle(a),
      empty: middle(b),
      start: { long: Math.round(median(starts.long)), empty: Math.round(median(starts.empty)) },
      back: await readBack(logOf(folders.long), acknowledged, last),
    }
  } finally {
    for (const server of servers) await server.stop()
  }
}

async function startUp(folder: string): Promise<number> {
  const begin = performance.now()
  const { port, stop } = await startCollector(folder)
  try {
    await load({ port, connections: 1, eventsPerRequest: 1, seconds: 0 })
    return performance.now() - begin
  } finally {
    await stop()
  }
}

export const logSizeText = (found: LogSize, rounds: number, { visitors, events, seconds }: Settings): string =>
  [
    table([
      ['events in the log', 'events/s', 'CPU s/10,000', 'p50 ms', 'p99 ms', 'start ms'],
      ...(['long', 'empty'] as const).map((name) => {
        const { eventsPerSecond, cpu, p50, p99 } = found[name]
        return [name === 'long' ? found.events : 0, eventsPerSecond, cpu, p50, p99, found.start[name]]
      }),
    ]),
    '',
    `ratio ${found.ratio.toFixed(2)} (${visitors}, batches of ${events}, by turns, median of ${rounds} rounds of ${seconds} s)`,
    `Read back: ${readBackText(found.back)}`,
    'start: from launching the process to the first 2xx for a batch, median of 3; the files are in the page cache',
    `The log was filled in ${found.fillSeconds} s, with bodies of about 250 bytes.`,
  ].join('\n')

export const readBackText = ({ acknowledged, missing, twice }: ReadBack): string =>
  `${acknowledged} events acknowledged, ${missing} missing, ${twice} twice`
