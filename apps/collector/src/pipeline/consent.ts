import { decide } from '@wend/privacy/consent'
import type { Batch } from './batch.ts'
import { other } from './decode.ts'

/** Decides again for each event. What the browser might still hold, the collector drops: nothing waits here. */
export function consent(batch: Batch): Batch {
  const refused = batch.items.filter(({ definition }) => decide(definition.purpose, batch.choices) !== 'keep')
  if (refused.length === 0) return batch
  const others = refused.map((item) => ({
    ...other(
      item,
      'dropped',
      'consent_unknown',
      `/events/${item.index}`,
      `It needs consent to ${item.definition.purpose}`,
    ),
    type: item.type,
  }))
  return {
    ...batch,
    items: batch.items.filter((item) => !refused.includes(item)),
    others: [...batch.others, ...others],
  }
}
