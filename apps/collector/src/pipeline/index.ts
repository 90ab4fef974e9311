import { randomUUID } from 'node:crypto'
import type { Envelope } from '@wend/protocol'
import type { Ledger } from '@wend/storage/ledger'
import type { Log } from '@wend/storage/log'
import { hasEnded, hear, restOn } from '../consents.ts'
import type { Sender } from '../http/sender.ts'
import type { Site, Sites } from '../site.ts'
import { type Appended, append } from './append.ts'
import { authenticate } from './authenticate.ts'
import type { Batch, Step } from './batch.ts'
import { consent } from './consent.ts'
import { decode } from './decode.ts'
import { enrich } from './enrich.ts'
import { pseudonymise } from './pseudonymise.ts'
import { scrub } from './scrub.ts'

/** What happens to every event, whatever its source, in this order; then it is appended. */
export const steps: readonly Step[] = [decode, consent, scrub, enrich, pseudonymise]

export interface Ingest {
  sites: Sites
  log: Log
  ledger: Ledger
  /** Whether a visitor's data was erased, so that nothing of theirs may come back. */
  dead: (site: Site, subject: string) => boolean
  clock: () => number
}

/**
 * Takes one envelope, `bytes` long as JSON, through the pipeline. Resolves after what was accepted is durable, in one commit
 * with the consent that it rests on where that is new. From the moment at which we ask who is dead to the log nothing waits.
 * Throws `Refused` when the sender may not write, `LogUnavailable` when nothing could be stored.
 */
export async function ingest(
  envelope: Envelope,
  bytes: number,
  sender: Sender,
  { sites, log, ledger, dead, clock }: Ingest,
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
    gone: (subject) => dead(site, subject) || hasEnded(ledger.latest(site.name, site.pseudonyms.who(subject))),
    standing: hear({ claim: envelope.consent, sent: envelope.sent, sender, site, received }, ledger, (subject) =>
      dead(site, subject),
    ),
    attributes,
    items: [],
    others: [],
  }
  const batch = steps.reduce((batch, step) => step(batch), start)
  if (batch.items.length === 0 || !batch.attributes.subject) return append(batch, log)
  const { proof, entered } = restOn(batch.standing, ledger)
  const resting = proof ? { ...batch, proof, attributes: { ...batch.attributes, receipt: proof.id } } : batch
  return append(resting, log, entered)
}
