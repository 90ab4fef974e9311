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

/** The families among the rows, and those a filter asks for, by name: chips must not move about as events come in. */
export function seenFamilies(rows: readonly Row[], filter: Filter): readonly string[] {
  return [...new Set([...filter.families, ...rows.map((row) => familyOf(row.event))])].sort()
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
