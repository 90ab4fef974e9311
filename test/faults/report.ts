import { readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'

/** What came of one scenario. Every row of a report has the same columns, in the same order. */
export type Row = {
  scenario: string
  /** Events that had to be there in the end. 0 where the scenario could not be run. */
  events: number
  /** Of these, how many were not. */
  lost: number
  /** How many were there more than once. */
  duplicated: number
} & Record<string, string | number>

export interface Flags {
  json: boolean
  /** Puts the table into docs/reliability.md. */
  write: boolean
}

const docs = join(import.meta.dirname, '../../docs/reliability.md')

/** Says what a run of faults came to: JSON for programs, a table and the machine for people. */
export function report(name: string, rows: readonly Row[], flags: Flags, programs: readonly string[] = []): void {
  console.log(flags.json ? JSON.stringify({ rows }) : `${aligned(rows)}\n\n${machine(programs)}`)
  if (flags.write) writeFileSync(docs, replaced(readFileSync(docs, 'utf8'), name, rows, programs))
}

/** The text with the rows between `<!-- name -->` and `<!-- /name -->`. */
export function replaced(
  text: string,
  name: string,
  rows: readonly Row[],
  programs: readonly string[],
  date: Date = new Date(),
): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [start, end] = [text.indexOf(open), text.indexOf(close)]
  if (start < 0 || end < start) throw new Error(`The document has no ${open} with a ${close} after it.`)
  const told = `\n${markdown(rows)}\n\n${date.toISOString().slice(0, 10)}. ${machine(programs)}\n`
  return text.slice(0, start + open.length) + told + text.slice(end)
}

/** What was not run has no counts, and does not look as if it had come out well. */
function cells(rows: readonly Row[]): { head: string[]; body: string[][] } {
  const head = Object.keys(rows[0] ?? {})
  const body = rows.map((row) =>
    head.map((column) => (row.events === 0 && typeof row[column] === 'number' ? '–' : String(row[column] ?? ''))),
  )
  return { head, body }
}

export function markdown(rows: readonly Row[]): string {
  const { head, body } = cells(rows)
  return [head, head.map(() => '---'), ...body]
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n')
}

function aligned(rows: readonly Row[]): string {
  const { head, body } = cells(rows)
  const width = head.map((name, column) => Math.max(name.length, ...body.map((row) => row[column]?.length ?? 0)))
  const line = (row: string[]) => row.map((cell, column) => cell.padEnd(width[column] ?? 0)).join('  ')
  return [head, ...body].map((row) => line(row).trimEnd()).join('\n')
}

/** Where figures come from, which is part of them. */
function machine(programs: readonly string[]): string {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  return [
    `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory}`,
    system(),
    `Node ${process.versions.node}`,
  ]
    .concat(programs)
    .join('; ')
    .concat('.')
}

function system(): string {
  try {
    return /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? process.platform
  } catch {
    return process.platform
  }
}
