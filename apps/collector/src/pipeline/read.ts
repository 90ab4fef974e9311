import { isUtf8 } from 'node:buffer'
import { type Envelope, envelope } from '@wend/protocol'
import { Refused } from '../http/refused.ts'
import { pointerTo } from './pointer.ts'
import { type Checked, quick } from './quick.ts'

/** Bytes to envelope. Throws `Refused` when there is nothing in it to give single verdicts on. */
export const readEnvelope = (body: Buffer): Envelope => readAs(quickEnvelope, body)

const quickEnvelope: Checked<Envelope> = quick(envelope)

/** Bytes to what a schema describes. Throws `Refused`, with a pointer to what is wrong. */
export function readAs<Value>(schema: Checked<Value>, body: Buffer): Value {
  if (!isUtf8(body)) throw new Refused('invalid_json', 'The body is not UTF-8. Send JSON in UTF-8.')
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refused('invalid_json', 'The body is not JSON. Send one JSON object as docs/events.md describes it.')
  }
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const pointer = pointerTo(issue?.path ?? [])
  if (pointer === '/v')
    throw new Refused('unsupported_version', 'This version of the envelope is not known here. Send "v": 1.', {
      pointer,
    })
  throw new Refused(
    'invalid_envelope',
    `The envelope is wrong at ${pointer || 'its top'}: ${issue?.message ?? 'unreadable'}.`,
    { pointer },
  )
}
