import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserName, Page } from '../../browsers/browser.ts'
import type { Fault } from './proxy.ts'
import { events, type Trial } from './trial.ts'

export interface Scenario {
  name: string
  /** In a table. */
  says: string
  /** Milliseconds by which the collector's clock is off. */
  clock?: number
  /** Where it cannot be run, and why. */
  not?: Partial<Record<BrowserName, string>>
  run(trial: Trial): Promise<void>
}

const minute = 60_000
const hour = 60 * minute
const half = events / 2

/** Ends the page at once after the last call. */
const closed =
  (path?: string) =>
  async ({ open, call, recover }: Trial): Promise<void> => {
    const page = await open(path)
    await call(page, 2000)
    await recover()
    await page.close()
  }

/** The page itself goes to another site in the task of its last call. */
const navigated =
  (over: number, path?: string) =>
  async ({ open, call, recover, elsewhere }: Trial): Promise<void> => {
    const page = await open(path)
    await call(page, over, 0, events, elsewhere)
    await arrived(page)
    await recover()
  }

const arrived = (page: Page) =>
  page.waitFor(() => location.pathname === '/elsewhere' && document.readyState === 'complete')

/** How long calls are made before a fault: what the first of them brings is sent while it lasts. */
const before = 3000
const most = 15_000

/** Calls go on until shortly before the fault ends. */
const failing =
  (fault: Fault, milliseconds: number, path?: string) =>
  async ({ open, call, fail, recover }: Trial): Promise<void> => {
    const page = await open(path)
    const calling = call(page, Math.min(before + milliseconds - 500, most))
    await sleep(before)
    await fail(fault)
    await sleep(milliseconds)
    await calling
    await recover()
  }

const down = { kind: 'closed' } as const
const b = failing({ kind: 'status', status: 500 }, 5000)
const onlyDevTools = { firefox: 'no driver command for it', webkit: 'no driver command for it' }

/** What a visitor's browser and the way to the collector may do, and 200 events have to survive. */
export const scenarios: readonly Scenario[] = [
  { name: 'a1', says: 'tab closed right after the last call', run: closed() },
  { name: 'a2', says: 'the page navigates away', run: navigated(2000) },
  { name: 'a3', says: 'a synchronous burst, then a navigation at once', run: navigated(0) },
  { name: 'b', says: 'the collector answers 500 for 5 s', run: b },
  { name: 'c', says: 'the port is closed for 10 s', run: failing(down, 10_000) },
  {
    name: 'd',
    says: 'page closed while the port is, opened again later',
    async run({ open, call, fail, recover, watch }) {
      const page = await open()
      await fail(down)
      await call(page, 2000)
      await watch(page)
      await page.close()
      await sleep(1000)
      await recover()
      await open()
    },
  },
  { name: 'e', says: 'answers are cut after the collector has stored', run: failing({ kind: 'cut' }, 5000) },
  {
    name: 'f',
    says: 'two tabs while the port is closed for 10 s',
    async run({ open, call, fail, recover }) {
      const [one, two] = [await open(), await open()]
      const calling = [call(one, before + 9500, 0, half), call(two, before + 9500, half, half)]
      await sleep(before)
      await fail(down)
      await sleep(10_000)
      await Promise.all(calling)
      await recover()
    },
  },
  {
    name: 'g',
    says: 'two tabs closed while the port is, one opened later',
    async run({ open, call, fail, recover, watch }) {
      const [one, two] = [await open(), await open()]
      await fail(down)
      await Promise.all([call(one, 2000, 0, half), call(two, 2000, half, half)])
      for (const page of [one, two]) {
        await watch(page)
        await page.close()
      }
      await sleep(1000)
      await recover()
      await open()
    },
  },
  {
    name: 'o',
    says: 'the browser is offline for 10 s',
    not: onlyDevTools,
    async run({ open, call, recover, devtools, site }) {
      const page = await open()
      const calling = call(page, before + 9500)
      await sleep(before)
      await devtools?.offline(site, true)
      await sleep(10_000)
      await calling
      await devtools?.offline(site, false)
      await recover()
    },
  },
  { name: 'silent', says: 'requests are taken and not answered for 10 s', run: failing({ kind: 'silent' }, 10_000) },
  { name: 'a1 denied', says: 'a1, storage and locks throw', run: closed('/denied') },
  { name: 'a2 denied', says: 'a2, storage and locks throw', run: navigated(2000, '/denied') },
  { name: 'a3 denied', says: 'a3, storage and locks throw', run: navigated(0, '/denied') },
  {
    name: 'b denied',
    says: 'b, storage and locks throw',
    run: failing({ kind: 'status', status: 500 }, 5000, '/denied'),
  },
  { name: 'c denied', says: 'c, storage and locks throw', run: failing(down, 10_000, '/denied') },
  { name: 'clock +1h', says: 'b, the collector’s clock is an hour ahead', clock: hour, run: b },
  { name: 'clock -1h', says: 'b, the collector’s clock is an hour behind', clock: -hour, run: b },
  { name: 'clock -1d', says: 'b, the collector’s clock is a day behind', clock: -24 * hour, run: b },
  {
    name: '503 after',
    says: '503 with Retry-After: 2 for 60 s',
    run: failing({ kind: 'status', status: 503, retryAfter: 2 }, minute),
  },
  { name: '503', says: '503 without Retry-After for 60 s', run: failing({ kind: 'status', status: 503 }, minute) },
  {
    name: 'hurry',
    says: 'five pages in a row, 40 calls on each and on at once',
    async run({ open, recover, site }) {
      const page = await open()
      await page.goto(`${site}/hurry?step=0`)
      await arrived(page)
      await recover()
    },
  },
  {
    name: 'bfcache',
    says: 'left, restored from the back/forward cache, left again',
    async run({ open, call, recover, elsewhere, site }) {
      const page = await open()
      await page.evaluate(() =>
        addEventListener('pageshow', (event) => Object.assign(window, { back: event.persisted })),
      )
      await call(page, 1000, 0, half, `${site}/b`)
      await page.waitFor(() => location.pathname === '/b' && document.readyState === 'complete')
      await page.back()
      await page
        .waitFor(() => (window as { back?: boolean }).back)
        .catch((cause) => {
          throw new Error('The page did not come back from the back/forward cache.', { cause })
        })
      await call(page, 1000, half, half, elsewhere)
      await arrived(page)
      await recover()
    },
  },
  {
    name: 'crash',
    says: 'the process of one of two tabs is killed while the port is closed',
    not: onlyDevTools,
    async run({ open, call, fail, recover, watch, devtools, site }) {
      const doomed = await open('/b')
      const alive = await open()
      await fail(down)
      await call(doomed, 2000)
      await watch(doomed)
      await sleep(300)
      await devtools?.crash(`${site}/b`)
      // Two tabs in one process would have died together, and shown nothing.
      if (!(await Promise.race([alive.evaluate(() => true), sleep(5000)]))) throw new Error('No tab is left alive.')
      await sleep(1000)
      await recover()
    },
  },
]
