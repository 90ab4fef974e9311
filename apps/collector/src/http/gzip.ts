import { promisify } from 'node:util'
import { crc32, type InputType, inflateRaw, type ZlibOptions } from 'node:zlib'

const inflate = promisify(inflateRaw) as unknown as (
  body: InputType,
  options: ZlibOptions,
) => Promise<{ buffer: Buffer; engine: { bytesWritten: number } }>

/** There is more than one gzip member, or something else behind it. Who reads only the first reads something else. */
export class NotOneMember extends Error {
  override name = 'NotOneMember'
}

class Damaged extends Error {
  override name = 'Damaged'
}

/** Bits of the flags, RFC 1952 section 2.3.1. */
const flags = { headerChecksum: 2, extra: 4, name: 8, comment: 16, reserved: 0xe0 } as const
const trailer = 8

/**
 * Inflates exactly one gzip member. Node's own gunzip goes on with whatever looks like another one, and overlooks some
 * bytes behind the last. Throws `RangeError` where the result would be over `most` bytes.
 */
export async function gunzipMember(body: Buffer, most: number): Promise<Buffer> {
  const start = headerEnd(body)
  const { buffer, engine } = await inflate(body.subarray(start), { maxOutputLength: most, info: true })
  const end = start + engine.bytesWritten
  if (body.length < end + trailer) throw new Damaged('The trailer is cut short.')
  if (body.readUInt32LE(end) !== crc32(buffer)) throw new Damaged('The checksum is wrong.')
  if (body.readUInt32LE(end + 4) !== buffer.length) throw new Damaged('The length is wrong.')
  if (body.length > end + trailer) throw new NotOneMember('There are bytes behind the trailer.')
  return buffer
}

/** Where the deflated bytes begin. */
function headerEnd(body: Buffer): number {
  const [, , method, flag = 0] = body
  if (body.length < 10 || method !== 8 || flag & flags.reserved) throw new Damaged('This is no header of gzip.')
  let at = 10
  if (flag & flags.extra) at += 2 + (at + 2 <= body.length ? body.readUInt16LE(at) : 0)
  for (const text of [flags.name, flags.comment]) {
    if (!(flag & text)) continue
    const end = body.indexOf(0, at)
    if (end < 0) throw new Damaged('The header is cut short.')
    at = end + 1
  }
  if (flag & flags.headerChecksum) at += 2
  if (at >= body.length) throw new Damaged('The header is cut short.')
  return at
}
