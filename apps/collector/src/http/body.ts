import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { limits } from '@wend/protocol'
import { Refused } from './refused.ts'

const inflate = promisify(gunzip)
const kilobytes = (bytes: number): string => `${bytes / 1024} KB`

const tooLarge = () =>
  new Refused('body_too_large', `The body is over ${kilobytes(limits.wireBytes)}. Send fewer events in one batch.`)

const incomplete = (cause?: unknown) =>
  new Refused('request_timeout', 'The body did not arrive whole. Send it again.', { cause })

/**
 * Reads a body, at most `limits.wireBytes` of it, and keeps nothing once there is a byte over. Taken from Node's own stream:
 * going through web streams costs more than everything else that is done with a small batch.
 */
export function readBody(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(incoming.headers['content-length']) > limits.wireBytes) return reject(tooLarge())
    const chunks: Buffer[] = []
    let size = 0
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length
      // What comes after that is let through unread for a moment: a client that is cut off while it still sends sees a
      // broken network, not the answer, and tries again for ever.
      if (size <= limits.wireBytes) chunks.push(chunk)
      else if (chunks.splice(0).length || size === chunk.length) reject(tooLarge())
    })
    incoming.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)))
    incoming.on('error', (cause) => reject(incomplete(cause)))
    incoming.on('close', () => incoming.complete || reject(incomplete()))
  })
}

/**
 * Inflates a gzip body, at most to `limits.inflatedBytes`. Gzip is known by its first two bytes as well as by the header:
 * a header would make every cross-origin browser ask first (CORS preflight), and no JSON begins with 1f 8b.
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
    return await inflate(body, { maxOutputLength: limits.inflatedBytes })
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new Refused(
        'body_too_large',
        `The inflated body is over ${kilobytes(limits.inflatedBytes)}. Send fewer events in one batch.`,
      )
    throw new Refused('invalid_gzip', 'The gzip body is damaged. Send it again.', { cause })
  }
}
