import { z } from 'zod'

/** What became of one event of a batch, without its data. */
export const reported = z.object({
  id: z.string().nullable(),
  type: z.string().optional(),
  family: z.string().optional(),
  verdict: z.enum(['accepted', 'duplicate', 'rejected', 'dropped']),
  code: z.string().optional(),
  pointer: z.string().optional(),
  message: z.string().optional(),
  sequence: z.string().optional(),
  time: z.string().optional(),
  page: z.string().optional(),
  display: z.string().optional(),
  channel: z.string().optional(),
  held: z.int().optional(),
})

/** What became of one batch, as the live stream tells it to the console. Kept in memory only. */
export const batchReport = z.object({
  batch: z.string(),
  site: z.string(),
  received: z.string(),
  consent: z.object({ granted: z.array(z.string()), source: z.string().optional() }).nullable(),
  browser: z.string().optional(),
  device: z.string().optional(),
  events: z.array(reported),
})

/** One site with what its web team pastes. */
export const siteSummary = z.object({ site: z.string(), origins: z.array(z.string()), snippet: z.string() })

/** One family of event types, as it is shown to people. */
export const familySummary = z.object({
  name: z.string(),
  label: z.string(),
  /** What one does to make such events come. Names of settings in backquotes. */
  comes: z.string(),
  events: z.array(z.object({ type: z.string(), label: z.string(), display: z.string() })),
})

export type ReportedEvent = z.infer<typeof reported>
export type BatchReport = z.infer<typeof batchReport>
export type SiteSummary = z.infer<typeof siteSummary>
export type FamilySummary = z.infer<typeof familySummary>
