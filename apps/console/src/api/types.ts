/** What became of an event, in the order in which the console lists them. */
export const verdicts = ['accepted', 'duplicate', 'rejected', 'dropped'] as const
export type Verdict = (typeof verdicts)[number]

/** One event as the collector judged it. What could not be read of a rejected event is absent. */
export interface EventReport {
  readonly id: string
  readonly type: string
  readonly verdict: Verdict
  readonly code?: string
  /** JSON pointer into the batch, at what was wrong. */
  readonly pointer?: string
  readonly message?: string
  /** Offset in the log. Only stored events have one. */
  readonly sequence?: string
  readonly time?: string
  readonly page?: string
  readonly display?: string
  readonly family?: string
  readonly channel?: string
  /** Milliseconds for which the browser kept the event in memory, waiting for a decision about consent. */
  readonly held?: number
}

/** One batch and what became of each of its events: a message of `/api/live`. */
export interface BatchReport {
  readonly batch: string
  readonly site: string
  readonly received: string
  readonly consent: { readonly granted: readonly string[]; readonly source?: string } | null
  readonly browser?: string
  readonly device?: string
  readonly events: readonly EventReport[]
}

/** A stored event as it leaves the collector: a CloudEvent. */
export interface StoredEvent {
  readonly id: string
  readonly type: string
  readonly sequence: string
  readonly [field: string]: unknown
}

export interface Site {
  readonly site: string
  readonly origins: readonly string[]
  /** The HTML that puts the tracker on a page. */
  readonly snippet: string
}
