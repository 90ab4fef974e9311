import { Hono } from 'hono'
import puppeteer from 'puppeteer-core'
import { flags } from '../browsers/chromium.ts'
import { findExecutable } from '../browsers/executable.ts'
import { type Stack, startStack } from '../e2e/stack.ts'
import { page } from '../fixtures/page.ts'
import { withSnippet } from '../fixtures/snippet.ts'

/** What a trace of a visit says of our scripts. Times in milliseconds. */
export interface Traced {
  /** The longest that our script ran without a break, and which that was. */
  longest: { length: number; script: string }
  /** Of the tasks in which our script ran, the longest, and how much of it was ours. */
  task: { length: number; ours: number }
  /** Layouts and styles that our script made the browser work out at once, and by what. */
  forced: string[]
  /** Types that were reported, so that one sees that all parts were at work. */
  types: string[]
}

interface Event {
  name: string
  tid: number
  ts: number
  dur?: number
  /** The same in time of its thread, whatever else the machine does. */
  tdur?: number
  args?: { data?: Origin; beginData?: Origin }
}
interface Origin {
  url?: string
  stackTrace?: { url?: string; functionName?: string; columnNumber?: number }[]
}

const text = Array.from({ length: 300 }, (_, n) => `<p>Paragraph ${n} of an ordinary page.</p>`).join('')
const body = `<form id="form"><input id="name" name="first"><input type="search" name="q"><select name="size"><option>S<option>M</select>
  <button id="send" type="button">Next</button></form>
  <button id="more" type="button" data-wend-cart="add_to_cart" data-wend-product="mug">More</button> <span id="dead" style="cursor: pointer">Dead</span>
  <a id="away" href="https://elsewhere.example/x.pdf">Away</a><div id="list"></div>${text}
  <script>
    // The page changes itself first in each event, so that what is read after that would cost a layout.
    for (const type of ['click', 'input', 'scroll', 'focusin'])
      addEventListener(type, () => list.prepend(document.createElement('p')), true)
    away.onclick = () => false
    const next = (path) => { history.pushState(null, '', path); document.title = path; list.append(document.createElement('hr')) }
  </script>`

/** A site with every part of capture. */
export const startTraced = (): Promise<Stack> =>
  startStack({
    site: (snippet) => new Hono().get('/:page?', (c) => c.html(withSnippet(page('Traced', body), snippet))),
    config:
      '    undeclared: accept\n    capture: { engagement: true, clicks: true, errors: true, search: true, forms: true, vitals: true, commerce: true, chat: true, frustration: true }\n',
  })

/** A visit that clicks, types, scrolls and goes to another view, in Chromium, on a processor so many times as slow. */
export async function traceVisit(stack: Stack, slower: number): Promise<Traced> {
  const browser = await puppeteer.launch({
    executablePath: findExecutable('chromium', 'chromium'),
    defaultViewport: { width: 1280, height: 800 },
    args: [...flags],
  })
  try {
    const tab = await browser.newPage()
    await tab.evaluateOnNewDocument(
      `addEventListener('DOMContentLoaded', () => window.wend?.consent({ analytics: true }))`,
    )
    await tab.emulateCPUThrottling(slower)
    await tab.tracing.start({
      categories: [
        'devtools.timeline',
        'disabled-by-default-devtools.timeline',
        'disabled-by-default-devtools.timeline.stack',
      ],
    })
    await tab.goto(`${stack.site}/`)
    await tab.waitForNetworkIdle({ idleTime: 500 })
    for (const path of ['/a', '/b']) {
      await tab.type('#name', 'Jo')
      await tab.select('select', 'M')
      for (const id of ['#send', '#more', '#dead', '#dead', '#dead', '#away']) await tab.click(id)
      await tab.mouse.wheel({ deltaY: 900 })
      await tab.mouse.wheel({ deltaY: -900 })
      await tab.evaluate(`next('${path}')`)
      await tab.evaluate('new Promise((resolve) => setTimeout(resolve, 1200))')
      await tab.evaluate('wend.flush()')
    }
    await tab.goto('about:blank')
    const trace = await tab.tracing.stop()
    const { traceEvents } = JSON.parse(Buffer.from(trace ?? []).toString()) as { traceEvents: Event[] }
    const types = [...new Set((await stack.events()).map(({ type }) => type))].sort()
    return { ...read(traceEvents), types }
  } finally {
    await browser.close()
  }
}

const spent = ({ tdur, dur = 0 }: Event) => (tdur ?? dur) / 1000
const ours = (url: string | undefined) => /\/w\/[\w/-]+\.js/.test(url ?? '')

function read(events: readonly Event[]): Omit<Traced, 'types'> {
  const inside = (one: Event, other: Event) =>
    one.tid === other.tid && one.ts >= other.ts && one.ts + (one.dur ?? 0) <= other.ts + (other.dur ?? 0)
  const runs = events.filter(
    ({ name, args }) => /^(FunctionCall|EvaluateScript|v8\.evaluateModule)$/.test(name) && ours(args?.data?.url),
  )
  // What runs within another run of ours is in its time already.
  const outer = runs.filter(
    (one) => !runs.some((other) => other !== one && (other.dur ?? 0) > (one.dur ?? 0) && inside(one, other)),
  )
  const tasks = events
    .filter(({ name }) => /RunTask$/.test(name))
    .map((task) => ({
      length: spent(task),
      ours: outer.filter((run) => inside(run, task)).reduce((sum, run) => sum + spent(run), 0),
    }))
    .filter((task) => task.ours)
    .sort((a, b) => b.length - a.length)
  const forced = events.flatMap(({ name, args }) => {
    if (name !== 'Layout' && name !== 'UpdateLayoutTree') return []
    const stack = args?.beginData?.stackTrace ?? args?.data?.stackTrace ?? []
    const by = stack.find(({ url }) => ours(url))
    return by ? [`${name} by ${by.url?.replace(/^.*\/w\//, '')}:${by.columnNumber} ${by.functionName}`] : []
  })
  const [longest] = outer.toSorted((a, b) => spent(b) - spent(a))
  return {
    longest: {
      length: longest ? spent(longest) : 0,
      script: /[\w-]+\.js/.exec(longest?.args?.data?.url ?? '')?.[0] ?? 'none',
    },
    task: tasks[0] ?? { length: 0, ours: 0 },
    forced,
  }
}
