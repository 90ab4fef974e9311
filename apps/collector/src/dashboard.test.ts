import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { batch, start, view } from './testing.ts'

interface Panel {
  id: number
  title: string
  gridPos: { x: number; y: number; w: number; h: number }
  targets: { expr: string; datasource: { uid: string } }[]
}
const dashboard: { panels: Panel[]; templating: { list: { name: string; query: unknown }[] } } = JSON.parse(
  readFileSync(new URL('../../../deploy/grafana/wend.json', import.meta.url), 'utf8'),
)
const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
const own = /\b(?:wend|process|nodejs)_[a-z0-9_]+\b/g

it('the dashboard asks for metrics and labels that a collector has after some traffic, and for all that are its own', async () => {
  const collector = await start()
  try {
    await collector.tell(batch([view({}, { n: 1 }), { ...view({}, { n: 3 }), data: {} }], { tab: 'k3f9a1' }), {
      'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0',
    })
    await collector.post('nonsense')
    const text = await (await collector.ask('/metrics')).text()
    const kinds = new Map([...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].map(([, name = '', kind = '']) => [name, kind]))
    const asked = new Set(expressions.flatMap((expression) => expression.match(own) ?? []))
    const base = (name: string) => (kinds.has(name) ? name : name.replace(/_(bucket|sum|count)$/, ''))
    expect([...asked].filter((name) => !kinds.has(base(name)))).toEqual([])
    const ours = [...kinds.keys()].filter((name) => name.startsWith('wend_'))
    expect(ours.filter((name) => ![...asked].some((one) => base(one) === name)).sort()).toEqual(['wend_quality_tabs'])

    for (const expression of expressions)
      for (const [, name = '', labels = ''] of expression.matchAll(/(wend_[a-z_]+)\{([^}]*)\}/g))
        for (const [, label] of labels.matchAll(/(\w+)=~?"/g))
          if (label !== 'job' && label !== 'instance')
            expect(text).toMatch(new RegExp(`^${name}\\{[^}]*\\b${label}="`, 'm'))
  } finally {
    await collector.stop()
  }
})

it('the dashboard is one that Grafana can lay out', () => {
  expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length)
  for (const { gridPos, targets, title } of dashboard.panels) {
    expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24)
    expect(targets.length, title).toBeGreaterThan(0)
    for (const { datasource } of targets) expect(datasource.uid).toBe(`\${source}`)
  }
  const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`),
  )
  expect(new Set(cells).size).toBe(cells.length)
  expect(dashboard.templating.list.map(({ name }) => name)).toEqual(['source', 'job', 'instance'])
  for (const expression of expressions)
    for (const [open, close] of ['()', '{}', '[]'].map((pair) => [...pair] as [string, string]))
      expect(expression.split(open).length, expression).toBe(expression.split(close).length)
})
