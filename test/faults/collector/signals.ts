import { setTimeout as sleep } from 'node:timers/promises'
import { play } from './field.ts'
import type { Scenario } from './scenarios.ts'

/** A moment that nobody chose. */
export const sometime = (milliseconds: number): Promise<void> => sleep(Math.random() * milliseconds)

/** What an operator, the kernel or an orchestrator does to the process. */
export const signals: readonly Scenario[] = [
  {
    name: 'SIGTERM',
    says: 'told to stop under load, and started again',
    run: ({ long }) =>
      play(async (field) => {
        const stops = long ? 25 : 3
        field.send()
        let slowest = 0
        for (let stop = 0; stop < stops; stop++) {
          await field.more(300)
          const start = performance.now()
          const code = await field.end('SIGTERM')
          if (code !== 0) throw new Error(`It ended with ${code}. ${field.collector().said()}`)
          slowest = Math.max(slowest, performance.now() - start)
          await field.start()
        }
        await field.more(300)
        return { faults: stops, seen: `exit 0 each time, within ${(slowest / 1000).toFixed(1)} s` }
      }),
  },
  {
    name: 'SIGKILL',
    says: 'killed at moments nobody chose, and started again',
    run: ({ kills }) =>
      play(async (field) => {
        field.send()
        for (let kill = 0; kill < kills; kill++) {
          // At least a few commits in.
          await field.more(200)
          await sometime(60)
          await field.end('SIGKILL')
          await field.start()
        }
        await field.more(200)
        return { faults: kills }
      }),
  },
  {
    name: 'SIGSTOP',
    says: 'stopped and continued',
    run: ({ long }) =>
      play(async (field) => {
        field.send()
        await field.more(300)
        const { process: child } = field.collector()
        const stopped = long ? 10 : 3
        child.kill('SIGSTOP')
        await sleep(stopped * 1000)
        child.kill('SIGCONT')
        await field.more(300)
        return { faults: 1, seen: `for ${stopped} s` }
      }),
  },
]
