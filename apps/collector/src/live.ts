import { type BatchReport, display, type ReportedEvent } from '@wend/protocol'
import type { Appended } from './pipeline/append.ts'
import { sequence } from './sequence.ts'

const kept = 100
const perSecond = 50

/**
 * Remembers what became of the last batches and tells whoever listens: for looking at, in memory only. A person reads no
 * more than a few a second, so under load only so many are described.
 */
export function createLive(clock: () => number) {
  /** `of`: the visitor, for forgetting them; never told. */
  const reports: { number: number; of: string | undefined; report: BatchReport }[] = []
  const listeners = new Set<() => void>()
  // Begins at the clock, so that a reader who comes back after a restart has not seen the new numbers.
  let number = clock()
  let second = 0
  let described = 0

  return {
    tell(appended: Appended) {
      const now = Math.floor(clock() / 1000)
      if (now !== second) {
        second = now
        described = 0
      }
      if (++described > perSecond) return
      reports.push({ number: ++number, of: appended.batch.attributes.subject, report: describe(appended) })
      if (reports.length > kept) reports.shift()
      for (const listener of listeners) listener()
    },
    /** Takes a visitor's events out; gives how many there were. */
    forget(site: string, subject: string): number {
      let count = 0
      for (let i = reports.length - 1; i >= 0; i--) {
        const { report, of } = reports[i] as (typeof reports)[number]
        if (report.site !== site || of !== subject) continue
        count += report.events.filter(({ verdict }) => verdict === 'accepted').length
        reports.splice(i, 1)
      }
      return count
    },
    /** Reports with a higher number, oldest first. */
    after: (seen: number) => reports.filter((entry) => entry.number > seen),
    watch(listener: () => void) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export type Live = ReturnType<typeof createLive>

function describe({ batch, stored, others }: Appended): BatchReport {
  const { browser, device, granted } = batch.attributes
  const events: ReportedEvent[] = stored.map(({ item, offset }) => ({
    id: item.id,
    type: item.type,
    family: item.definition.family,
    verdict: 'accepted',
    sequence: sequence(offset),
    channel: item.definition.channel,
    display: display(item.definition.display, item.data) || item.definition.label,
    ...(item.attributes.time && { time: item.attributes.time }),
    ...(item.attributes.held !== undefined && { held: item.attributes.held }),
    ...(typeof item.data.url === 'string' && { page: pathOf(item.data.url) }),
  }))
  return {
    batch: batch.id,
    site: batch.site.name,
    received: new Date(batch.received).toISOString(),
    consent: batch.envelope.consent
      ? {
          granted: granted ? granted.split(',') : [],
          ...(batch.envelope.consent.source && { source: batch.envelope.consent.source }),
        }
      : null,
    ...(browser && { browser }),
    ...(device && { device }),
    events: [
      ...events,
      ...others.map(({ type, ...rest }) => ({ ...rest, ...(type && { type, family: type.split('.')[0] }) })),
    ],
  }
}

const pathOf = (url: string): string => url.replace(/^[a-z]+:\/\/[^/]*/i, '') || '/'
