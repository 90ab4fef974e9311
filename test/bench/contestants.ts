import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** A server in a process of its own, and what the system says of it. */
export interface Contestant {
  port: number
  /** Milliseconds from its start until it said that it takes requests. */
  started: number
  /** CPU seconds of all its threads so far; NaN where the system has no /proc. */
  cpu(): number
  /** Bytes of memory that it holds. */
  rss(): number
  /** Open files and sockets. */
  files(): number
  stop(): Promise<void>
}

async function launch(name: string, args: string[], readPort: RegExp): Promise<Contestant> {
  const begin = performance.now()
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  // Who is interrupted leaves nothing running.
  process.once('exit', () => child.kill())
  const port = await new Promise<number>((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += chunk
      const found = readPort.exec(said)?.[1]
      if (found) resolve(Number(found))
    })
    child.once('exit', () => reject(new Error(`The ${name} did not start.`)))
  })
  const started = performance.now() - begin
  const proc = (file: string): string => {
    try {
      return readFileSync(`/proc/${child.pid}/${file}`, 'utf8')
    } catch {
      return ''
    }
  }
  return {
    port,
    started,
    cpu() {
      // After the name, which may hold spaces: utime and stime are the 12th and 13th, in hundredths.
      const fields = proc('stat')
        .replace(/^.*\) /s, '')
        .split(' ')
      return (Number(fields[11]) + Number(fields[12])) / 100
    },
    rss: () => Number(/VmRSS:\s+(\d+) kB/.exec(proc('status'))?.[1]) * 1024,
    files: () => readdirSync(`/proc/${child.pid}/fd`).length,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

/** The yardstick, which writes to a file of that folder. */
export const startBare = (folder: string): Promise<Contestant> =>
  launch('bare server', ['test/bench/bare.ts', join(folder, 'bare.log')], /^(\d+)\s/)

/** The log of a collector that was started in a folder. */
export const logOf = (folder: string): string => `sqlite:${join(folder, 'data/log.db')}`

/** The collector as it is configured by default; only the limit for each address is lifted, because the load has one. */
export function startCollector(folder: string): Promise<Contestant> {
  const config = join(folder, 'wend.yaml')
  writeFileSync(
    config,
    `port: 0
level: error
data: ./data
limits: { perAddress: 1000000, burst: 1000000 }
sites:
  shop:
    origins: ["http://localhost:*"]
`,
  )
  return launch(
    'collector',
    ['apps/collector/src/main.ts', 'serve', '--config', config],
    /Collector: http:\/\/localhost:(\d+)/,
  )
}
