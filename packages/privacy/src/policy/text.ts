import type { Block, Document } from './document.ts'

/** A document for a terminal, no line longer than `width`. */
export const toText = (document: Document, width = 100): string =>
  `${document
    .map((block) => blockText(block, width))
    .join('\n\n')
    .trimStart()}\n`

function blockText(block: Block, width: number): string {
  if ('heading' in block)
    return block.level === 1
      ? `${wrap(block.heading, width).join('\n')}`
      : underlined(block.heading, block.level, width)
  if ('text' in block) return wrap(block.text, width).join('\n')
  if ('list' in block) return block.list.flatMap((item) => hanging(wrap(item, width - 2))).join('\n')
  return tableText(block.head, block.rows, width)
}

const underlined = (text: string, level: number, width: number): string => {
  const lines = wrap(text, width)
  const length = Math.max(...lines.map((line) => line.length))
  return [...lines, (level === 2 ? '=' : '-').repeat(length)].join('\n')
}

const hanging = (lines: readonly string[]): string[] => lines.map((line, at) => `${at ? ' ' : '-'} ${line}`)

/** Breaks between words, and inside a word only where it is longer than a line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(/\s+/).flatMap((one) => one.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])) {
      if (line && line.length + 1 + word.length > width) {
        lines.push(line)
        line = ''
      }
      line = line ? `${line} ${word}` : word
    }
    lines.push(line)
  }
  return lines
}

const gap = 2
const least = 8

function tableText(head: readonly string[], rows: readonly (readonly string[])[], width: number): string {
  const all = [head, ...rows]
  const longest = (row: readonly string[], column: number) =>
    Math.max(0, ...(row[column] ?? '').split(/\s+/).map((word) => word.length))
  // A column is never so narrow that a name in it would have to be broken, unless nothing else helps.
  const narrowest = head.map((_, column) => Math.max(least, ...all.map((row) => longest(row, column))))
  const widths = head.map((_, column) => Math.max(least, ...all.map((row) => (row[column] ?? '').length)))
  const total = () => widths.reduce((sum, one) => sum + one + gap, -gap)
  // The widest column gives way first: the others are short already.
  while (total() > width) {
    const room = widths.map((one, column) => (one > (narrowest[column] ?? least) ? one : 0))
    const widest = (room.some(Boolean) ? room : widths).indexOf(Math.max(...(room.some(Boolean) ? room : widths)))
    if ((widths[widest] ?? 0) <= least) break
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  const lines = (row: readonly string[]): string[] => {
    const cells = widths.map((columnWidth, column) => wrap(row[column] ?? '', columnWidth))
    const height = Math.max(...cells.map((cell) => cell.length))
    return Array.from({ length: height }, (_, at) =>
      cells
        .map((cell, column) => (cell[at] ?? '').padEnd(widths[column] ?? 0))
        .join(' '.repeat(gap))
        .trimEnd(),
    )
  }
  const rule = widths.map((one) => '-'.repeat(one)).join(' '.repeat(gap))
  // Rows that take several lines are told apart by an empty one.
  const body = rows.map(lines)
  const tall = body.some((row) => row.length > 1)
  return [...lines(head), rule, ...body.flatMap((row, at) => (tall && at ? ['', ...row] : row))].join('\n')
}
