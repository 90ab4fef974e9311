import { scrubText } from '@wend/privacy/scrub'
import { cleanUrl } from '@wend/privacy/url'
import type { Data, Json } from '../api.ts'

/** Codes that a site gave itself, such as an order number, and no number that one could dial. The collector knows which field they are in, and looks again. */
const isCode = (text: string): boolean => /^[\w.:/-]{1,31}$/.test(text) && !/\d{11}|^0[\d.:/-]{7,}$/.test(text)

const isAddress = (text: string): boolean => /^(?:[a-z][a-z0-9+.-]*:)?\/\/|^\/[^/]/i.test(text)

/** The data of an event without what could name a person, in keys as well. Addresses keep the given query keys. */
export default function scrub(data: Data, query: readonly string[]): Data {
  const allowed = new Set(query)
  const text = (value: string) =>
    isAddress(value) ? cleanUrl(value, allowed) : isCode(value) ? value : scrubText(value)
  const visit = (value: Json | undefined): Json | undefined => {
    if (typeof value === 'string') return text(value)
    if (Array.isArray(value)) return value.map((one) => visit(one) ?? null)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [text(key), visit(one)]))
  }
  return visit(data) as Data
}
