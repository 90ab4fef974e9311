import { parseArgs } from 'node:util'
import type { CloudEvent } from '@wend/protocol'
import { Hono } from 'hono'
import { browsers } from '../../browsers/browsers.ts'
import { startStack } from '../../e2e/stack.ts'
import { page } from '../../fixtures/page.ts'
import { withSnippet } from '../../fixtures/snippet.ts'
import { table } from '../compare.ts'
import { visits } from './visits.ts'

/**
 * `npm run interactions`: scripted visits whose trouble is known, driven in a real browser, against what was reported of
 * them: precision and recall for each kind of frustration. `-- --browser firefox --only stepper --json`.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    browser: { type: 'string', default: 'chromium' },
    only: { type: 'string', default: '' },
  },
})
const kind = browsers.find(({ name }) => name === values.browser)
if (!kind)
  throw new Error(`There is no browser “${values.browser}”. Use ${browsers.map(({ name }) => name).join(', ')}.`)
const chosen = visits.filter(({ name }) => name.includes(values.only))

const stack = await startStack({
  site: (snippet) => {
    const site = new Hono()
    for (const [index, { name, body }] of visits.entries())
      site.get(`/visit/${index}`, (c) => c.html(withSnippet(page(name, body), snippet)))
    return site
  },
  // Nobody who drives a browser has the patience of a visitor.
  config:
    '    capture: { clicks: true, errors: true, search: { parameters: [q] }, forms: true, frustration: { noSubmit: 1500, noNextStep: 1500, idleAfterError: 1500 } }\n',
})
const browser = await kind.launch()
const told = new Map<string, string[]>()
try {
  for (const [index, visit] of visits.entries()) {
    if (!chosen.includes(visit)) continue
    const tab = await browser.open(`${stack.site}/visit/${index}`)
    await tab.waitFor(() => Object.isFrozen(window.wend))
    await tab.evaluate(() => window.wend.consent({ analytics: true }, 'banner'))
    // The parts come after the load.
    await tab.waitFor(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/capture.js')))
    await new Promise((resolve) => setTimeout(resolve, 300))
    await visit.act(tab)
    await new Promise((resolve) => setTimeout(resolve, 2300))
    await tab.close()
  }
  await stack.until((events) => new Set(events.map(tabOf)).size >= chosen.length)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const tabs = [...Map.groupBy(await stack.events(), tabOf).values()]
  for (const events of tabs) {
    const title = events.find(({ type }) => type === 'page.viewed')?.data.title as string
    told.set(
      title,
      events.flatMap(({ type, data }) => (type === 'frustration.detected' ? [String(data.kind)] : [])),
    )
  }
} finally {
  await browser.close()
  await stack.stop()
}
function tabOf({ tab }: CloudEvent): string {
  return tab ?? ''
}

const kinds = [...new Set(visits.flatMap(({ signs }) => signs))].sort()
const rows = kinds.map((kind) => {
  const [right, wrong, missed] = [
    chosen.filter(({ name, signs }) => signs.includes(kind) && told.get(name)?.includes(kind)).length,
    chosen.filter(({ name, signs }) => !signs.includes(kind) && told.get(name)?.includes(kind)).length,
    chosen.filter(({ name, signs }) => signs.includes(kind) && !told.get(name)?.includes(kind)).length,
  ]
  return { kind, right, wrong, missed, precision: right / (right + wrong), recall: right / (right + missed) }
})
const wrong = chosen.flatMap(({ name, signs }) => {
  const found = told.get(name) ?? ['nothing at all']
  const extra = found.filter((kind) => !signs.includes(kind))
  const missed = signs.filter((kind) => !found.includes(kind))
  return extra.length || missed.length ? [{ name, extra, missed }] : []
})
const sum = (key: 'right' | 'wrong' | 'missed') => rows.reduce((total, row) => total + row[key], 0)
const precision = sum('right') / (sum('right') + sum('wrong'))
const recall = sum('right') / (sum('right') + sum('missed'))
if (values.json)
  console.log(JSON.stringify({ browser: kind.name, visits: chosen.length, precision, recall, rows, wrong }))
else
  console.log(
    [
      table([
        ['kind', 'right', 'wrong', 'missed', 'precision', 'recall'],
        ...rows.map(({ kind, right, wrong, missed, precision, recall }) => [
          kind,
          right,
          wrong,
          missed,
          Number.isNaN(precision) ? '–' : precision.toFixed(2),
          Number.isNaN(recall) ? '–' : recall.toFixed(2),
        ]),
      ]),
      '',
      ...wrong.map(
        ({ name, extra, missed }) => `${name}: said ${extra.join(', ') || '–'}, missed ${missed.join(', ') || '–'}`,
      ),
      `${kind.name}: ${chosen.length} visits, precision ${precision.toFixed(2)}, recall ${recall.toFixed(2)}`,
    ].join('\n'),
  )
if (precision < 0.95) process.exitCode = 1
