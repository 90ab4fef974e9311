import type { Contestant } from './contestants.ts'
import { load } from './load.ts'

/** What one measurement of one server comes to, or the middle of several. */
export interface Figures {
  eventsPerSecond: number
  /** CPU seconds of the server for 10,000 events. */
  cpu: number
  /** Milliseconds. */
  p50: number
  p99: number
}

/** Batches that each visitor sends: the first without a cookie, which makes an id, a record of consent and a receipt. */
export const batchesOf = { mix: 5, new: 1, returning: Number.POSITIVE_INFINITY } as const
export type Visitors = keyof typeof batchesOf

export interface Settings {
  visitors: Visitors
  /** Events in a batch. */
  events: number
  connections: number
  seconds: number
  /** Events a second, sent when they are due. Without it, as many as are answered. */
  rate?: number
}

export interface Measurement extends Figures {
  bytesPerEvent: number
  acknowledged: ReadonlyMap<string, number>
}

export async function measure(server: Contestant, settings: Settings): Promise<Measurement> {
  const { visitors, events, connections, seconds, rate } = settings
  const before = server.cpu()
  const measured = await load({
    port: server.port,
    connections,
    eventsPerRequest: events,
    seconds,
    batchesPerVisitor: batchesOf[visitors],
    ...(rate !== undefined && { rate: rate / events }),
  })
  return { ...measured, cpu: ((server.cpu() - before) * 10_000) / (measured.requests * events) }
}

/** Lets two servers work by turns, so that what else the machine does meets both alike. */
export async function byTurns(
  [a, b]: readonly [Contestant, Contestant],
  rounds: number,
  settings: Settings,
): Promise<{ ratio: number; a: Measurement[]; b: Measurement[] }> {
  const [ofA, ofB]: [Measurement[], Measurement[]] = [[], []]
  for (let turn = 0; turn < rounds; turn++) {
    if (turn % 2) ofB.push(await measure(b, settings))
    ofA.push(await measure(a, settings))
    if (turn % 2 === 0) ofB.push(await measure(b, settings))
  }
  const ratio = median(ofA.map((one, turn) => one.eventsPerSecond / (ofB[turn]?.eventsPerSecond ?? Number.NaN)))
  return { ratio: round(ratio, 3), a: ofA, b: ofB }
}

export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

export const round = (number: number, digits: number): number => Number(number.toFixed(digits))

export const middle = (all: readonly Figures[]): Figures => ({
  eventsPerSecond: Math.round(median(all.map((one) => one.eventsPerSecond))),
  cpu: round(median(all.map(({ cpu }) => cpu)), 3),
  p50: round(median(all.map(({ p50 }) => p50)), 1),
  p99: round(median(all.map(({ p99 }) => p99)), 1),
})

/** Rows of cells, the first of them the head, in columns. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const texts = rows.map((row) => row.map(String))
  const width = (column: number) => Math.max(...texts.map((row) => row[column]?.length ?? 0))
  return texts
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(width(column)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
