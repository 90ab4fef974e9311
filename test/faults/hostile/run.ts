import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Collector, startCollector } from '../process.ts'
import { randomFrom } from './random.ts'
import { type Bad, envelope, mutated, requests, stalled, tokenMark } from './requests.ts'
import { type Outcome, send, stall } from './send.ts'
import { residentOf, unreadable } from './watch.ts'

export interface Options {
  seed: number
  /** Requests made of a good one by chance, besides those of the tables. */
  mutations: number
  /** Stops the tables after so many. */
  most?: number
  /** Random traffic goes on for so many minutes after the tables. */
  minutes: number
}

/** What a hostile run came to. */
export interface Result {
  seed: number
  distinct: number
  sent: number
  /** Outcomes by family and by status, `closed` or `hang`. */
  outcomes: Record<string, Record<string, number>>
  /** Answers of 5xx that are no 503 with a Retry-After. */
  failures: number
  hangs: number
  /** Milliseconds, and what it was. */
  slowest: { milliseconds: number; family: string }
  /** MB that the collector grew by after the first thousand requests, and from before them: a heap takes some room first. */
  growth: number
  growthFromStart: number
  /** And after the middle of the random ones, which tells whether it goes on. */
  growthFromHalf: number
  logLines: number
  badLogLines: number
  /** Whether a good batch was taken and stored straight after. */
  goodAfter: boolean
  /** First few requests that went wrong, to look at. */
  wrong: string[]
}

const config = `port: 0
level: debug
data: ./data
sites:
  shop:
    origins: [https://shop.example]
    query: [q]
    countryHeader: X-Country
  open:
    origins: ['https://*.open.example']
    undeclared: accept
`
/** As every start of the collector sets it: by itself V8 lets a young heap take 100 MB before it looks what is garbage. */
const smallHeap = { NODE_OPTIONS: '--max-semi-space-size=4' }
const lanes = 16
/** After so many requests a heap has the size that it needs. */
const settled = 1000

/** Sends a real collector everything that nobody should send, and sees whether it minds. */
export async function hostile(options: Options): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'wend-hostile-'))
  writeFileSync(join(folder, 'wend.yaml'), config)
  const collector = await startCollector({ config: join(folder, 'wend.yaml'), environment: smallHeap })
  try {
    return await against(collector, options)
  } finally {
    await collector.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function against(collector: Collector, { seed, mutations, most, minutes }: Options): Promise<Result> {
  const port = Number(new URL(collector.url).port)
  const random = randomFrom(seed)
  const token = Buffer.from(collector.token)
  const all = requests(random, mutations)
    .slice(0, most)
    .map((bad) => ({ ...bad, bytes: replaced(bad.bytes, tokenMark, token) }))
  const result: Result = {
    seed,
    distinct: all.length,
    sent: 0,
    outcomes: {},
    failures: 0,
    hangs: 0,
    slowest: { milliseconds: 0, family: '' },
    growth: 0,
    growthFromStart: 0,
    growthFromHalf: 0,
    logLines: 0,
    badLogLines: 0,
    goodAfter: false,
    wrong: [],
  }
  const note = (family: string, bytes: Buffer, { result: came, retry, milliseconds }: Outcome) => {
    const row = result.outcomes[family] ?? {}
    result.outcomes[family] = row
    row[came] = (row[came] ?? 0) + 1
    result.sent++
    if (family !== 'stalled' && milliseconds > result.slowest.milliseconds)
      result.slowest = { milliseconds: Math.round(milliseconds), family }
    const failed = typeof came === 'number' && came >= 500 && !(came === 503 && retry)
    if (failed) result.failures++
    if (came === 'hang') result.hangs++
    if ((failed || came === 'hang') && result.wrong.length < 10)
      result.wrong.push(`${came} ${family}: ${JSON.stringify(bytes.toString('latin1', 0, 400))}`)
  }
  const inLanes = (next: () => Bad | undefined) =>
    Promise.all(
      Array.from({ length: lanes }, async () => {
        for (let bad = next(); bad; bad = next()) note(bad.family, bad.bytes, await send(port, bad))
      }),
    )

  await warm(collector.url)
  const before = residentOf(collector.process.pid)
  const slow = Promise.all(stalled.map(async (bytes) => note('stalled', bytes, await stall(port, bytes))))
  let sent = 0
  await inLanes(() => (sent < settled ? all[sent++] : undefined))
  const settledAt = residentOf(collector.process.pid)
  await inLanes(() => all[sent++])
  const randomFor = (time: number) => {
    const end = Date.now() + time
    return inLanes(() => (Date.now() < end ? mutated(random, random.pick(all).bytes) : undefined))
  }
  await randomFor(minutes * 30_000)
  const halfway = residentOf(collector.process.pid)
  await randomFor(minutes * 30_000)
  await slow

  result.goodAfter = await takesGood(collector.url)
  const after = residentOf(collector.process.pid)
  result.growth = Math.round(after - settledAt)
  result.growthFromStart = Math.round(after - before)
  result.growthFromHalf = Math.round(after - halfway)
  result.logLines = collector.said().split('\n').length - 1
  result.badLogLines = unreadable(collector.said()).length
  return result
}

function replaced(bytes: Buffer, mark: string, by: Buffer): Buffer {
  const at = bytes.indexOf(mark)
  return at < 0 ? bytes : Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + mark.length)])
}

const fresh = () => envelope().replace(/"id":"[^"]+"/, `"id":"${randomUUID()}"`)

const post = (url: string, body: string | Buffer) =>
  fetch(`${url}/w/e`, { method: 'POST', body: body as BodyInit, headers: { Origin: 'https://shop.example' } })

/** Some ordinary and some large batches: what a process needs for those it may keep. */
async function warm(url: string): Promise<void> {
  const large = `${' '.repeat(400_000)}${fresh()}`
  for (let round = 0; round < 40; round++)
    await Promise.all(Array.from({ length: 10 }, (_, i) => post(url, i ? fresh() : large).then((one) => one.text())))
}

async function takesGood(url: string): Promise<boolean> {
  const response = await post(url, fresh())
  const { accepted } = (await response.json()) as { accepted?: number }
  return response.status === 200 && accepted === 1
}
