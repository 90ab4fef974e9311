import { rmSync, statfsSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCollector } from '../process.ts'
import { type Field, play, type Result } from './field.ts'
import { buildShim, cannotCompile, cannotMount, mountDisk } from './machine.ts'
import type { Scenario } from './scenarios.ts'

const MB = 2 ** 20
const errno = { EIO: 5, EROFS: 30 } as const

/** What answers there were since, and how long the next 2xx took from now on. */
function statuses(field: Field): string {
  const { statuses, withoutRetryAfter } = field.ledger
  const others = [...statuses].filter(([status]) => status !== 200).map(([status, times]) => `${status} ${times}×`)
  return [...others, ...(withoutRetryAfter ? [`${withoutRetryAfter} without Retry-After`] : [])].join(', ')
}

async function again(field: Field, start: number): Promise<string> {
  await field.more(200)
  const seconds = (Date.now() - start) / 1000
  return `accepts again within ${seconds.toFixed(1)} s`
}

/** Fills a small disk while events come, to its reserve or to its last byte, and makes room again. */
async function full(reserve: string, times: number): Promise<Result> {
  const disk = mountDisk('48m')
  try {
    return await play(
      async (field) => {
        const ballast = join(disk.folder, 'ballast')
        field.send()
        let slowest = ''
        for (let time = 0; time < times; time++) {
          await field.more(300)
          fill(ballast)
          await sleep(3000)
          const before = Date.now()
          rmSync(ballast)
          slowest = await again(field, before)
        }
        return { faults: times, seen: `${statuses(field)}; ${slowest}` }
      },
      { data: join(disk.folder, 'data'), yaml: reserve },
    )
  } finally {
    disk.remove()
  }
}

/** Writes until nothing fits any more. */
function fill(path: string): void {
  const block = Buffer.alloc(64 * 1024)
  writeFileSync(path, '')
  const { bavail, bsize } = statfsSync(path)
  truncateSync(path)
  try {
    for (let left = bavail * bsize + MB; left > 0; left -= block.length) writeFileSync(path, block, { flag: 'a' })
  } catch {
    // Full, which is what was wanted.
  }
}

/** System calls of the collector fail for some seconds, several times over. */
async function shimmed(number: number, calls: 's' | 'w' | 'sw', times: number): Promise<Result> {
  let shim: ReturnType<typeof buildShim> | undefined
  try {
    return await play(async (field) => {
      const built = buildShim(join(field.folder, 'data'))
      shim = built
      await field.end('SIGTERM')
      await field.start(built.environment)
      field.send()
      let slowest = ''
      for (let time = 0; time < times; time++) {
        await field.more(300)
        built.fail(number, calls)
        await sleep(1000)
        built.fail()
        slowest = await again(field, Date.now())
      }
      return { faults: times, seen: `${statuses(field)}; ${slowest}` }
    })
  } finally {
    shim?.remove()
  }
}

/** What a disk does. */
export const disks: readonly Scenario[] = [
  {
    name: 'disk low',
    says: 'the disk fills up to the reserve under load, and gets room again',
    cannot: cannotMount,
    run: ({ long }) => full('reserve: 8MB\n', long ? 5 : 1),
  },
  {
    name: 'disk full',
    says: 'the disk fills up to its last byte (ENOSPC), no reserve to speak of',
    cannot: cannotMount,
    run: ({ long }) => full('reserve: 1KB\n', long ? 5 : 1),
  },
  {
    name: 'EIO on fsync',
    says: 'fsync and fdatasync fail for a second',
    cannot: cannotCompile,
    run: ({ long }) => shimmed(errno.EIO, 's', long ? 10 : 2),
  },
  {
    name: 'EIO on write',
    says: 'writes fail for a second',
    cannot: cannotCompile,
    run: ({ long }) => shimmed(errno.EIO, 'w', long ? 10 : 2),
  },
  {
    name: 'read-only',
    says: 'writes and syncs answer EROFS for a second, as after the kernel has remounted a failing disk',
    cannot: cannotCompile,
    run: ({ long }) => shimmed(errno.EROFS, 'sw', long ? 10 : 2),
  },
  {
    name: 'remounted',
    says: 'the disk is read-only at a start (remount,ro), then is not',
    cannot: cannotMount,
    async run() {
      const disk = mountDisk('48m')
      try {
        return await play(
          async (field) => {
            const senders = field.send()
            await field.more(300)
            await field.end('SIGKILL')
            disk.readOnly(true)
            const said = await startCollector({ config: field.config }).then(
              async (collector) => {
                await collector.end('SIGKILL')
                return 'it starts'
              },
              (error: Error) => (/^\S+ ended with 1/.test(error.message.slice(4)) ? 'refuses to start' : error.message),
            )
            disk.readOnly(false)
            await field.start()
            await field.more(300)
            await senders.stop()
            return { faults: 1, seen: said }
          },
          { data: join(disk.folder, 'data'), yaml: 'reserve: 1KB\n' },
        )
      } finally {
        disk.remove()
      }
    },
  },
]
