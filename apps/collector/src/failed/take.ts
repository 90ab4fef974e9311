import { createHash } from 'node:crypto'
import { decide, will } from '@wend/privacy/decide'
import { type CloudEvent, purposes } from '@wend/protocol'
import type { Entry } from '@wend/storage/log'
import type { Appended } from '../pipeline/append.ts'
import type { Batch, Other } from '../pipeline/batch.ts'
import { cleanEvent, idOf, typeOf } from './event.ts'
import type { FailedRecord } from './record.ts'

/** Why a rejected event is not among those that are kept. */
export type Unkept = 'consent' | 'rate' | 'unavailable'

/** What is to be kept of a rejected event, or why nothing is. */
export function take({ batch, stored }: Appended, other: Other): Entry | Unkept {
  const { site, standing, envelope } = batch
  const value = envelope.events[indexOf(other)]
  const type = typeOf(value, site)
  // Consent first: what nobody agreed to is not kept as a failure either. A type that nobody knows has the purpose of the rest.
  const { verb } = decide(site.policy, standing.signals, type !== undefined && site.taxonomy.has(type) ? type : '*')
  if (standing.refused || (verb !== 'keep' && verb !== 'anonymous')) return 'consent'

  const nobody =
    envelope.consent?.nobody === true || (!batch.sender.trusted && (verb === 'anonymous' || unproven(batch)))
  const cleaned = cleanEvent(value, other.code, site)
  if (nobody) {
    delete cleaned.event.n
    delete cleaned.event.view
  }
  const { subject, ...attributes } = attributesOf(batch, nobody)
  const record: FailedRecord = {
    type: type ?? '',
    ...(subject !== undefined && { subject }),
    code: other.code,
    pointer: other.pointer.replace(/^\/events\/\d+/, ''),
    message: other.message,
    time: new Date(batch.received).toISOString(),
    ...cleaned,
    attributes,
    consent: consentOf(batch, nobody),
  }
  const definition = type === undefined ? undefined : site.taxonomy.get(type)
  return {
    site: site.name,
    id: nameOf(idOf(value) ?? JSON.stringify([record.code, record.event, record.left])),
    body: JSON.stringify(record),
    class: definition ? site.classOf(definition) : site.name,
  }

  /**
   * Whether the visitor may not stand on it: a new one gets no cookie where nothing was stored, and a decision is written
   * down only with what is.
   */
  function unproven({ standing, proof }: Batch): boolean {
    return (standing.record !== undefined && !proof) || (standing.visitor?.isNew === true && stored.length === 0)
  }
}

const indexOf = ({ pointer }: Other): number => Number(/^\/events\/(\d+)/.exec(pointer)?.[1] ?? -1)

/** Names an event that failed, so that it is kept once however often it is sent. Made of what was cleaned, or of its UUID. */
function nameOf(what: string): string {
  const hex = createHash('sha256').update(what).digest('hex')
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

/** Events without identity share nothing with one another. */
function attributesOf({ attributes, standing }: Batch, nobody: boolean): Partial<CloudEvent> {
  // Where nothing of a batch is stored, nobody has named the record that it rests on.
  const { subject, tab, receipt = subject && standing.proof?.id, batch, ...common } = attributes
  if (nobody) return common
  return {
    ...common,
    ...(subject && { subject }),
    ...(tab && { tab }),
    ...(receipt && { receipt }),
    ...(batch && { batch }),
  }
}

function consentOf({ site, standing, envelope, sender, received }: Batch, nobody: boolean): FailedRecord['consent'] {
  const { signals } = standing
  const says: Record<string, boolean> = Object.fromEntries(
    purposes.flatMap((purpose) => {
      const [answer, reason] = will(site.policy, signals, purpose)
      return purpose === 'necessary' || answer === undefined || reason === 'default' ? [] : [[purpose, answer]]
    }),
  )
  const { source, at } = envelope.consent ?? {}
  return {
    says,
    ...(signals.region && { region: signals.region }),
    ...(nobody && { nobody }),
    ...(sender.trusted && { trusted: true }),
    ...(source !== undefined && { source }),
    ...(at !== undefined && { at }),
    ...(envelope.sent !== undefined && { skew: Math.round(received - envelope.sent) }),
  }
}
