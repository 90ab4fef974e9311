import type { CloudEvent, Envelope, EventDefinition, Verdict } from '@wend/protocol'
import type { Proof, Standing } from '../consents.ts'
import type { Sender } from '../http/sender.ts'
import type { Site } from '../site.ts'

/** One event on its way through the pipeline. */
export interface Item {
  /** Place in the batch, for JSON pointers. */
  index: number
  id: string
  /** The id that it came with, where it is kept under another. */
  sent?: string
  type: string
  at: number
  n: number | undefined
  view: string | undefined
  definition: EventDefinition
  data: Record<string, unknown>
  /** Kept without identity: nothing may tie it to another event. */
  nobody?: boolean
  /** What the collector found out; goes beside `data`. */
  attributes: Partial<CloudEvent>
}

/** A batch between two steps. A step gives back a new one: what it keeps in `items`, what it refuses in `others`. */
export interface Batch {
  readonly id: string
  readonly site: Site
  readonly sender: Sender
  /** Milliseconds since 1970, by our clock. */
  readonly received: number
  readonly envelope: Envelope
  /** Size of its JSON. */
  readonly bytes: number
  /** Whether a visitor has withdrawn or was erased. */
  readonly gone: (subject: string) => boolean
  /** What consent is worth here. */
  readonly standing: Standing
  /** What every event of the batch has in common. */
  readonly attributes: Partial<CloudEvent>
  readonly items: readonly Item[]
  readonly others: readonly Other[]
  /** The record of the consent ledger that the batch rests on. */
  readonly proof?: Proof
}

/** An event that was not accepted, with what the live page needs to name it. */
export type Other = Verdict & { type?: string }

export type Step = (batch: Batch) => Batch
