import { randomUUID } from 'node:crypto'
import type { Choices } from '@wend/privacy/consent'
import { type Envelope, purposes } from '@wend/protocol'
import type { Log } from '@wend/storage/log'
import type { Sites } from '../site.ts'
import { type Appended, append } from './append.ts'
import { authenticate } from './authenticate.ts'
import type { Batch, Sender, Step } from './batch.ts'
import { consent } from './consent.ts'
import { decode } from './decode.ts'
import { enrich } from './enrich.ts'
import { pseudonymise } from './pseudonymise.ts'
import { scrub } from './scrub.ts'

/** What happens to every event, whatever its source, in this order; then it is appended. */
const steps: readonly Step[] = [decode, consent, scrub, enrich, pseudonymise]

export interface Ingest {
  sites: Sites
  log: Log
  clock: () => number
}

/**
 * Takes one envelope, `bytes` long as JSON, through the pipeline. Resolves after what was accepted is durable. Throws `Refused` when the sender
 * may not write, `LogUnavailable` when nothing could be stored.
 */
export function ingest(
  envelope: Envelope,
  bytes: number,
  sender: Sender,
  { sites, log, clock }: Ingest,
): Promise<Appended> {
  const site = authenticate(envelope, sender, sites)
  const received = clock()
  const id = randomUUID()
  const attributes = {
    datacontenttype: 'application/json',
    recordedtime: new Date(received).toISOString(),
    batch: id,
    ...(envelope.tab !== undefined && { tab: envelope.tab }),
  } as const
  const start: Batch = {
    id,
    site,
    sender,
    received,
    envelope,
    bytes,
    choices: choicesOf(envelope),
    attributes,
    items: [],
    others: [],
  }
  return append(
    steps.reduce((batch, step) => step(batch), start),
    log,
  )
}

/** Only purposes that exist can be granted; whatever else a sender names means nothing. */
function choicesOf({ consent }: Envelope): Choices {
  const granted = consent?.granted ?? []
  return Object.fromEntries(purposes.filter((purpose) => granted.includes(purpose)).map((purpose) => [purpose, true]))
}
