import { gist } from '@wend/privacy/gist'
import { scrubCode, scrubNumber, scrubText } from '@wend/privacy/scrub'
import { cleanUrl } from '@wend/privacy/url'
import type { Clean } from '@wend/protocol'
import type { Batch } from './batch.ts'

/**
 * What the tracker calls a tab or a view: sixteen random hex digits, which can look like a number of somebody, and are none
 * unless they are digits alone.
 */
const random = /^(?=\d*[a-f])[\da-f]{16}$/
const nameOf = (value: string): string => (random.test(value) ? value : scrubCode(value, 'key'))

/** Takes out of everything that a sender wrote what could name a person, before it is written or shown anywhere. */
export function scrub(batch: Batch): Batch {
  const { site, items, envelope, attributes } = batch
  // Events of one visit name the same pages again and again: a page is the referrer of the next.
  const cleaned = new Map<string, string>()
  const clean: Clean = (value, kind) => {
    if (kind === 'text') return scrubText(value)
    if (kind === 'gist') return gist(value, site.chatWords)
    if (kind !== 'address') return scrubCode(value, kind)
    const before = cleaned.get(value)
    if (before !== undefined) return before
    const result = cleanUrl(value, site.query)
    cleaned.set(value, result)
    return result
  }
  for (const item of items) {
    item.data = site.strings(item.definition)(item.data, clean, scrubNumber) as Record<string, unknown>
    if (item.view !== undefined) item.view = nameOf(item.view)
  }
  return {
    ...batch,
    ...(attributes.tab !== undefined && { attributes: { ...attributes, tab: nameOf(attributes.tab) } }),
    ...(envelope.consent?.source !== undefined && {
      envelope: { ...envelope, consent: { ...envelope.consent, source: clean(envelope.consent.source, 'code') } },
    }),
  }
}
