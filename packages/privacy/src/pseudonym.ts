import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'
import { canonical, type Kind } from './identifiers.ts'
import { phoneOnServer } from './phone.ts'
import { recent } from './recent.ts'

/** Gives a person's pseudonym from the kind of an identifier and its SHA-256 (hex, 64 digits): `{key id}.{43 characters}`. */
export type Pseudonymise = (kind: Kind | 'visitor', digest: string) => string

/** A secret that keeps pseudonyms from being guessed. `id` is stored beside what it made. */
export interface Pepper {
  id: string
  secret: Buffer
  /** Key of the inner layer of all sites, 32 bytes, taken over from the pepper before. Without it, it follows from the secret. */
  inner?: Buffer
}

/**
 * The pseudonyms of one site. Inside is an HMAC of the identifier, which links and never changes; around it is a layer of
 * encryption with a key of its own, which alone stands in storage. To change that key, what is stored is re-keyed, and the
 * old key can go while every link survives.
 */
export interface Pseudonyms {
  of: Pseudonymise
  /** What is inside a pseudonym, in base64url; undefined when another key made it, or none. Never to be stored. */
  inner(pseudonym: string): string | undefined
  /** The pseudonym around what `inner` gave, also of another key. */
  around(inner: string): string
  /** Names a person in the consent ledger: 22 characters. Survives rotation. Throws for a pseudonym of another key. */
  who(pseudonym: string): string
  /** Names a person in the list of the erased: 22 characters. Survives rotation. Throws for a pseudonym of another key. */
  tombstone(pseudonym: string): string
  /** A key for something else of this site, such as its receipts. Survives rotation. */
  key(label: string): KeyObject
}

/** Made once for a site: given bytes each time, Node takes seven times as long for an HMAC as with a key object. */
export function createPseudonyms(pepper: Pepper, site: string): Pseudonyms {
  const prefix = `${pepper.id}.`
  const within = innerOf(pepper)
  const key = (label: string) => keyOf(within, `wend ${label}\0${site}`)
  const inside = key('inner')
  const outside = keyOf(pepper.secret, `wend outer\0${site}`)
  const ledger = key('who')
  const erased = key('tombstone')

  /** The last one made. Whose it is gets asked next, for each request, and opening it takes as long as all the rest. */
  let last: { pseudonym: string; value: Buffer } | undefined

  const close = (value: Buffer): string => {
    const cipher = createCipheriv('aes-256-cbc', outside, zero).setAutoPadding(false)
    const pseudonym = prefix + cipher.update(value).toString('base64url')
    last = { pseudonym, value }
    return pseudonym
  }
  const open = (pseudonym: string): Buffer | undefined => {
    if (pseudonym === last?.pseudonym) return last.value
    const value = pseudonym.startsWith(prefix) ? pseudonym.slice(prefix.length) : ''
    if (!block.test(value)) return undefined
    const decipher = createDecipheriv('aes-256-cbc', outside, zero).setAutoPadding(false)
    return decipher.update(Buffer.from(value, 'base64url'))
  }
  const named = (by: KeyObject, pseudonym: string): string => {
    const value = open(pseudonym)
    if (!value) throw new Error('This pseudonym was made with another key. Finish the rotation first.')
    return createHmac('sha256', by).update(value).digest().toString('base64url', 0, 16)
  }
  const make = (kind: Kind | 'visitor', digest: string): string =>
    close(createHmac('sha256', inside).update(message(kind, digest)).digest())
  // A browser comes again with its next batch, seconds later.
  const visitor = recent(remembered, (digest) => make('visitor', digest))
  const who = recent(remembered, (pseudonym) => named(ledger, pseudonym))
  const tombstone = recent(remembered, (pseudonym) => named(erased, pseudonym))

  return {
    of: (kind, digest) => (kind === 'visitor' ? visitor(digest) : make(kind, digest)),
    inner: (pseudonym) => open(pseudonym)?.toString('base64url'),
    around(inner) {
      if (!block.test(inner)) throw new Error('This is no inner value.')
      return close(Buffer.from(inner, 'base64url'))
    },
    who,
    tombstone,
    key: (label) => key(`key ${label}`),
  }
}

/** Visitors whose pseudonyms are at hand, in memory. */
const remembered = 10_000

/** What the inner HMAC is of, in one piece: two updates, one of them in hex, take three times as long as one. */
const message = (kind: string, digest: string): Buffer =>
  Buffer.concat([Buffer.from(`${kind}\0`), Buffer.from(digest, 'hex')])

/**
 * The IV need not differ: what is encrypted is an HMAC and so never begins alike, and equal values must look alike for
 * events of one person to be found together.
 */
const zero = Buffer.alloc(16)

/** 32 bytes in base64url, in the one way to write them. */
const block = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/

/** The key of the inner layer of all sites. A rotation hands it on. */
export const innerOf = ({ secret, inner }: Pepper): Buffer =>
  inner ?? createHmac('sha256', secret).update('wend inner').digest()

const keyOf = (secret: Buffer, label: string): KeyObject =>
  createSecretKey(createHmac('sha256', secret).update(label).digest())

/** SHA-256 in hex, as the tracker makes it in the browser. */
export const sha256 = (value: string): string => hash('sha256', value, 'hex')

/**
 * What the browser does to an identifier before it sends it, for senders that may post raw values. Here phone numbers are
 * checked against their numbering plan, and may lack their country where the site has a region.
 */
export function digestOf(kind: Kind, raw: unknown, region?: string): string | undefined {
  const value = kind === 'phone' ? phoneOnServer(raw, region) : canonical(kind, raw)
  return value === undefined ? undefined : sha256(value)
}
