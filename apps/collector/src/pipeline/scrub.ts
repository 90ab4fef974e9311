import { scrubText } from '@wend/privacy/scrub'
import { cleanUrl } from '@wend/privacy/url'
import type { Clean } from '@wend/protocol'
import type { Batch } from './batch.ts'

/** Takes out of every string what could name a person, before anything is written or shown. */
export function scrub(batch: Batch): Batch {
  const { site } = batch
  const clean: Clean = (value, kind) => (kind === 'address' ? cleanUrl(value, site.query) : scrubText(value))
  for (const item of batch.items) item.data = site.strings(item.definition)(item.data, clean) as Record<string, unknown>
  return batch
}
