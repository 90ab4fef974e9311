import type { IncomingMessage } from 'node:http'
import { limits } from '@wend/protocol'
import { gunzipMember, NotOneMember } from './gzip.ts'
import { Refused } from './refused.ts'

const kilobytes = (bytes: number): string => `${bytes / 1024} KB`

const tooLarge = () =>
  new Refused('body_too_large', `The body is over ${kilobytes(limits.wireBytes)}. Send fewer events in one batch.`)

const incomplete = (cause?: unknown) =>
  new Refused('request_timeout', 'The body did not arrive whole. Send it again.', { cause })

const noRoom = () =>
  new Refused('overloaded', 'Too many bodies are on their way here. Send the same again after Retry-After.', {
    retryAfter: 2,
  })

/**
 * What bodies on their way hold in memory, all together. Over the first mark no large one gets further, over the second
 * none: clients that stop in the middle of large bodies keep out neither small ones nor, for longer than their timeout, anyone.
 */
const marks = { large: 32 * 2 ** 20, all: 64 * 2 ** 20 } as const
let arriving = 0

/**
 * Reads a body, at most `limits.wireBytes` of it, and keeps nothing once there is a byte over. Taken from Node's own stream:
 * going through web streams costs more than everything else that is done with a small batch.
 */
export function readBody(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(incoming.headers['content-length']) > limits.wireBytes) return reject(tooLarge())
    if (incoming.destroyed) return reject(incomplete())
    const chunks: Buffer[] = []
    let size = 0
    let kept = 0
    const drop = () => {
      arriving -= kept
      kept = 0
      return chunks.splice(0)
    }
    const refuse = (refused: Refused) => {
      drop()
      reject(refused)
    }
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      // What comes after that is let through unread for a moment: a client that is cut off while it still sends sees a
      // broken network, not the answer, and tries again for ever.
      if (size > limits.wireBytes) return refuse(tooLarge())
      if (kept + chunk.length < size) return
      if (arriving + chunk.length > (size > limits.requestBytes ? marks.large : marks.all)) return refuse(noRoom())
      chunks.push(chunk)
      kept += chunk.length
      arriving += chunk.length
    })
    incoming.on('end', () => {
      const whole = drop()
      resolve(whole.length === 1 && whole[0] ? whole[0] : Buffer.concat(whole))
    })
    incoming.on('error', (cause) => refuse(incomplete(cause)))
    incoming.on('close', () => incoming.complete || refuse(incomplete()))
  })
}

/**
 * Inflates a gzip body, at most to `limits.inflatedBytes`, and no further than no batch would. Gzip is known by its first
 * two bytes as well as by the header: a header would make every cross-origin browser ask first (CORS preflight), and no
 * JSON begins with 1f 8b.
 */
export async function inflateBody(body: Buffer, encoding: string | undefined): Promise<Buffer> {
  if (encoding && encoding !== 'gzip' && encoding !== 'identity')
    throw new Refused('unsupported_encoding', 'This Content-Encoding is not known here. Send gzip or none.')
  if (!(body[0] === 0x1f && body[1] === 0x8b)) {
    if (encoding === 'gzip')
      throw new Refused('invalid_gzip', 'The body says gzip but is none. Send gzip, or leave the header out.')
    return body
  }
  try {
    return await gunzipMember(body, Math.min(limits.inflatedBytes, body.length * limits.inflatedRatio))
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new Refused(
        'body_too_large',
        `The body inflates to more than ${kilobytes(limits.inflatedBytes)}, or ${limits.inflatedRatio} times itself. Send fewer events in one batch.`,
      )
    if (cause instanceof NotOneMember)
      throw new Refused(
        'invalid_gzip',
        'There is something after the gzip body. Send one gzip member and nothing else.',
      )
    throw new Refused('invalid_gzip', 'The gzip body is damaged. Send it again.', { cause })
  }
}
