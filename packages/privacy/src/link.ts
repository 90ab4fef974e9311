import { createCipheriv, createDecipheriv, hash, type KeyObject, randomBytes } from 'node:crypto'

/** Of which site a link is, and from which of its origins to which. A token is worth nothing on any other way. */
export interface Way {
  site: string
  from: string
  to: string
}

/** Who followed a link, and when it was made. */
export interface Link {
  /** SHA-256 in hex of the visitor's id on the domain that they came from. */
  visitor: string
  /** In milliseconds since 1970. */
  at: number
}

const algorithm = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16
const token = /^[A-Za-z0-9_-]{91}$/

/**
 * A token for one link: 91 characters. It is encrypted, because every script of the page can read it and none may know who a
 * visitor is, and its seal covers the way.
 */
export function issueLink(key: KeyObject, { visitor, at }: Link, way: Way): string {
  const iv = randomBytes(ivBytes)
  const time = Buffer.alloc(8)
  time.writeDoubleBE(at)
  const cipher = createCipheriv(algorithm, key, iv).setAAD(bytesOf(way))
  const inside = cipher.update(Buffer.concat([time, Buffer.from(visitor, 'hex')]))
  cipher.final()
  return Buffer.concat([iv, inside, cipher.getAuthTag()]).toString('base64url')
}

/**
 * What a token says, and the UUID that goes with it; undefined when this key has not made it for this way. Says nothing of
 * whether it is still good. Never throws.
 */
export function readLink(key: KeyObject, text: unknown, way: Way): (Link & { id: string }) | undefined {
  if (typeof text !== 'string' || !token.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
    .setAAD(bytesOf(way))
    .setAuthTag(bytes.subarray(-tagBytes))
  const inside = decipher.update(bytes.subarray(ivBytes, -tagBytes))
  try {
    decipher.final()
  } catch {
    return undefined
  }
  return { at: inside.readDoubleBE(), visitor: inside.toString('hex', 8), id: uuidOf(bytes) }
}

const bytesOf = ({ site, from, to }: Way): Buffer => Buffer.from(JSON.stringify([site, from, to]))

/** Of the bytes, not of the text: its last character can be written in four ways. */
function uuidOf(bytes: Buffer): string {
  const hex = hash('sha256', bytes, 'hex')
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  )
}
