import type { Envelope } from '@wend/protocol'
import type { Counts } from './counts.ts'
import type { Tab } from './tabs.ts'

const kinds = ['large', 'full', 'old'] as const
/** No tracker lets go of more between two batches. */
const most = 10_000

/**
 * Counts what the tracker says it let go since its last answered batch. Where that answer was lost on the way, the events
 * come again, and with them what was counted already: then only what is new counts.
 */
export function countTold(counts: Counts, envelope: Envelope, tab: Tab | undefined, again: boolean): void {
  const lost: unknown = 'lost' in envelope ? envelope.lost : undefined
  const said = kinds.map((kind) => read(lost, kind)) as [number, number, number]
  for (const [index, kind] of kinds.entries()) {
    const before = again ? (tab ? (tab.told?.[index] ?? 0) : most) : 0
    counts[kind] += Math.max(0, (said[index] ?? 0) - before)
  }
  if (!tab) return
  if (said.some((count) => count > 0)) tab.told = said
  else delete tab.told
}

function read(lost: unknown, kind: string): number {
  if (typeof lost !== 'object' || lost === null || !Object.hasOwn(lost, kind)) return 0
  const count: unknown = Reflect.get(lost, kind)
  return typeof count === 'number' && Number.isInteger(count) && count > 0 ? Math.min(count, most) : 0
}
