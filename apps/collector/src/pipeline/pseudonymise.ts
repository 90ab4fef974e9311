import { kinds } from '@wend/privacy/identifiers'
import type { Batch } from './batch.ts'

/** Puts keyed pseudonyms where identifiers were, and that of the visitor on every event, where one may be recognised. */
export function pseudonymise(batch: Batch): Batch {
  const { site, standing, items } = batch
  for (const item of items) {
    if (item.definition.family !== 'identity') continue
    const given = item.data.identifiers as Record<string, string>
    const pairs = [...kinds, 'visitor' as const].flatMap((kind) =>
      given[kind] ? [[kind, site.pseudonyms.of(kind, given[kind])]] : [],
    )
    item.data = { ...item.data, identifiers: Object.fromEntries(pairs) }
  }
  if (!standing.visitor) return batch
  return { ...batch, attributes: { ...batch.attributes, subject: standing.visitor.subject } }
}
