import { randomBytes } from 'node:crypto'
import { mayStore } from '@wend/privacy/consent'
import { kinds } from '@wend/privacy/identifiers'
import { sha256 } from '@wend/privacy/pseudonym'
import type { Batch } from './batch.ts'

const cookie = /^[A-Za-z0-9_-]{22}$/

/**
 * Puts keyed pseudonyms where identifiers were. The visitor is recognised only where storage is granted; then one
 * without a cookie gets a new random id. A backend is not a visitor and gets none.
 */
export function pseudonymise(batch: Batch): Batch {
  const { site, sender } = batch
  for (const item of batch.items) {
    if (item.definition.family !== 'identity') continue
    const given = item.data.identifiers as Record<string, string>
    const pairs = kinds.flatMap((kind) => (given[kind] ? [[kind, site.pseudonymise(kind, given[kind])]] : []))
    item.data = { ...item.data, identifiers: Object.fromEntries(pairs) }
  }
  if (sender.trusted || !mayStore(batch.choices) || batch.items.length === 0) return batch
  const known = cookie.test(sender.visitor ?? '') ? sender.visitor : undefined
  if (!known && !sender.keepsCookie) return batch
  const visitor = known ?? randomBytes(16).toString('base64url')
  const subject = site.pseudonymise('visitor', sha256(visitor))
  return { ...batch, attributes: { ...batch.attributes, subject }, ...(!known && { newVisitor: visitor }) }
}
