import type { ReplayOutcome } from '@wend/protocol'
import type { Log } from '@wend/storage/log'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { roomy, type Space } from './data/space.ts'
import type { Kept } from './failed/store.ts'
import { toRefused } from './http/cause.ts'
import type { Appended } from './pipeline/append.ts'

/** What the collector counts about itself. No label ever holds a value that a sender chose freely. */
export function createMetrics(log: Log, space: Space = roomy) {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  collectDefaultMetrics({ register: registry })
  const received = new Counter({
    name: 'wend_events_received_total',
    help: 'Events of every envelope that could be read. The sum of wend_events_total over its verdicts.',
    labelNames: ['site'] as const,
    registers,
  })
  const events = new Counter({
    name: 'wend_events_total',
    help: 'Events by verdict.',
    labelNames: ['site', 'verdict', 'code'] as const,
    registers,
  })
  const batches = new Counter({
    name: 'wend_batches_total',
    help: 'Batches answered with verdicts.',
    labelNames: ['site'] as const,
    registers,
  })
  const refused = new Counter({
    name: 'wend_requests_refused_total',
    help: 'Requests refused as a whole.',
    labelNames: ['code'] as const,
    registers,
  })
  const kept = new Counter({
    name: 'wend_failed_stored_total',
    help: 'Rejected events that are kept among the failed ones; “known” were there already.',
    labelNames: ['site', 'known'] as const,
    registers,
  })
  const unkept = new Counter({
    name: 'wend_failed_unstored_total',
    help: 'Rejected events that are not kept: without consent, over the rate, or because the store took nothing.',
    labelNames: ['site', 'reason'] as const,
    registers,
  })
  const replayed = new Counter({
    name: 'wend_failed_replayed_total',
    help: 'Failed events that were tried again, by verdict. They count as received only when they first came.',
    labelNames: ['verdict'] as const,
    registers,
  })
  const links = new Counter({
    name: 'wend_links_total',
    help: 'Links to another domain of a site: tokens asked for (issued, no_consent), and what became of those that arrived.',
    labelNames: ['site', 'outcome'] as const,
    registers,
  })
  const duration = new Histogram({
    name: 'wend_ingest_seconds',
    help: 'From the whole body to the durable answer.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  })
  new Gauge({
    name: 'wend_disk_free_bytes',
    help: 'Bytes left on the fullest disk that the collector writes to.',
    registers,
    collect() {
      this.set(space.free() ?? Number.NaN)
    },
  })
  const last = new Gauge({ name: 'wend_log_last_sequence', help: 'Sequence of the last stored event.', registers })
  new Gauge({
    name: 'wend_log_damaged_events',
    help: 'Stored events met since the start that are not as they were written, and are left out.',
    registers,
    collect() {
      this.set(log.damaged())
    },
  })
  // What was stored before this start counts as well; a log that cannot be read says so at /readyz.
  log.bounds().then(
    (bounds) => last.set(bounds.last),
    () => {},
  )
  log.watch((offset) => last.set(offset))

  return {
    registry,
    refused: (code: string) => refused.inc({ code }),
    /** Counts the events of an envelope that could be read; `site` is empty for one that nobody configured. */
    received: (site: string, count: number) => received.inc({ site }, count),
    /** Counts them as refused where the envelope was, as a whole. */
    turnedAway: (site: string, count: number, error: unknown) =>
      events.inc({ site, verdict: 'refused', code: toRefused(error).code }, count),
    /** Counts what became of the rejected events of a batch: each is stored, or not for one of the reasons. */
    failed(site: string, { stored, known, unkept: reasons }: Kept) {
      if (stored) kept.inc({ site, known: 'no' }, stored)
      if (known) kept.inc({ site, known: 'yes' }, known)
      for (const [reason, count] of Object.entries(reasons)) if (count) unkept.inc({ site, reason }, count)
    },
    linked: (site: string, outcome: string) => links.inc({ site, outcome }),
    replayed(outcomes: readonly ReplayOutcome[]) {
      for (const { verdict } of outcomes) replayed.inc({ verdict })
    },
    answered({ batch, stored, others }: Appended, seconds: number) {
      const site = batch.site.name
      batches.inc({ site })
      duration.observe(seconds)
      if (stored.length) events.inc({ site, verdict: 'accepted', code: '' }, stored.length)
      for (const { verdict, code, type } of others) {
        events.inc({ site, verdict, code })
        if (type === 'identity.linked') links.inc({ site, outcome: code })
      }
      for (const { item } of stored) if (item.type === 'identity.linked') links.inc({ site, outcome: 'linked' })
    },
  }
}

export type Metrics = ReturnType<typeof createMetrics>
