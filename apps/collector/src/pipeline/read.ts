import { isUtf8 } from 'node:buffer'
import { type Envelope, envelope } from '@wend/protocol'
import { Refused } from '../http/refused.ts'
import { pointerTo } from './pointer.ts'

/** Bytes to envelope. Throws `Refused` when there is nothing in it to give single verdicts on. */
export function readEnvelope(body: Buffer): Envelope {
  if (!isUtf8(body)) throw new Refused('invalid_json', 'The body is not UTF-8. Send JSON in UTF-8.')
  let json: unknown
  try {
    json = JSON.parse(body.toString('utf8'))
  } catch {
    throw new Refused('invalid_json', 'The body is not JSON. Send one JSON object with v, site and events.')
  }
  const result = envelope.safeParse(json)
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
