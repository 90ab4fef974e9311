import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const clock = join(import.meta.dirname, 'clock.mjs')

/** A collector as its operator runs it: a process of its own, which a fault can hit without hitting the test. */
export interface Collector {
  readonly process: ChildProcess
  /** On 127.0.0.1, without a slash at the end. */
  readonly url: string
  readonly token: string
  /** What it says to paste into the pages of the site. */
  readonly snippet: string
  /** What it wrote to standard error so far. */
  said(): string
  /** Sends a signal and resolves with the exit code once the process is gone; null after a SIGKILL. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>
}

export interface Start {
  /** Path of wend.yaml; its site is `shop`. */
  config: string
  /** File with the milliseconds by which its clock is off. It may change while the collector runs. */
  clock?: string
  environment?: Readonly<Record<string, string>>
}

/** Starts it and resolves once it takes requests. Fails with what it said if it ends before. */
export async function startCollector(start: Start): Promise<Collector> {
  const child = spawn(
    process.execPath,
    [...(start.clock ? ['--import', clock] : []), 'apps/collector/src/main.ts', 'serve', '--config', start.config],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...start.environment, ...(start.clock && { WEND_TEST_CLOCK: start.clock }) },
    },
  )
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const gone = once(child, 'exit').finally(() => process.off('exit', kill))
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    said += chunk
  })
  const [, url = '', token = '', snippet = ''] = await new Promise<RegExpExecArray>((resolve, reject) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      output += chunk
      const found = /Collector: (\S+)\nConsole:\s+\S+#token=(\S+)\n\nPaste .*\n([\s\S]*<\/script>\n)/.exec(output)
      if (found) resolve(found)
    })
    gone.then(([code]) => reject(new Error(`The collector ended with ${code} before it was ready. ${said}`)), reject)
  })
  return {
    process: child,
    url: url.replace('localhost', '127.0.0.1'),
    token,
    snippet,
    said: () => said,
    async end(signal) {
      child.kill(signal)
      const [code] = await gone
      return code
    },
  }
}

export interface Stored {
  id: string
  type: string
  sequence: string
  recordedtime: string
  data: Record<string, unknown>
  [attribute: string]: unknown
}

/** Everything that can be read from the feed, oldest first. */
export async function readAll({ url, token }: Pick<Collector, 'url' | 'token'>): Promise<Stored[]> {
  const found: Stored[] = []
  for (let after = '0'; ; ) {
    const response = await fetch(`${url}/api/events?after=${after}&limit=1000`, {
      headers: { Authorization: `Bearer ${token}` },
    })
    if (!response.ok) throw new Error(`The feed answered ${response.status} ${await response.text()}`)
    const { events, next } = (await response.json()) as { events: Stored[]; next: string }
    if (!events.length) return found
    found.push(...events)
    after = next
  }
}
