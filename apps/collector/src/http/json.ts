import { limits } from '@wend/protocol'
import { Refused } from './refused.ts'

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]

/**
 * Refuses JSON that is nested too deep or has too many keys or values, in one pass over its bytes and before it is parsed.
 * Whether it is JSON at all is for the parser to say.
 */
export function checkJson(body: Buffer): void {
  /** How many more commas each object may have that is open. Of lists only `jsonValues` says how long they are. */
  const left = new Int32Array(limits.jsonDepth + 1).fill(limits.jsonValues)
  let depth = 0
  let values = 1
  for (let at = 0; at < body.length; at++) {
    const byte = body[at]
    if (byte === quote) {
      // Most of a batch is text. An escaped sign is passed over together with its backslash.
      for (at++; at < body.length; at++) {
        const inside = body[at]
        if (inside === quote) break
        if (inside === backslash) at++
      }
    } else if (byte === comma) {
      left[depth] = (left[depth] ?? 0) - 1
      if (++values > limits.jsonValues || (left[depth] ?? 0) < 0) throw tooWide()
    } else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > limits.jsonDepth)
        throw new Refused('json_too_deep', `The JSON is nested more than ${limits.jsonDepth} levels deep. Flatten it.`)
      if (++values > limits.jsonValues) throw tooWide()
      left[depth] = byte === 0x7b ? limits.jsonKeys - 1 : limits.jsonValues
    } else if (byte === 0x7d || byte === 0x5d) {
      if (depth > 0) depth--
    }
  }
}

const tooWide = () =>
  new Refused(
    'json_too_deep',
    `The JSON has an object of more than ${limits.jsonKeys} keys, or more than ${limits.jsonValues} values. Send less at once.`,
  )
