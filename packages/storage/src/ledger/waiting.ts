import type { Recorded } from './ledger.ts'
import type { Link } from './line.ts'
import type { Position } from './positions.ts'

/** A line on its way into the file and its index. */
export interface Line {
  readonly key: string
  readonly recorded: Recorded
  readonly text: string
  /** Where the chain stands after it. */
  readonly link: Link
  readonly position: Position
}

/**
 * Lines between their place in the chain and their place in the index, in order. First they wait for the file. Once a line
 * is durable, there or as a note in a log, it is shown; once the index has it, it is forgotten here.
 */
export function createWaiting(show: (line: Line) => void) {
  let forFile: Line[] = []
  let forIndex: Line[] = []
  /** Those that are durable and not in the index, by whose they are. */
  const shown = new Map<string, Recorded[]>()
  let durable = 0
  let bytes = 0

  /** Everything up to a number is durable. */
  const kept = (number: number): void => {
    // Their numbers have no gap.
    const first = forFile[0]?.link.seq ?? 0
    for (const line of forFile.slice(Math.max(0, durable + 1 - first), Math.max(0, number + 1 - first))) {
      const before = shown.get(line.key)
      if (before) before.push(line.recorded)
      else shown.set(line.key, [line.recorded])
      show(line)
    }
    durable = Math.max(durable, number)
  }

  return {
    add(line: Line) {
      forFile.push(line)
      bytes += line.text.length
    },
    kept,
    /** Characters that are not in the file yet. */
    size: () => bytes,
    next: (most: number): readonly Line[] => forFile.slice(0, most),
    /** Lines are in the file, and durable. */
    written(lines: readonly Line[]) {
      const last = lines.at(-1)
      if (last) kept(last.link.seq)
      forFile = forFile.slice(lines.length)
      for (const line of lines) bytes -= line.text.length
      forIndex.push(...lines)
    },
    forIndex: (most: number): readonly Line[] => forIndex.slice(0, most),
    indexed(lines: readonly Line[]) {
      forIndex = forIndex.slice(lines.length)
      for (const { key, recorded } of lines) {
        const left = shown.get(key)?.filter((one) => one !== recorded)
        if (left?.length) shown.set(key, left)
        else shown.delete(key)
      }
    },
    /** Lines that nothing will make durable: they are as if they had never been. */
    giveUp() {
      forFile = []
      bytes = 0
    },
    of: (key: string): readonly Recorded[] => shown.get(key) ?? [],
  }
}

export type Waiting = ReturnType<typeof createWaiting>
