import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import type { Answer, CloudEvent } from '@wend/protocol'
import { type Log, openLog } from '@wend/storage/log'
import { pino } from 'pino'
import { serve } from './commands/serve.ts'
import { v7 } from './commands/uuid.ts'
import { type Environment, loadConfig } from './config/load.ts'
import type { SpaceOptions } from './data/space.ts'
import { type Patience, patience } from './http/server.ts'
import { partNames } from './tracker.ts'

/** The moment that a test's clock stands at unless it is moved. */
export const now = Date.UTC(2026, 10, 22, 12)
export const origin = 'https://shop.example'

const yaml = `port: 0
data: ./data
sites:
  shop:
    origins: [${origin}, 'http://localhost:*']
    query: [q]
    events: events.yaml
    countryHeader: X-Country
  open:
    origins: ['https://*.open.example']
    undeclared: accept
`
const events = `events:
  gift_wrapped:
    label: Gift wrapped
    display: Chose {colour} paper
    data:
      colour: { type: choice, options: [red, green], required: true }
      wish: { type: text }
  coupon_shown:
    label: Coupon shown
    display: Saw a coupon
    purpose: marketing
`

export interface Options {
  /** Text of wend.yaml. */
  config?: string
  /** Text of policy.yaml; a site has to name it. */
  policy?: string
  /** Stands before the real log. */
  log?: (log: Log) => Log
  /** Stands before the real store of failed events. */
  failed?: (log: Log) => Log
  patience?: Partial<Patience>
  environment?: Environment
  /** What is left on the disk. */
  disk?: SpaceOptions['read']
  /** The folder of a collector that has halted, to go on with its data. */
  folder?: string
}

export type Running = Awaited<ReturnType<typeof start>>
export type Batch = Record<string, unknown>

/** A real collector on a free port of loopback, with a folder, a log and a clock of its own. */
export async function start(options: Options = {}) {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'wend-collector-'))
  const data = join(folder, 'data')
  const built = (name: string, files: Record<string, string>): URL => {
    mkdirSync(join(folder, name, 'assets'), { recursive: true })
    for (const part of ['signals', 'pieces', 'capture', 'chat'])
      mkdirSync(join(folder, name, part), { recursive: true })
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), text)
    return pathToFileURL(`${join(folder, name)}/`)
  }
  writeFileSync(join(folder, 'wend.yaml'), options.config ?? yaml)
  writeFileSync(join(folder, 'events.yaml'), events)
  if (options.policy) writeFileSync(join(folder, 'policy.yaml'), options.policy)
  let time = now
  let output = ''
  const sink = new Writable({
    write(chunk, _, done) {
      output += chunk
      done()
    },
  })
  let log: Log | undefined
  const serving = await serve(loadConfig(join(folder, 'wend.yaml')), options.environment ?? {}, {
    logger: pino({ level: 'debug', base: null }, sink),
    clock: () => time,
    openLog: async (url, given) => {
      const real = await openLog(url, given)
      if (url.endsWith('/failed.db')) return options.failed?.(real) ?? real
      log = options.log?.(real) ?? real
      return log
    },
    patience: { ...patience, ...options.patience },
    disk: options.disk,
    tracker: built('tracker', {
      'w.js': 'boot(__WEND_SETTINGS__)',
      'w.js.map': '{"version":3}',
      'stub.js': 'window.wend={}\n',
      'identify.js': 'export default "identify"',
      'scrub.js': 'export default "scrub"',
      'banner.js': 'export default __WEND_BANNER__',
      ...Object.fromEntries(
        partNames.filter((name) => name.startsWith('chat/')).map((name) => [`${name}.js`, `export default "${name}"`]),
      ),
      ...Object.fromEntries(
        [
          'guards',
          'shared',
          'links',
          'campaigns',
          'engagement',
          'clicks',
          'forms',
          'vitals',
          'vitals-attribution',
          'chat',
        ].map((name) => [`capture/${name}.js`, `"${name}"`]),
      ),
      'pieces/capture.js': '"capture"',
      'pieces/arrival.js': '"arrival"',
      'signals/tcf.js': '{name:"tcf"}',
      'signals/gpp.js': '{name:"gpp"}',
      'signals/consent-mode.js': '{name:"consent-mode"}',
      'pieces/always.js': '"always"',
      'pieces/legal.js': '"legal"',
      'pieces/memory.js': '"memory"',
      'pieces/ask.js': '"ask"',
      'pieces/landing.js': '"landing"',
      'pieces/refusals.js': '"refusals"',
      'pieces/region.js': '"region"',
      'pieces/regime.js': '"regime"',
    }),
    console: built('console', { 'index.html': '<!doctype html><title>Wend</title>', 'assets/a.js': 'export {}' }),
  }).catch((error) => {
    rmSync(folder, { recursive: true })
    throw error
  })
  if (!log) throw new Error('The log was not opened.')
  const url = serving.url.replace('localhost', '127.0.0.1')
  const bearer = { Authorization: `Bearer ${serving.token}` }
  const ask = (path: string, init: RequestInit = {}) => fetch(url + path, { redirect: 'manual', ...init })

  return {
    ...serving,
    url,
    port: Number(new URL(url).port),
    folder,
    data,
    log,
    bearer,
    ask,
    /** Sets the clock to so many milliseconds after `now`. */
    at: (milliseconds: number) => {
      time = now + milliseconds
    },
    output: () => output,
    /** Posts a batch as a page of the shop does. */
    post: (body: Batch | string | Uint8Array, headers: Record<string, string> = {}) =>
      ask('/w/e', {
        method: 'POST',
        body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
        headers: { 'Content-Type': 'text/plain', Origin: origin, ...headers },
      }),
    /** Posts a batch and gives the verdicts. */
    async tell(body: Batch, headers: Record<string, string> = {}): Promise<Answer> {
      const response = await this.post(body, headers)
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
      return (await response.json()) as Answer
    },
    /** Everything stored, oldest first. */
    async stored(query = ''): Promise<CloudEvent[]> {
      const response = await ask(`/api/events?limit=1000${query}`, { headers: bearer })
      return ((await response.json()) as { events: CloudEvent[] }).events
    },
    /** The one event that is stored. */
    async only(): Promise<CloudEvent> {
      const [event, ...more] = await this.stored()
      if (!event || more.length) throw new Error(`${more.length + (event ? 1 : 0)} events are stored, not one.`)
      return event
    },
    raw: (text: string | Uint8Array, end = false) => raw(Number(new URL(url).port), text, end),
    /** Everything the collector has written to its folder, after it has stopped. */
    async written(): Promise<string> {
      await serving.stop()
      return readdirSync(data, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
        .join('\n')
    },
    /** Stops and leaves the folder. */
    halt: () => serving.stop(),
    async stop() {
      await serving.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Sends bytes as they are and gives what came back until the other side closed, and how long that took. */
export function raw(port: number, text: string | Uint8Array, end = false): Promise<{ text: string; took: number }> {
  const start = performance.now()
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    const done = () => {
      socket.destroy()
      resolve({ text: answer, took: performance.now() - start })
    }
    socket.on('error', done)
    socket.on('end', done)
    if (end) socket.end(text)
    else socket.write(text)
  })
}

export const id = (): string => v7(now)

/** A page view as a tracker makes it. */
export const view = (data: Record<string, unknown> = {}, more: Record<string, unknown> = {}): Batch => ({
  id: id(),
  type: 'page.viewed',
  at: now,
  data: { url: 'https://shop.example/', ...data },
  ...more,
})

/** A batch with consent to analytics. */
export const batch = (events: readonly unknown[], more: Batch = {}): Batch => ({
  v: 1,
  site: 'shop',
  consent: { granted: ['analytics'], source: 'banner' },
  events,
  ...more,
})

/** Reads server-sent events: gives the next ones, waiting for them, and a way to leave. */
export async function listen(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ next(count?: number): Promise<{ id: string; data: string }[]>; text(): string; leave(): void }> {
  const aborted = new AbortController()
  const response = await fetch(url, { headers: { Accept: 'text/event-stream', ...headers }, signal: aborted.signal })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let all = ''
  let rest = ''
  const ready: { id: string; data: string }[] = []
  return {
    async next(count = 1) {
      while (ready.length < count) {
        const { value, done } = (await reader?.read()) ?? { done: true, value: undefined }
        if (done) throw new Error(`The stream ended; ${ready.length} of ${count} events had come.`)
        all += value
        const blocks = (rest + value).split('\n\n')
        rest = blocks.pop() ?? ''
        for (const block of blocks) {
          const data = /^data: (.*)$/m.exec(block)?.[1]
          if (data !== undefined) ready.push({ data, id: /^id: (.*)$/m.exec(block)?.[1] ?? '' })
        }
      }
      return ready.splice(0, count)
    },
    text: () => all,
    leave: () => aborted.abort(),
  }
}
