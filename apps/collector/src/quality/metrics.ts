import { Gauge, type Registry } from 'prom-client'
import { dayOf } from './days.ts'
import type { KeptQuality } from './open.ts'

const kinds = { seen: 'seen', lost: 'lost', missing: 'missing', late: 'late', out_of_order: 'outOfOrder' } as const

/** Puts the counts of the last seven days among the metrics. Lost are gauges: what comes after all is lost no more. */
export function measureQuality(
  registry: Registry,
  quality: Pick<KeptQuality, 'report' | 'tabs'>,
  clock: () => number,
): void {
  const registers = [registry]
  new Gauge({
    name: 'wend_quality_events',
    help: 'Numbered events of people in the last seven days, today included: what came of them.',
    labelNames: ['site', 'kind'] as const,
    registers,
    collect() {
      this.reset()
      const to = dayOf(clock())
      for (const row of quality.report({ from: to - 6, to }).rows)
        for (const [kind, name] of Object.entries(kinds)) this.inc({ site: row.site, kind }, row[name])
    },
  })
  new Gauge({
    name: 'wend_quality_tabs',
    help: 'Tabs whose numbers are watched.',
    registers,
    collect() {
      this.set(quality.tabs())
    },
  })
}
