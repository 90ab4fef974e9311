import { limits } from '@wend/protocol'
import { Refused } from './refused.ts'

const [quote, backslash, comma, brace, bracket] = [0x22, 0x5c, 0x2c, 0x7b, 0x5b]
/** What the entries of a list in the outermost object are within, as the events of a batch are. */
const listed = 2

/** Stands in place of an event that is nested too deep or has too many keys. No event is a text. */
export const tooDeep = 'nested too deep'
const instead = Buffer.from(JSON.stringify(tooDeep))

/**
 * Looks for JSON that is nested too deep or has too many keys, in one pass over its bytes and before it is parsed. Where
 * that is an event it is replaced, in place, so that it costs its neighbours nothing; anything else is refused, and so are
 * too many values. Whether it is JSON at all is for the parser to say.
 */
export function checkJson(body: Buffer): void {
  /** How many more commas each object may have that is open. Of lists only `jsonValues` says how long they are. */
  const left = new Int32Array(limits.jsonDepth + 1).fill(limits.jsonValues)
  let depth = 0
  let values = 1
  let inObject = false
  let inList = false
  /** Where the event that we are in begins, and whether it has to go. */
  let event = -1
  let bad = false
  const refuse = (refused: () => Refused) => {
    if (event < 0) throw refused()
    bad = true
  }
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
      if (++values > limits.jsonValues) throw tooWide()
      if (bad) continue
      left[depth] = (left[depth] ?? 0) - 1
      if ((left[depth] ?? 0) < 0) refuse(tooWide)
    } else if (byte === brace || byte === bracket) {
      if (++values > limits.jsonValues) throw tooWide()
      if (++depth === 1) inObject = byte === brace
      if (depth === listed) inList = inObject && byte === bracket
      if (depth === listed + 1 && inList) event = at
      if (bad) continue
      if (depth > limits.jsonDepth) refuse(tooNested)
      else left[depth] = byte === brace ? limits.jsonKeys - 1 : limits.jsonValues
    } else if (byte === 0x7d || byte === 0x5d) {
      if (depth > 0) depth--
      if (depth !== listed || event < 0) continue
      if (bad) instead.copy(body.fill(' ', event, at + 1), event)
      event = -1
      bad = false
    }
  }
}

const tooNested = () =>
  new Refused('json_too_deep', `The JSON is nested more than ${limits.jsonDepth} levels deep. Flatten it.`)
const tooWide = () =>
  new Refused(
    'json_too_deep',
    `The JSON has an object of more than ${limits.jsonKeys} keys, or more than ${limits.jsonValues} values. Send less at once.`,
  )
