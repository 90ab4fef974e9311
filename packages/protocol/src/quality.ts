import { z } from 'zod'

const count = () => z.int().min(0)

/** What came and what did not. */
const loss = z.object({
  received: count().meta({ description: 'Events in answered batches.' }),
  accepted: count(),
  duplicates: count().meta({ description: 'Events that came again.' }),
  rejected: count(),
  dropped: count(),
  seen: count().meta({ description: 'Numbers of tabs that came, each once.' }),
  late: count().meta({ description: 'Stored more than a minute after they could have been sent.' }),
  veryLate: count().meta({ description: 'Of these, more than an hour.' }),
  outOfOrder: count().meta({ description: 'Came after a higher number of their tab.' }),
  lost: count().meta({
    description: 'Never came: gaps of tabs that have been quiet for a day, and events too large to send.',
  }),
  missing: count().meta({ description: 'Gaps of tabs that may still send them.' }),
  reported: z.object({ large: count(), full: count(), old: count() }).meta({
    description: 'What trackers say they let go: too large, the oldest for want of room, too old when found.',
  }),
  rate: z.number().nullable().meta({ description: 'lost / (seen + lost); null without either.' }),
})

/** The answer of `GET /api/quality`. Days are UTC, by the clock of the collector. */
export const qualityReport = z.object({
  from: z.string(),
  to: z.string(),
  rows: z.array(z.object({ site: z.string(), day: z.string(), browser: z.string() }).extend(loss.shape)),
  browsers: z.array(z.object({ browser: z.string() }).extend(loss.shape)),
  totals: loss,
  bots: z.object({ received: count() }).meta({ description: 'Events of bots, which are in no other figure.' }),
  complete: z
    .boolean()
    .meta({ description: 'Whether everything in the log is counted; false for a while after some starts.' }),
  summary: z.string().meta({ description: 'The answer in a plain sentence.' }),
  notes: z.array(z.string()).meta({ description: 'What these figures cannot say.' }),
})

export type LossRow = z.infer<typeof loss>
export type QualityReport = z.infer<typeof qualityReport>
