import type { CloudEvent, FamilySummary, ReportedEvent, SiteSummary } from '@wend/protocol'

export type {
  BatchReport,
  Discarded,
  FailedEvent,
  FailedPage,
  LossRow,
  QualityReport,
  Replayed,
  WhichFailed,
} from '@wend/protocol'

/** What became of an event, in the order in which the console lists them. */
export const verdicts = ['accepted', 'duplicate', 'rejected', 'dropped'] as const satisfies ReportedEvent['verdict'][]
export type Verdict = (typeof verdicts)[number]

export type EventReport = ReportedEvent
export type StoredEvent = CloudEvent
export type Site = SiteSummary
export type Family = FamilySummary
