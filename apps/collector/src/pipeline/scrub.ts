import { scrubText } from '@wend/privacy/scrub'
import { cleanUrl } from '@wend/privacy/url'
import type { Clean } from '@wend/protocol'
import type { Batch } from './batch.ts'

/** Takes out of every string what could name a person, before anything is written or shown. */
export function scrub(batch: Batch): Batch {
  const { site, items } = batch
  // Events of one visit name the same pages again and again: a page is the referrer of the next.
  const cleaned = { text: new Map<string, string>(), address: new Map<string, string>() }
  const clean: Clean = (value, kind) => {
    const known = cleaned[kind].get(value)
    if (known !== undefined) return known
    const result = kind === 'address' ? cleanUrl(value, site.query) : scrubText(value)
    cleaned[kind].set(value, result)
    return result
  }
  for (const item of items) item.data = site.strings(item.definition)(item.data, clean) as Record<string, unknown>
  return batch
}
