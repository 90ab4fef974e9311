import { type Kind, kinds } from '@wend/privacy/identifiers'
import { digestOf } from '@wend/privacy/pseudonym'
import { event, limits, type VerdictCode, verdictCodes } from '@wend/protocol'
import { tooDeep } from '../http/json.ts'
import type { Batch, Item, Other } from './batch.ts'
import { verify } from './claims.ts'
import { redeem } from './link.ts'
import { pointerTo } from './pointer.ts'

/** Checks each event by itself against the envelope and against the declaration of its type. */
export function decode(batch: Batch): Batch {
  const items: Item[] = []
  const others: Other[] = []
  const seen = new Set<string>()
  for (const [index, value] of batch.envelope.events.entries()) {
    const result = decodeOne(value, index, batch)
    if ('verdict' in result) others.push(result)
    else if (seen.has(result.id))
      others.push({ ...other(result, 'duplicate', 'duplicate', `/events/${index}/id`), type: result.type })
    else {
      seen.add(result.id)
      items.push(result)
    }
  }
  return { ...batch, items, others: [...batch.others, ...others] }
}

function decodeOne(value: unknown, index: number, batch: Batch): Item | Other {
  const { site, sender, bytes } = batch
  const reject = (code: VerdictCode, path: readonly PropertyKey[], message?: string): Other =>
    other({ id: idOf(value) }, 'rejected', code, pointerTo(['events', index, ...path]), message)

  if (value === tooDeep) return reject('event_too_deep', [])
  // Only a batch that is large as a whole can hold an event that is.
  if (bytes > limits.eventBytes && tooLarge(value)) return reject('event_too_large', [])
  const definition = site.definition(typeOf(value))
  const trusted = sender.trusted && definition?.family === 'identity'
  const result = (definition ? site.schema(definition) : event).safeParse(
    trusted ? digested(value, site.phoneRegion) : value,
  )
  if (!result.success) {
    const [{ path, message } = { path: [], message: undefined }] = result.error.issues
    if (path[0] !== 'data' || !definition) return reject('invalid_event', path, message)
    const hint = trusted && path[1] === 'identifiers' ? hints[path[2] as Kind] : undefined
    return { ...reject('invalid_data', knownPath(path), hint ?? message), type: definition.type }
  }
  const { id, type, at, n, view, data = {} } = result.data
  if (!definition) return { ...reject('unknown_type', ['type']), ...(typeLike.test(type) && { type }) }
  if (type === 'identity.verified' && !sender.trusted) return { ...reject('needs_token', ['type']), type }
  const item: Item = { index, id: id.toLowerCase(), type, at, n, view, definition, data, attributes: {} }
  if (type === 'identity.linked') {
    const result = redeem(item, batch)
    return typeof result === 'string' ? { ...other(item, 'dropped', result, `/events/${index}`), type } : result
  }
  return definition.family === 'identity' ? verify(item, batch) : item
}

const typeOf = (value: unknown): string => {
  const type = member(value, 'type')
  return typeof type === 'string' ? type : ''
}

/** What a type that nobody declared may look like to be shown on the live page: words, and no number that could be somebody's. */
const typeLike = /^[a-z_]{1,40}\.[a-z_]{1,40}$/

/** Gives the verdict on one event. The default sentence is that of its code. */
export const other = (
  of: { id: string | null; sent?: string },
  verdict: Other['verdict'],
  code: VerdictCode,
  pointer: string,
  detail?: string,
): Other => ({
  id: of.sent ?? of.id,
  verdict,
  code,
  pointer,
  message: detail ? `${verdictCodes[code]} ${detail}.` : verdictCodes[code],
})

const idOf = (value: unknown): string | null =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  typeof value.id === 'string' &&
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value.id)
    ? value.id
    : null

function tooLarge(value: unknown): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(value) ?? '') > limits.eventBytes
  } catch {
    return true // nested too deeply to be written down at all
  }
}

/** A key that the sender made up must not come back in an answer or a log line. */
const knownPath = (path: readonly PropertyKey[]): PropertyKey[] =>
  path.filter((part) => typeof part === 'number' || /^[A-Za-z_]{1,40}$/.test(String(part)))

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined

/** A trusted sender may post raw identifiers: they become what the browser would have sent. Digests pass as they are. */
function digested(value: unknown, region: string | undefined): unknown {
  const data = member(value, 'data')
  const given = member(data, 'identifiers')
  const identifiers = Object.fromEntries(
    kinds.flatMap((kind) => {
      const raw = member(given, kind)
      if (raw === undefined) return []
      return [
        [kind, typeof raw === 'string' && /^[0-9a-f]{64}$/.test(raw) ? raw : (digestOf(kind, raw, region) ?? raw)],
      ]
    }),
  )
  return { ...(value as object), data: { ...(data as object), identifiers } }
}

/** What a trusted sender is told of an identifier that is none. Nothing of the value is repeated. */
const own = 'Send it as text that is not empty, as a whole number, or as the SHA-256 in 64 lower-case hex digits'
const hints: Readonly<Record<Kind, string>> = {
  email: 'Send one e-mail address, or its SHA-256 as 64 lower-case hex digits',
  phone:
    'Send one valid number with + and its country, or set phoneRegion of the site for national ones, or send the SHA-256 of the E.164 form as 64 lower-case hex digits',
  customer: own,
  account: own,
  chat: own,
  device: own,
}
