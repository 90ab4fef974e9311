import type { DatabaseSync } from 'node:sqlite'
import { crc32 } from 'node:zlib'
import type { Offset, Stored } from '../log.ts'
import { isCorrupt } from './faults.ts'
import type { Names } from './names.ts'

/** A part of what was asked for, and after which offset to go on; undefined when it is all. */
export interface Slice {
  found: Stored[]
  next?: Offset
  /** How many events have been found damaged so far. */
  damaged: number
}

/** A row of the table, with its columns as they are. */
export interface Row {
  offset: Offset
  at: number
  number: number
  body: string
  class: number
  crc: number | null
}

export const columns = 'seq AS offset, at, site AS number, body, class, crc'

/** Rows that are tried one by one at a time, where a page cannot be read: a few milliseconds. */
const triesAtATime = 2000
/** Damaged events that are remembered, to count each once. Beyond them all that is known is that they are many. */
const most = 100_000

/** The checksum of a row: over all that makes an event what it is, and whose. */
export const crcOf = (offset: Offset, at: number, kept: number, site: string, body: string): number =>
  crc32(`${offset} ${at} ${kept} ${site} ${body}`)

/** Reads events and tells those that are not as they were written. Commits that were lost before count as one each. */
export function createRows(db: DatabaseSync, sites: Names, lost: number) {
  const all = db.prepare(`SELECT ${columns} FROM events WHERE seq > ? ORDER BY seq LIMIT ?`)
  const ofSite = db.prepare(`SELECT ${columns} FROM events WHERE seq > ? AND site = ? ORDER BY seq LIMIT ?`)
  const one = db.prepare(`SELECT ${columns} FROM events WHERE seq = ?`)
  const damaged = new Set<Offset>()
  const count = () => lost + damaged.size
  const note = (offset: Offset) => void (damaged.size < most && damaged.add(offset))

  /** The event of a row, undefined when it is damaged. */
  const event = ({ offset, at, number, body, class: kept, crc }: Row): Stored | undefined => {
    const site = sites.name(number)
    const whole = site !== undefined && typeof body === 'string'
    if (whole && (crc === null || crc === crcOf(offset, at, kept, site, body))) return { offset, at, site, body }
    note(offset)
    return undefined
  }

  /** Goes through offsets one by one, past what cannot be read, until enough is found. */
  const oneByOne = (after: Offset, last: Offset, limit: number, fits: (row: Row) => boolean): Slice => {
    const found: Stored[] = []
    const end = Math.min(last, after + triesAtATime)
    let at = after
    while (at < end && found.length < limit) {
      at++
      try {
        const row = one.get(at) as unknown as Row | undefined
        const stored = row && fits(row) ? event(row) : undefined
        if (stored) found.push(stored)
      } catch (error) {
        if (!isCorrupt(error)) throw error
        note(at)
      }
    }
    return { found, ...(at < last && found.length < limit && { next: at }), damaged: count() }
  }

  return {
    event,
    oneByOne,
    damaged: count,

    /** The first events after an offset, up to the last one. */
    read(after: Offset, last: Offset, limit: number, site?: string): Slice {
      const number = site === undefined ? undefined : sites.find(site)
      if (site !== undefined && number === undefined) return { found: [], damaged: count() }
      try {
        const rows = (number === undefined
          ? all.all(after, limit)
          : ofSite.all(after, number, limit)) as unknown as Row[]
        const found = rows.flatMap((row) => event(row) ?? [])
        const next = found.length < rows.length && rows.length === limit ? rows.at(-1)?.offset : undefined
        return { found, ...(next !== undefined && { next }), damaged: count() }
      } catch (error) {
        if (!isCorrupt(error)) throw error
        return oneByOne(after, last, limit, (row) => number === undefined || row.number === number)
      }
    },
  }
}

export type Rows = ReturnType<typeof createRows>
