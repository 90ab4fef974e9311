import { scrubCode, scrubText } from '@wend/privacy/scrub'
import { limits } from '@wend/protocol'
import type { Site } from '../site.ts'
import { type Cleaner, cleanName, createCleaner } from './clean.ts'
import { prune } from './prune.ts'
import type { Cleaned } from './record.ts'

/** What a stored event has of what was sent. Whatever else stands beside it is named, and not kept. */
const ofEvent = ['id', 'type', 'at', 'n', 'view', 'data'] as const
const word = /^[A-Za-z_]{1,40}(?:\.[A-Za-z_]{1,40}){0,2}$/
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i

const member = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined

/** The type of whatever was sent as an event, where it is declared or looks like words. */
export function typeOf(value: unknown, site: Pick<Site, 'taxonomy'>): string | undefined {
  const type = member(value, 'type')
  if (typeof type !== 'string') return
  if (site.taxonomy.has(type)) return type
  return word.test(type) && scrubCode(type) === type && scrubText(type) === type ? type : undefined
}

/** Whether it says who somebody is, in whatever spelling: of that nothing is kept but the names of its fields. */
const isIdentity = (value: unknown): boolean => /^\W*identity/i.test(String(member(value, 'type') ?? ''))

/** Its UUID, which is random, and the same again when it is sent again. */
export function idOf(value: unknown): string | undefined {
  const id = member(value, 'id')
  return typeof id === 'string' && uuid.test(id) ? id.toLowerCase() : undefined
}

/** What may be kept of an event, and whether that is all of what would have been stored. */
export function cleanEvent(value: unknown, code: string, site: Site): Cleaned & { whole: boolean; bytes?: number } {
  const type = typeOf(value, site)
  const cleaner = createCleaner(site.query, site.chatWords)
  const left: string[] = []
  const event: Record<string, unknown> = {}
  const id = idOf(value)
  if (id !== undefined) event.id = id
  if (type !== undefined) event.type = type
  for (const key of ['at', 'n', 'view', ...(id === undefined ? ['id'] : [])]) {
    const cleaned = cleaner.any(ownView(key, member(value, key), cleaner))
    if (cleaned !== undefined) event[key] = cleaned
  }
  const tooLarge = code === 'event_too_large'
  const data = member(value, 'data')
  // What cannot be read cannot be tried again either, so there is no reason to keep what it says.
  if (type === undefined || tooLarge || isIdentity(value)) left.push(...namesIn(data))
  else if (data !== undefined) event.data = cleanData(data, type, site, cleaner, (name) => left.push(name))
  left.push(...namesIn(value).filter((name) => !(ofEvent as readonly string[]).includes(name)))
  const removed = cleaner.removed()
  return {
    event,
    ...(left.length && { left: [...new Set(left)].slice(0, 50) }),
    ...(removed && { removed }),
    whole: type !== undefined && id !== undefined && !tooLarge && !isIdentity(value),
    ...(tooLarge && { bytes: sizeOf(value) ?? limits.eventBytes }),
  }
}

/** The name of a page view is a key, as on stored events. */
const ownView = (key: string, value: unknown, cleaner: Cleaner): unknown =>
  key === 'view' && typeof value === 'string' ? cleaner.declared(value, 'key') : value

function cleanData(data: unknown, type: string, site: Site, cleaner: Cleaner, left: (name: string) => void): unknown {
  const definition = site.taxonomy.get(type)
  if (!definition) return cleaner.any(data)
  const covered = site.policy.fields?.[type]
  const own = prune(data, definition.data, left)
  if (covered && typeof own === 'object' && own !== null)
    for (const name of Object.keys(own)) if (!covered.includes(name)) Reflect.deleteProperty(own, name)
  return cleaner.any(site.strings(definition)(own, cleaner.declared, cleaner.number))
}

const namesIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.keys(value)
        .slice(0, 100)
        .flatMap((name) => cleanName(name) ?? [])
    : []

function sizeOf(value: unknown): number | undefined {
  try {
    return Buffer.byteLength(JSON.stringify(value))
  } catch {
    return undefined // nested too deeply to be written down
  }
}
