import { hash as sha256 } from 'node:crypto'
import { longestLine } from '../files/lines.ts'
import type { Consent } from './ledger.ts'

/** Where a chain stands after a line: its number and hash, and the byte at which the next line begins. */
export interface Link {
  /** Name of the ledger; empty before the first line. */
  readonly name: string
  readonly seq: number
  readonly hash: string
  readonly byte: number
}

export const start: Link = { name: '', seq: 0, hash: '0'.repeat(64), byte: 0 }
export const format = 1

const kinds = ['given', 'changed', 'withdrawn', 'erased'] as const
const texts = ['source', 'policy', 'text', 'language', 'region', 'legal'] as const
const tail = { before: ',"hash":"', after: '"}' }
const brace = 0x7d
const tailLength = tail.before.length + 64 + tail.after.length

/** The hash of a line: SHA-256 over its bytes without the hash member, which is always the last. */
function hashOf(line: Buffer): string {
  const end = line.length - tailLength
  const comma = line[end] ?? 0
  line[end] = brace // in place of the comma before the hash, and back
  const hash = sha256('sha256', line.subarray(0, end + 1))
  line[end] = comma
  return hash
}

/** The next line of a chain, newline included, and where the chain then stands. */
function seal(link: Link, name: string, members: object): { text: string; link: Link } {
  const open = JSON.stringify({ seq: link.seq + 1, prev: link.hash, ...members })
  const hash = sha256('sha256', open)
  const text = `${open.slice(0, -1)}${tail.before}${hash}${tail.after}\n`
  return { text, link: { name, seq: link.seq + 1, hash, byte: link.byte + Buffer.byteLength(text) } }
}

/** The first line, which names the ledger. */
export const genesis = (name: string) => seal(start, name, { ledger: name, format })

/** The line of a record whose members are in order. */
export const lineOf = (link: Link, record: Consent) => seal(link, link.name, record)

export const idOf = (name: string, seq: number): string => `${name}-${seq}`

/** The members of a record in the one order in which they are written; nothing else that the object may have. */
export function ordered(record: Consent): Consent {
  const { site, who, kind, granted, at, received } = record
  const rest = texts.flatMap((key) => (record[key] === undefined ? [] : [[key, record[key]]]))
  return { site, who, kind, granted: [...granted], at, received, ...Object.fromEntries(rest) }
}

/** Refuses what is no record, in a sentence that holds none of its values. */
export function checkRecord(record: Consent): void {
  const wrong = wrongIn(record)
  if (wrong) throw new TypeError(`A consent record cannot be written: ${wrong}.`)
}

/** Refuses a line that is too long to be read again. */
export function checkLength(bytes: number): void {
  if (bytes > longestLine - 256) throw new TypeError('A consent record cannot be written: it is longer than 63 KB.')
}

function wrongIn(record: Consent): string | undefined {
  const isText = (value: unknown) => typeof value === 'string' && value !== ''
  for (const key of ['site', 'who'] as const) if (!isText(record[key])) return `“${key}” has to be a text`
  if (!kinds.includes(record.kind)) return `“kind” has to be one of ${kinds.join(', ')}`
  if (!Array.isArray(record.granted) || !record.granted.every(isText)) return '“granted” has to be a list of purposes'
  for (const key of ['at', 'received'] as const)
    if (!Number.isSafeInteger(record[key])) return `“${key}” has to be whole milliseconds since 1970`
  for (const key of texts)
    if (record[key] !== undefined && typeof record[key] !== 'string') return `“${key}” has to be a text`
  return undefined
}

/** Why a line is not one that we wrote, whatever comes before it; or what it says. */
export function readLine(line: Buffer): { why: string } | { record: Consent | undefined; prev: string; link: Link } {
  if (line.length > longestLine) return { why: 'it is longer than any line of a ledger' }
  const text = line.toString('latin1', Math.max(0, line.length - tailLength))
  const hash = text.slice(-tail.after.length - 64, -tail.after.length)
  if (text !== `${tail.before}${hash}${tail.after}`)
    return { why: 'it is not canonical: it does not end with its hash' }
  if (hash !== hashOf(line)) return { why: 'its hash does not match what it says' }
  try {
    const { seq, prev, hash: _, ...members } = JSON.parse(line.toString()) as Consent & Members
    const link = { name: members.ledger ?? '', seq, hash, byte: line.length + 1 }
    const record = members.ledger === undefined ? members : undefined
    const again = seal(
      { ...start, seq: seq - 1, hash: prev },
      '',
      record ? ordered(record) : { ledger: members.ledger, format },
    )
    if (!Buffer.from(again.text).subarray(0, -1).equals(line) || (record && wrongIn(record)))
      return { why: 'it is not canonical: a member is missing, unknown or out of order' }
    return { record, prev, link }
  } catch {
    return { why: 'it is not canonical: it is no JSON object' }
  }
}

interface Members {
  seq: number
  prev: string
  hash: string
  ledger?: string
  format?: number
}
