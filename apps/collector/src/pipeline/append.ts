import type { Entered } from '@wend/storage/ledger'
import type { Log } from '@wend/storage/log'
import type { Site } from '../site.ts'
import type { Batch, Item, Other } from './batch.ts'
import { other } from './decode.ts'

/** A batch after it is durable: which items are new, at which offset, and which were there before. */
export interface Appended {
  batch: Batch
  stored: readonly { item: Item; offset: number }[]
  others: readonly Other[]
}

/** Appends what is left of a batch, with the decision that it rests on, and resolves when both are durable. */
export async function append(batch: Batch, log: Log, decision?: Entered): Promise<Appended> {
  const written = writer(batch)
  const offsets = await log.append(
    batch.items.map((item) => ({
      site: batch.site.name,
      id: item.id,
      ...written(item),
      class: batch.site.classOf(item.definition),
    })),
    decision && [decision.note],
  )
  decision?.kept()
  const stored: { item: Item; offset: number }[] = []
  const duplicates: Other[] = []
  for (const [index, item] of batch.items.entries()) {
    const offset = offsets[index]
    if (offset) stored.push({ item, offset })
    else duplicates.push({ ...other(item, 'duplicate', 'duplicate', `/events/${item.index}/id`), type: item.type })
  }
  return { batch, stored, others: [...batch.others, ...duplicates] }
}

/** The CloudEvent without its sequence, which only the log can give. What a batch has in common is written down once. */
function writer({ site, attributes: common }: Batch): (item: Item) => { start?: string; body: string } {
  const start = `${JSON.stringify({ specversion: '1.0', source: site.source, ...common }).slice(0, -1)},`
  return ({ id, type, view, n, attributes, data, nobody }) =>
    nobody
      ? { body: unlinked(site, common, { batch: id, id, type, ...attributes, data }) }
      : { start, body: JSON.stringify({ id, type, view, number: n, ...attributes, data }).slice(1) }
}

/** Without whatever ties an event to another. */
function unlinked(site: Site, common: Batch['attributes'], own: object): string {
  const { subject: _, receipt: __, tab: ___, batch: ____, ...rest } = common
  return JSON.stringify({ specversion: '1.0', source: site.source, ...rest, ...own })
}
