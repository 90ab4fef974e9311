import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Compiled, decide, Signals, Statement } from '@wend/privacy/decide'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignalAdapter } from '../../packages/tracker/src/consent/adapter.ts'
import { tcData } from '../../packages/tracker/src/consent/testing.ts'
import type { Row } from '../../vectors/format.ts'
import type { Browser } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { type Served, serve } from '../fixtures/serve.ts'
import { compiled, differences, signalsOf, vectors } from './vectors-run.ts'

/** What a page needs to decide one row: the platform on it, or else everything that its frameworks say. */
interface Task {
  policy: string
  type: string
  /** What the platform's API tells of its string. */
  platform: Record<string, unknown> | undefined
  signals: Signals
}
interface Page {
  decide: typeof decide
  tcf: SignalAdapter
  policies: Record<string, Compiled>
  tasks: Task[]
}
declare const wendTest: Page

const { rows } = vectors
const dist = (file: string) => readFileSync(join(import.meta.dirname, '../../packages/tracker/dist', file), 'utf8')

/** Everything but the four fields that a row gives comes out of the string, read by the library. */
const platformOf = ({ tcf }: Row): Record<string, unknown> | undefined =>
  tcf && {
    ...tcData(tcf.string, tcf.eventStatus),
    cmpStatus: tcf.cmpStatus,
    gdprApplies: tcf.gdprApplies,
  }

function createSite(): Hono {
  const site = new Hono()
  const script = (path: string, body: string) =>
    site.get(path, (c) => c.body(body, 200, { 'Content-Type': 'text/javascript' }))
  script('/decide.js', dist('decide.js'))
  script('/tcf.js', `export const tcf = ${dist('signals/tcf.js')}`)
  const tasks: Task[] = rows.map((row) => {
    const { tcf: _, ...legal } = signalsOf(row).legal ?? {}
    return { policy: row.policy, type: row.type, platform: platformOf(row), signals: { ...signalsOf(row), legal } }
  })
  site.get('/tasks.json', (c) => c.json({ policies: Object.fromEntries(compiled), tasks }))
  script(
    '/page.js',
    `import { decide } from '/decide.js'
     import { tcf } from '/tcf.js'
     window.wendTest = { decide, tcf, ...(await (await fetch('/tasks.json')).json()) }`,
  )
  site.get('/', (c) => c.html('<!doctype html><title>Vectors</title><script type="module" src="/page.js"></script>'))
  return site
}

describe.each(browsers)('in $name', ({ launch }) => {
  let site: Served
  let browser: Browser
  beforeAll(async () => {
    site = await serve(createSite())
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
  })

  it('every row is decided as it should be, TC strings through the adapter', async () => {
    const page = await browser.open(`${site.url}/`)
    await page.waitFor(() => 'wendTest' in window)
    const answers = await page.evaluate(() => {
      const { decide, tcf, policies, tasks } = wendTest
      const here = window as unknown as { __tcfapi?: unknown }
      return tasks.map(({ policy: name, type, platform, signals }) => {
        const policy = policies[name] as Compiled
        const heard: Statement[] = []
        if (platform) {
          here.__tcfapi = (command: string, _: number, listener: (data: unknown, success: boolean) => void) =>
            listener(command === 'addEventListener' ? { ...platform, listenerId: 1 } : true, true)
          tcf.watch((statement) => heard.push(statement), policy.tcf)?.()
          delete here.__tcfapi
        }
        const said = heard[heard.length - 1]
        const legal = { ...(said && { tcf: said }), ...signals.legal }
        return { means: said ?? null, ...decide(policy, { ...signals, legal }, type) }
      })
    })
    expect(answers).toHaveLength(rows.length)
    expect(rows.flatMap(({ tcf }) => (tcf ? [tcf.means ?? null] : []))).toEqual(
      answers.flatMap(({ means }, index) => (rows[index]?.tcf ? [means] : [])),
    )
    const byRow = new Map(rows.map((row, index) => [row, answers[index]]))
    expect(differences(rows, (row) => byRow.get(row) as Row['expect'])).toEqual([])
  })
})
