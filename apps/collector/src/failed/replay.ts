import { randomUUID } from 'node:crypto'
import { type Said, will } from '@wend/privacy/decide'
import { type CloudEvent, type Envelope, type FailedEvent, purposes, type ReplayOutcome } from '@wend/protocol'
import type { Ledger } from '@wend/storage/ledger'
import type { Log } from '@wend/storage/log'
import type { Sender } from '../http/sender.ts'
import { append } from '../pipeline/append.ts'
import type { Batch } from '../pipeline/batch.ts'
import { steps } from '../pipeline/index.ts'
import type { Site, Sites } from '../site.ts'

export interface ReplayParts {
  sites: Sites
  log: Log
  ledger: Pick<Ledger, 'latest'>
  dead: (site: Site, subject: string) => boolean
}

/** Nobody asks for it now: all that is known of the request stands in the record. */
const nobodyAsks: Omit<Sender, 'trusted'> = {
  origin: undefined,
  userAgent: undefined,
  visitor: undefined,
  keepsCookie: false,
  header: () => undefined,
}

/**
 * Takes a kept failure through the pipeline again, with the taxonomy and the policy of today, and stores it where it now
 * fits: under its own id, with its own time and for the same visitor, where they have not withdrawn since.
 */
export async function replay(record: FailedEvent, { sites, log, ledger, dead }: ReplayParts): Promise<ReplayOutcome> {
  const { id, subject } = record
  const site = sites.get(record.site)
  if (!site)
    return { id, verdict: 'rejected', code: 'unknown_site', message: 'Its site is not configured here any more.' }
  if (!record.whole)
    return { id, verdict: 'rejected', code: record.code, message: 'Only a description of it was kept.' }
  const says = saysNow(record, site, ledger)
  if (!says || (subject !== undefined && dead(site, subject))) return ended(id)

  const batch = steps.reduce((batch, step) => step(batch), startOf(record, site, says))
  const [item] = batch.items
  if (!item) {
    const [other] = batch.others
    const { verdict = 'rejected', code, message, pointer } = other ?? {}
    return {
      id,
      verdict,
      ...(code && { code }),
      ...(pointer && { pointer: pointer.replace(/^\/events\/0/, '') }),
      ...(message && { message }),
    }
  }
  const { granted = '', policy, consentsource } = batch.attributes
  const attributes = {
    ...(record.attributes as Partial<CloudEvent>),
    granted,
    ...(policy && { policy }),
    ...(consentsource && { consentsource }),
    ...(subject !== undefined && { subject }),
  }
  const { stored } = await append({ ...batch, attributes }, log)
  return { id, verdict: stored.length ? 'accepted' : 'duplicate' }
}

const ended = (id: string): ReplayOutcome => ({
  id,
  verdict: 'dropped',
  code: 'consent_withdrawn',
  message: 'The visitor has withdrawn consent, or had their data erased, since it came.',
})

/** What was said of consent, narrowed by a later decision of the visitor; undefined where they have ended it. */
function saysNow(
  { subject, consent, attributes }: FailedEvent,
  site: Site,
  ledger: ReplayParts['ledger'],
): Said | undefined {
  if (subject === undefined) return consent.says
  const last = ledger.latest(site.name, site.pseudonyms.who(subject))
  if (last?.kind === 'withdrawn' || last?.kind === 'erased') return undefined
  if (!last || last.id === attributes.receipt) return consent.says
  return Object.fromEntries(
    purposes
      .filter((purpose) => purpose !== 'necessary')
      .map((purpose) => [purpose, consent.says[purpose] !== false && last.granted.includes(purpose)]),
  )
}

/** The batch as it was when it came, with this one event in it. */
function startOf(record: FailedEvent, site: Site, says: Said): Batch {
  const { subject, event, time } = record
  const said = record.consent
  const received = Date.parse(time)
  const signals = { ...(said.region && { region: said.region }), choice: { says } }
  const envelope: Envelope = {
    v: 1,
    site: site.name,
    ...(said.skew !== undefined && { sent: received - said.skew }),
    consent: {
      granted: [],
      ...(said.source !== undefined && { source: said.source }),
      ...(said.at !== undefined && { at: said.at }),
      ...(said.nobody && { nobody: true }),
    },
    events: [event],
  }
  return {
    id: record.attributes.batch ?? randomUUID(),
    site,
    sender: { ...nobodyAsks, trusted: said.trusted === true },
    received,
    envelope,
    bytes: 0,
    // Nothing of a link is tried again.
    gone: () => true,
    standing: {
      signals,
      granted: purposes.filter((purpose) => purpose !== 'necessary' && will(site.policy, signals, purpose)[0] === true),
      ...(subject !== undefined && { visitor: { id: '', subject, isNew: false } }),
      forget: false,
      lacksReceipt: false,
    },
    attributes: {},
    items: [],
    others: [],
  }
}
