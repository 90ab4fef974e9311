import type { Log } from '@wend/storage/log'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Appended } from './pipeline/append.ts'

/** What the collector counts about itself. No label ever holds a value that a sender chose freely. */
export function createMetrics(log: Log) {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  collectDefaultMetrics({ register: registry })
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
  const duration = new Histogram({
    name: 'wend_ingest_seconds',
    help: 'From the whole body to the durable answer.',
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers,
  })
  const last = new Gauge({ name: 'wend_log_last_sequence', help: 'Sequence of the last stored event.', registers })
  // What was stored before this start counts as well; a log that cannot be read says so at /readyz.
  log.bounds().then(
    (bounds) => last.set(bounds.last),
    () => {},
  )
  log.watch((offset) => last.set(offset))

  return {
    registry,
    refused: (code: string) => refused.inc({ code }),
    answered({ batch, stored, others }: Appended, seconds: number) {
      const site = batch.site.name
      batches.inc({ site })
      duration.observe(seconds)
      if (stored.length) events.inc({ site, verdict: 'accepted', code: '' }, stored.length)
      for (const { verdict, code } of others) events.inc({ site, verdict, code })
    },
  }
}

export type Metrics = ReturnType<typeof createMetrics>
