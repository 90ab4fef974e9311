import { parseArgs } from 'node:util'
import { captured } from '@wend/protocol/captured'
import { Hono } from 'hono'
import puppeteer, { type CDPSession, type Page as Tab } from 'puppeteer-core'
import { flags } from '../browsers/chromium.ts'
import { findExecutable } from '../browsers/executable.ts'
import { type Stack, startStack } from '../e2e/stack.ts'
import { page } from '../fixtures/page.ts'
import { withSnippet } from '../fixtures/snippet.ts'
import { median, round, table } from './compare.ts'
import { startTraced, traceVisit } from './trace.ts'

/**
 * `npm run bench:tracker`: what the tracker costs a page, in Chromium: CPU of a page load beside the same page without it, and
 * of one with each part of capture beside one with the core alone, alternating in one run; the same for a script of one line
 * that sends one request; CPU of an event; how long `track()` holds the page; long tasks on a processor four times as slow;
 * layouts that a script of ours forces. `-- --loads 15 --events 500 --json`. `-- --trace` does none of this: it says what a
 * trace of one visit with every part of capture has on our scripts, on a processor four times as slow.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    loads: { type: 'string', default: '11' },
    events: { type: 'string', default: '200' },
  },
})
if (values.trace) {
  await printTrace()
  process.exit()
}
const loads = Number(values.loads)
const events = Number(values.events)
/** A page is looked at for so long after its load, in milliseconds: what a tracker does comes after it. */
const settle = 1500

async function printTrace(): Promise<void> {
  const stack = await startTraced()
  try {
    const { longest, task, forced, types } = await traceVisit(stack, 4)
    const found = {
      longest: { ...longest, length: round(longest.length, 1) },
      task: { length: round(task.length, 1), ours: round(task.ours, 1) },
      forced,
      types,
    }
    console.log(
      values.json
        ? JSON.stringify(found)
        : [
            `Every part of capture, 4× slower; time of the thread, with what tracing costs.`,
            `our script ran at most ${found.longest.length} ms without a break (${found.longest.script}); the longest task that it was in took ${found.task.length} ms, ${found.task.ours} of them ours`,
            `layouts and styles forced by it: ${forced.length}${forced.map((one) => `\n  ${one}`).join('')}`,
            `reported: ${types.join(', ')}`,
          ].join('\n'),
    )
  } finally {
    await stack.stop()
  }
}

const text = Array.from({ length: 40 }, (_, n) => `<p id="p${n}">Paragraph ${n} of an ordinary page.</p>`).join('')
/** The least that a script of a page can do which tells a server of it. */
const least = `setTimeout(() => fetch('/least', { method: 'POST', body: location.href, keepalive: true }).then((answer) => answer.text()), 1000)`
const stack = await startStack({
  site: (snippet) =>
    new Hono()
      .get('/without', (c) => c.html(page('Ordinary', text)))
      .get('/with', (c) => c.html(withSnippet(page('Ordinary', text), snippet)))
      .get('/least', (c) => c.html(page('Ordinary', text, '<script async src="/least.js"></script>')))
      .get('/least.js', (c) => c.body(least, 200, { 'Content-Type': 'text/javascript' }))
      .post('/least', (c) => c.text('{}', 202)),
  config: '    undeclared: accept\n',
})
const browser = await puppeteer.launch({
  executablePath: findExecutable('chromium', 'chromium'),
  defaultViewport: { width: 1280, height: 800 },
  args: [...flags],
})

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
/** Milliseconds that the main thread has worked so far, all tasks: its own time, whatever else the machine does. */
async function tasks(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
}
async function open(address: string, prepare?: (tab: Tab, session: CDPSession) => Promise<unknown>) {
  const tab = await browser.newPage()
  const session = await tab.createCDPSession()
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await prepare?.(tab, session)
  await tab.goto(address)
  return { tab, session }
}
/** The visitor says yes as soon as the tracker is there, as on a page where they have said it before. */
const agree = (tab: Tab) =>
  tab.evaluateOnNewDocument(
    `addEventListener('DOMContentLoaded', () => window.wend?.consent({ analytics: true, marketing: true }))`,
  )

async function load(address: string, captures = false): Promise<number> {
  const { tab, session } = await open(address, agree)
  await wait(settle)
  const spent = await tasks(session)
  const fetched = await tab.evaluate(
    `performance.getEntriesByType('resource').some(({ name }) => name.includes('/capture.js'))`,
  )
  if (fetched !== captures) throw new Error(`${address} has ${fetched ? '' : 'not '}fetched a part of capture.`)
  await tab.close()
  return spent
}

/** CPU of an event from the call to its answer, and how long one call holds the page. */
async function perEvent(): Promise<{ cpu: number; call: number }> {
  const { tab, session } = await open(`${stack.site}/with`, agree)
  await wait(settle)
  const idleFrom = await tasks(session)
  await wait(settle)
  const from = await tasks(session)
  const call = (await tab.evaluate(`(async () => {
    const times = []
    for (let n = 0; n < ${events}; n++) {
      const before = performance.now()
      for (let call = 0; call < 10; call++) if (!call) wend.track('custom.step_taken', { number: n, name: 'step ' + n })
      times.push(performance.now() - before)
      if (n % 10 === 9) await new Promise((next) => setTimeout(next))
    }
    await wend.flush()
    return times.sort((a, b) => a - b)[times.length >> 1]
  })()`)) as number
  await wait(settle)
  const spent = (await tasks(session)) - from
  await tab.close()
  return { cpu: Math.max(0, spent - (from - idleFrom)) / events, call }
}

/** Mean of one call among so many that the clock can tell. */
async function perCall(): Promise<number> {
  const { tab } = await open(`${stack.site}/with`, agree)
  await wait(settle)
  const mean = (await tab.evaluate(`(async () => {
    const means = []
    for (let round = 0; round < 10; round++) {
      const before = performance.now()
      for (let n = 0; n < 20; n++) wend.track('custom.step_taken', { number: n, name: 'step ' + n })
      means.push((performance.now() - before) / 20)
      await new Promise((next) => setTimeout(next, 50))
    }
    return means.sort((a, b) => a - b)[5]
  })()`)) as number
  await tab.close()
  return mean
}

/** CPU of a page load with the core alone and with each part, median of as many loads each. */
async function perPart(): Promise<Record<string, number>> {
  const body = `${text}<form name="order"><input name="first"><button>Send</button></form><a href="/leaflet.pdf">Leaflet</a>`
  const stacks = new Map<string, Stack>()
  const spent: Record<string, number[]> = {}
  try {
    for (const part of ['core', ...Object.keys(captured)]) {
      const host = `${part}.localhost`
      const on = part === 'links' ? `domains: [${host}, other.localhost]` : `capture: { ${part}: true }`
      const site = await startStack({
        site: (snippet) => new Hono().get('/', (c) => c.html(withSnippet(page('Ordinary', body), snippet))),
        config: `    undeclared: accept\n${part === 'core' ? '' : `    ${on}\n`}`,
        host,
        origin: 'https://*.localhost:*',
      })
      stacks.set(part, site)
      await load(site.site, part !== 'core')
    }
    for (let turn = 0; turn < loads; turn++) {
      const order = [...stacks]
      if (turn % 2) order.reverse()
      for (const [part, { site }] of order) {
        spent[part] ??= []
        spent[part].push(await load(site, part !== 'core'))
      }
    }
    return Object.fromEntries(Object.entries(spent).map(([part, times]) => [part, median(times)]))
  } finally {
    await Promise.all([...stacks.values()].map((one) => one.stop()))
  }
}

/** Longest task on a processor four times as slow, without and with the tracker. */
async function longest(path: string): Promise<number> {
  const { tab } = await open(`${stack.site}${path}`, async (tab, session) => {
    await agree(tab)
    await tab.evaluateOnNewDocument(
      `window.longTasks = []; new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((one) => one.duration))).observe({ type: 'longtask', buffered: true })`,
    )
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  })
  await wait(settle)
  await tab.evaluate(`for (let n = 0; n < 50; n++) window.wend?.track?.('custom.step_taken', { number: n })`)
  await wait(settle)
  const found = (await tab.evaluate('Math.max(0, ...longTasks)')) as number
  await tab.close()
  return found
}

/** How often a script of ours makes the browser work out the layout at once. */
async function forcedLayouts(): Promise<number> {
  const tab = await browser.newPage()
  await agree(tab)
  await tab.tracing.start({
    categories: [
      'devtools.timeline',
      'disabled-by-default-devtools.timeline',
      'disabled-by-default-devtools.timeline.stack',
    ],
  })
  await tab.goto(`${stack.site}/with`)
  await wait(settle)
  await tab.evaluate(`for (let n = 0; n < 20; n++) wend.track('custom.step_taken', { number: n })`)
  await tab.mouse.click(100, 200)
  await tab.mouse.wheel({ deltaY: 300 })
  await wait(settle)
  const trace = await tab.tracing.stop()
  await tab.close()
  interface Traced {
    name: string
    args?: { beginData?: { stackTrace?: { url?: string }[] }; data?: { stackTrace?: { url?: string }[] } }
  }
  const { traceEvents } = JSON.parse(Buffer.from(trace ?? []).toString()) as { traceEvents: Traced[] }
  return traceEvents.filter(
    ({ name, args }) =>
      (name === 'Layout' || name === 'UpdateLayoutTree') &&
      (args?.beginData?.stackTrace ?? args?.data?.stackTrace)?.some(({ url }) => url?.includes('/w/')),
  ).length
}

try {
  const spent = { without: [] as number[], least: [] as number[], with: [] as number[] }
  const paths = Object.keys(spent) as (keyof typeof spent)[]
  for (const path of paths) await load(`${stack.site}/${path}`)
  for (let turn = 0; turn < loads; turn++)
    for (const path of turn % 2 ? paths.toReversed() : paths) spent[path].push(await load(`${stack.site}/${path}`))
  const typical = Object.fromEntries(paths.map((path) => [path, median(spent[path])])) as Record<
    keyof typeof spent,
    number
  >
  const each: Awaited<ReturnType<typeof perEvent>>[] = []
  const calls: number[] = []
  for (let turn = 0; turn < 3; turn++) {
    each.push(await perEvent())
    calls.push(await perCall())
  }
  const tasksOver = { without: await longest('/without'), with: await longest('/with') }
  const { core = Number.NaN, ...parts } = await perPart()
  const result = {
    loads,
    load: { without: round(typical.without, 1), least: round(typical.least, 1), with: round(typical.with, 1) },
    ratio: round(typical.with / typical.without, 2),
    leastRatio: round(typical.least / typical.without, 2),
    parts: Object.fromEntries(Object.entries(parts).map(([part, time]) => [part, round(time / core, 2)])),
    eventCpu: round(median(each.map(({ cpu }) => cpu)), 3),
    call: round(median(calls), 4),
    longest: { without: Math.round(tasksOver.without), with: Math.round(tasksOver.with) },
    forcedLayouts: await forcedLayouts(),
    events: (await stack.events()).length,
  }
  console.log(
    values.json
      ? JSON.stringify(result)
      : [
          table([
            ['what', 'without', 'with', ''],
            ['CPU of a page load, ms', result.load.without, result.load.with, `ratio ${result.ratio}`],
            [
              'of a script of one line that sends one request',
              result.load.without,
              result.load.least,
              `ratio ${result.leastRatio}`,
            ],
            ['longest task over 50 ms, 4× slower', result.longest.without, result.longest.with, '0: none'],
          ]),
          table([['with', 'CPU of a page load / that with the core alone'], ...Object.entries(result.parts)]),
          `an event costs ${result.eventCpu} ms of CPU, all tasks; one call of track() holds the page for ${result.call} ms`,
          `layouts forced by the tracker: ${result.forcedLayouts}`,
          `Chromium, median of ${loads} loads each, alternating; ${events} events a time`,
        ].join('\n'),
  )
} finally {
  await browser.close()
  await stack.stop()
}
