import { poll } from '../../browsers/poll.ts'
import { readAll } from '../process.ts'
import { play } from './field.ts'
import type { Scenario } from './scenarios.ts'
import { type Batch, createBatch, createLedger, post } from './senders.ts'
import { sometime } from './signals.ts'

const hour = 3_600_000
const day = 24 * hour

/** What clocks and time do. */
export const times: readonly Scenario[] = [
  {
    name: 'clock jumps',
    says: 'the clock goes to −1 h, +1 h, +400 days and back under load, killed and started again at ±1 h',
    run: () =>
      play(async (field) => {
        field.send()
        for (const offset of [-hour, 0, hour, 0, 400 * day, 0]) {
          await field.more(300)
          await field.clock(offset)
          await field.more(300)
          // Started 400 days ahead, it would remove what its retention calls too old, and rightly.
          if (Math.abs(offset) !== hour) continue
          await field.end('SIGKILL')
          await field.start()
        }
        return { faults: 8 }
      }),
  },
  {
    name: 'replays',
    says: 'everything sent again: at once, after a restart, after a kill, and seven days later',
    run: () =>
      play(async (field) => {
        const batches: Batch[] = Array.from({ length: 100 }, () => createBatch())
        const repeat = async (expected: 'accepted' | 'duplicate') => {
          for (const batch of batches) {
            const answer = await post(field.collector().url, batch, field.ledger)
            if (answer[expected] !== batch.ids.length)
              throw new Error(`Of ${batch.ids.length} events ${answer[expected]} got the verdict ${expected}.`)
          }
        }
        await repeat('accepted')
        await repeat('duplicate')
        for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
          await field.end(signal)
          await field.start()
          await repeat('duplicate')
        }
        await field.end('SIGTERM')
        await field.clock(7 * day)
        await field.start()
        await repeat('duplicate')
        return { faults: 4 * batches.length, seen: 'every repeat got the verdict duplicate' }
      }),
  },
  {
    name: 'retention',
    says: 'killed and started again in the middle of removing old events, under load',
    run: ({ long }) =>
      play(async (field) => {
        const old = createLedger()
        const [count, kills] = long ? [4000, 20] : [1000, 4]
        await field.clock(-40 * day)
        await field.end('SIGTERM')
        await field.start()
        for (let batch = 0; batch < count; batch += 20)
          await Promise.all(Array.from({ length: 20 }, () => post(field.collector().url, createBatch(), old)))
        await field.end('SIGTERM')
        await field.clock(0)
        await field.start()
        field.send()
        for (let kill = 0; kill < kills; kill++) {
          await sometime(100)
          await field.end('SIGKILL')
          await field.start()
        }
        await field.more(500)
        await poll('old events to leave', async () =>
          (await readAll(field.collector())).every(({ id }) => !old.acknowledged.has(id)),
        )
        return { faults: kills, seen: `all ${old.acknowledged.size} old events went` }
      }),
  },
]
