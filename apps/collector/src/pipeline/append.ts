import type { Log } from '@wend/storage/log'
import type { Batch, Item, Other } from './batch.ts'
import { other } from './decode.ts'

/** A batch after it is durable: which items are new, at which offset, and which were there before. */
export interface Appended {
  batch: Batch
  stored: readonly { item: Item; offset: number }[]
  others: readonly Other[]
}

/** Appends what is left of a batch and resolves when it is durable. */
export async function append(batch: Batch, log: Log): Promise<Appended> {
  const offsets = await log.append(
    batch.items.map((item) => ({ site: batch.site.name, id: item.id, body: toBody(batch, item) })),
  )
  const stored: { item: Item; offset: number }[] = []
  const duplicates: Other[] = []
  for (const [index, item] of batch.items.entries()) {
    const offset = offsets[index]
    if (offset) stored.push({ item, offset })
    else duplicates.push({ ...other(item, 'duplicate', 'duplicate', `/events/${item.index}/id`), type: item.type })
  }
  return { batch, stored, others: [...batch.others, ...duplicates] }
}

/** The CloudEvent without its sequence, which only the log can give. */
const toBody = (batch: Batch, item: Item): string =>
  JSON.stringify({
    specversion: '1.0',
    id: item.id,
    source: batch.site.source,
    type: item.type,
    ...batch.attributes,
    view: item.view,
    number: item.n,
    ...item.attributes,
    data: item.data,
  })
