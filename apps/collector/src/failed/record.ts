import type { FailedEvent } from '@wend/protocol'

/** A rejected event as it lies in the store. Its place there and its site are not part of it. */
export type FailedRecord = Omit<FailedEvent, 'id' | 'site'>

/** What is left of an event after everything that could name a person was taken out of it. */
export type Cleaned = Pick<FailedEvent, 'event' | 'left' | 'removed'>
