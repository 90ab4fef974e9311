import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Collector, startCollector } from '../process.ts'
import { type Checked, check } from './check.ts'
import { createLedger, type Deliver, type Ledger, type Senders, startSenders } from './senders.ts'

/** Where a scenario plays: a folder, a collector that comes and goes, and senders that do not give up. */
export interface Field {
  readonly folder: string
  /** wend.yaml. */
  readonly config: string
  readonly ledger: Ledger
  /** The collector that runs now. */
  collector(): Collector
  start(environment?: Readonly<Record<string, string>>): Promise<void>
  /** Ends the collector that runs, and gives its exit code. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
  send(deliver?: Deliver): Senders
  /** Waits until so many more events are acknowledged. Fails after four minutes. */
  more(events: number): Promise<void>
  /** Moves the collector's clock by so many milliseconds. */
  clock(offset: number): Promise<void>
}

export interface Ground {
  /** Folder to put the data into instead of one beside wend.yaml. */
  data?: string
  /** More lines for wend.yaml. */
  yaml?: string
  senders?: number
}

export interface Result {
  acknowledged: number
  faults: number
  /** What else was seen, in a few words. */
  seen: string
  checked: Checked
}

/** Runs a scenario, then ends the collector as an operator does, starts it again and looks at what is there. */
export async function play(
  run: (field: Field) => Promise<{ faults: number; seen?: string }>,
  { data = './data', yaml = '', senders = 8 }: Ground = {},
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'wend-faults-'))
  const [config, clock] = [join(folder, 'wend.yaml'), join(folder, 'clock')]
  const limits = 'limits: { perAddress: 1000000, burst: 1000000 }'
  writeFileSync(
    config,
    `port: 0\nlevel: error\ndata: ${data}\ndrain: 0s\n${limits}\n${yaml}sites:\n  shop:\n    origins: ["https://shop.example"]\n    undeclared: accept\n`,
  )
  writeFileSync(clock, '0')
  const ledger = createLedger()
  const sending = new Set<Senders>()
  let current: Collector | undefined
  const collector = () => {
    if (!current) throw new Error('No collector runs.')
    return current
  }
  const field: Field = {
    ...{ folder, config, ledger, collector },
    async start(environment) {
      current = await startCollector({ config, clock, ...(environment && { environment }) })
    },
    end: (signal) => collector().end(signal),
    send(deliver) {
      const started = startSenders(senders, () => collector().url, ledger, deliver)
      const one = {
        async stop() {
          sending.delete(one)
          await started.stop()
        },
      }
      sending.add(one)
      return one
    },
    async more(events) {
      const [enough, end] = [ledger.acknowledged.size + events, Date.now() + 240_000]
      while (ledger.acknowledged.size < enough) {
        if (Date.now() > end)
          throw new Error(
            `Only ${ledger.acknowledged.size} of ${enough} events were acknowledged. ${collector().said()}`,
          )
        await sleep(5)
      }
    },
    async clock(offset) {
      writeFileSync(clock, String(offset))
      await sleep(60)
    },
  }
  try {
    await field.start()
    const { faults, seen = '' } = await run(field)
    await Promise.all([...sending].map((one) => one.stop()))
    return { acknowledged: ledger.acknowledged.size, faults, seen, checked: await check(field) }
  } finally {
    current?.process.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}
