import { verdicts } from '../../api/types.ts'
import { familyOf } from './family.ts'
import type { Row } from './feed.ts'

/** What a row can be picked by: its verdict, or that it was held back for consent. */
export const marks = [...verdicts, 'held'] as const
export type Mark = (typeof marks)[number]

/** What is to be shown. An empty set or text asks for nothing in particular, so everything passes. */
export interface Filter {
  readonly families: ReadonlySet<string>
  readonly marks: ReadonlySet<Mark>
  /** Words, all of which a row has to contain somewhere. */
  readonly text: string
}

export const noFilter: Filter = { families: new Set(), marks: new Set(), text: '' }

export function isFiltering(filter: Filter): boolean {
  return filter.families.size > 0 || filter.marks.size > 0 || filter.text.trim() !== ''
}

export function applyFilter(rows: readonly Row[], filter: Filter): readonly Row[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  return rows.filter(
    (row) =>
      (filter.families.size === 0 || filter.families.has(familyOf(row.event))) &&
      (filter.marks.size === 0 || [...filter.marks].some((mark) => hasMark(row, mark))) &&
      contains(row, words),
  )
}

export function hasMark(row: Row, mark: Mark): boolean {
  return mark === 'held' ? row.event.held !== undefined : row.event.verdict === mark
}

export function countMarks(rows: readonly Row[]): Record<Mark, number> {
  const counts: Record<Mark, number> = { accepted: 0, duplicate: 0, rejected: 0, dropped: 0, held: 0 }
  for (const mark of marks) for (const row of rows) if (hasMark(row, mark)) counts[mark]++
  return counts
}

/** How many rows there are of each family that has any. */
export function countFamilies(rows: readonly Row[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { event } of rows) counts.set(familyOf(event), (counts.get(familyOf(event)) ?? 0) + 1)
  return counts
}

/** The filter in an address. What is none is passed over: somebody may have shortened the link. */
export function readFilter(query: URLSearchParams): Filter {
  const listed = (name: string) => (query.get(name) ?? '').split(',').filter(Boolean)
  const asked = listed('verdict')
  return {
    families: new Set(listed('family').slice(0, 50)),
    marks: new Set(marks.filter((mark) => asked.includes(mark))),
    text: query.get('find') ?? '',
  }
}

/** The same filter makes the same address, in whatever order it was put together. */
export function writeFilter({ families, marks, text }: Filter): URLSearchParams {
  const query = new URLSearchParams()
  if (families.size > 0) query.set('family', [...families].sort().join())
  if (marks.size > 0) query.set('verdict', [...marks].sort().join())
  if (text.trim() !== '') query.set('find', text.trim())
  return query
}

/** The set with the value if it was without, and the other way round. */
export function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}

function contains({ event, report }: Row, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const parts = [
    event.type,
    event.display,
    event.page,
    event.id,
    event.code,
    event.message,
    event.pointer,
    event.channel,
  ]
  const text = [...parts, report.batch, report.site, report.browser, report.device].join('\n').toLowerCase()
  return words.every((word) => text.includes(word))
}
