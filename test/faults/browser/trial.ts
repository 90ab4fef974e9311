import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser, Page } from '../../browsers/browser.ts'
import { readAll, startCollector } from '../process.ts'
import { busiest, calls, sendings } from './calls.ts'
import type { DevTools } from './devtools.ts'
import { type Attempt, type Fault, faultyProxy } from './proxy.ts'
import { startSite } from './site.ts'

/** Calls that every scenario makes in all. */
export const events = 200

export interface Outcome {
  lost: number
  duplicated: number
  /** Of the lost ones, how many came with the next visit after all. */
  later: number
  /** Events that were sent again although they were stored, and that the collector told from new ones. */
  repeats: number
  /** From the end of the fault, or of the page where there was none, to the last event. */
  seconds: number
  /** Most requests within five seconds while the collector failed. Absent where none was seen. */
  busiest?: number
  /** What happened to those that were lost, for whoever looks into it. */
  evidence: string[]
}

/** One run of one scenario: a collector, a site and a faulty way between them, all of their own. */
export interface Trial {
  readonly site: string
  readonly elsewhere: string
  readonly devtools: DevTools | undefined
  /** A page with the tracker running and consent given. */
  open(path?: string): Promise<Page>
  /** Makes calls in a page, all or `count` from `first` on. Resolves after the last one; with an address to go to then, at once. */
  call(page: Page, over: number, first?: number, count?: number, next?: string): Promise<void>
  fail(fault: Fault): Promise<void>
  /** The fault ends. Without one, the moment from which the seconds count. */
  recover(): Promise<void>
  /** Notes what a page sent before it goes: nobody can ask it afterwards. */
  watch(page: Page): Promise<void>
}

export interface TrialOptions {
  browser: Browser
  devtools: DevTools | undefined
  /** Milliseconds by which the collector's clock is off. */
  clock?: number
  /** How long to wait for the next event before those that are missing count as lost. */
  patience?: number
}

export async function trial(run: (trial: Trial) => Promise<void>, options: TrialOptions): Promise<Outcome> {
  const { browser, devtools, clock = 0, patience = 15_000 } = options
  const folder = mkdtempSync(join(tmpdir(), 'wend-faults-'))
  const [config, clockFile] = [join(folder, 'wend.yaml'), join(folder, 'clock')]
  let target = ''
  const proxy = await faultyProxy(() => target)
  writeFileSync(clockFile, String(clock))
  writeFileSync(
    config,
    `port: 0\nlevel: error\npublicUrl: ${proxy.url}\nsites:\n  shop:\n    origins: ["https://localhost:*"]\n    undeclared: accept\n`,
  )
  const closing: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true }), proxy.close]
  try {
    const collector = await startCollector({ config, ...(clock && { clock: clockFile }) })
    closing.unshift(() => collector.end('SIGKILL'))
    target = collector.url
    const site = await startSite(collector.snippet)
    closing.unshift(site.close)
    const pages = new Set<Page>()
    closing.unshift(() => Promise.all([...pages].map((page) => page.close().catch(() => {}))))

    let [failing, recovered] = [0, 0]
    const seen: number[] = []
    const look = async (page: Page) => {
      seen.push(...(await page.evaluate(sendings, `${proxy.url}/w/`, failing)))
    }
    const open: Trial['open'] = async (path = '/') => {
      const page = await browser.open(site.url + path)
      pages.add(page)
      await page.waitFor(() => Object.isFrozen(window.wend))
      return page
    }
    await run({
      ...{ site: site.url, elsewhere: site.elsewhere, devtools, open },
      async watch(page) {
        pages.delete(page)
        await look(page)
      },
      call: (page, over, first = 0, count = events, next = '') => page.evaluate(calls, first, count, over, next),
      async fail(fault) {
        failing = Date.now()
        await proxy.fail(fault)
      },
      async recover() {
        if (failing) for (const page of pages) await look(page).catch(() => pages.delete(page))
        recovered = Date.now()
        await proxy.fail({ kind: 'none' })
      },
    })

    const stored = async () => (await readAll(collector)).filter(({ type }) => type === 'custom.counted')
    const settled = async (limit: number) => {
      let [count, since] = [-1, Date.now()]
      for (;;) {
        const found = new Set((await stored()).map(({ data }) => data.n)).size
        if (found === events) return found
        if (found !== count) [count, since] = [found, Date.now()]
        if (Date.now() - since > limit) return found
        await sleep(100)
      }
    }
    const found = await settled(patience)
    const last = Math.max(
      recovered,
      ...proxy.attempts.filter(({ accepted }) => accepted).map(({ answered = 0 }) => answered),
    )
    const missing = await missingOf(stored)
    // The next visit brings what is left, and what is sent a second time.
    const next = await open()
    await sleep(3000)
    const everything = found < events ? await settled(10_000) : found
    await next.close()
    pages.delete(next)
    await sleep(500)

    const all = await stored()
    const during = proxy.attempts.filter(
      ({ at, path, method }) => method === 'POST' && path.startsWith('/w/') && at >= failing && at < recovered,
    )
    const most = Math.max(busiest(during.map(({ at }) => at)), busiest(seen.filter((at) => at < recovered)))
    return {
      lost: events - found,
      duplicated: all.length - new Set(all.map(({ data }) => data.n)).size,
      later: everything - found,
      repeats: proxy.attempts.reduce((sum, { duplicate }) => sum + duplicate, 0),
      seconds: (last - recovered) / 1000,
      ...(failing && most && { busiest: most }),
      evidence: found < events ? [`missing: ${missing.join(' ')}`, ...proxy.attempts.map(line(recovered))] : [],
    }
  } finally {
    for (const close of closing) await close()
  }
}

async function missingOf(stored: () => Promise<{ data: Record<string, unknown> }[]>): Promise<number[]> {
  const there = new Set((await stored()).map(({ data }) => data.n))
  return Array.from({ length: events }, (_, n) => n).filter((n) => !there.has(n))
}

const line =
  (recovered: number) =>
  ({ at, method, path, fault, bytes, status, accepted, duplicate, others }: Attempt): string =>
    `${((at - recovered) / 1000).toFixed(2).padStart(8)} s ${method} ${path.slice(0, 24)} (${fault}) ${bytes} B → ${status ?? 'no answer'}, ${accepted} accepted, ${duplicate} duplicate ${others}`
