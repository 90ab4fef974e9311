import { randomUUID } from 'node:crypto'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry, Stored } from '../log.ts'
import { pack } from './pack.ts'
import { openDatabase } from './schema.ts'
import { readWal } from './wal.ts'
import { createWriter } from './writer.ts'

/** What became of a log whose files were damaged: how often it could not be opened, and what was read where it could. */
export interface Damage {
  times: number
  /** Refused with a sentence, as a whole. */
  refused: number
  /** Opened, with something counted as damaged. */
  counted: number
  /** Opened, and the last commit is missing, uncounted: cut off within it, a -wal is as a power cut leaves it. */
  shorter: number
  /** Opened, and everything is there. */
  whole: number
  /** Events that were given and are not what was appended. */
  wrong: number
}

/** A seeded source of whole numbers. */
function numbers(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

/**
 * Makes a log twice, once closed well and once with half of it still in its -wal, and damages copies of the file of the one
 * and the -wal of the other. `cuts` shortens each by up to 4 KB, so many bytes more each time; `flips` changes single bits
 * anywhere, one at a time. Reads what is left, and holds it against what was appended.
 */
export function damage({ cuts = 0, flips = 0, seed = 7 }: { cuts?: number; flips?: number; seed?: number }) {
  const folder = mkdtempSync(join(tmpdir(), 'wend-damage-'))
  try {
    const original = make(folder)
    const random = numbers(seed)
    const result = { cuts: none(), flips: none() }
    const broken = join(folder, 'broken.db')
    const hit = (name: string, end: string, change: (bytes: Buffer) => Buffer, into: Damage) => {
      for (const end of ['', '-wal', '-shm']) rmSync(broken + end, { force: true })
      for (const end of name === 'live.db' ? ['', '-wal'] : ['']) copyFileSync(join(folder, name + end), broken + end)
      writeFileSync(broken + end, change(readFileSync(broken + end)))
      look(broken, original, into)
    }
    const targets = [
      ['closed.db', ''],
      ['live.db', '-wal'],
    ] as const
    for (const [name, end] of targets) {
      for (let less = 1; cuts > 0 && less <= 4096; less += cuts)
        hit(name, end, (bytes) => bytes.subarray(0, -less), result.cuts)
      for (let flip = 0; flip < flips / 2; flip++) hit(name, end, (bytes) => flipped(bytes, random), result.flips)
    }
    return result
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function flipped(bytes: Buffer, random: (below: number) => number): Buffer {
  const at = random(bytes.length)
  bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8))
  return bytes
}

const none = (): Damage => ({ times: 0, refused: 0, counted: 0, shorter: 0, whole: 0, wrong: 0 })

/** Gives what both have. */
function make(folder: string): Map<number, Stored> {
  const path = join(folder, 'made.db')
  const writer = createWriter(openDatabase(path), path)
  const all = new Map<number, Stored>()
  const append = (count: number) => {
    const entries = Array.from({ length: count }, (_, n): Entry => {
      const id = randomUUID()
      return { site: n % 3 ? 'shop' : 'blog', id, body: JSON.stringify({ id, text: 'x'.repeat((n * 97) % 1500) }) }
    })
    const [offsets = []] = writer.append([{ packed: pack(entries), at: 1_795_219_200_000 + all.size }])
    const at = 1_795_219_200_000 + all.size
    for (const [index, { site, body }] of entries.entries()) {
      const offset = offsets[index] ?? 0
      all.set(offset, { offset, at, site, body })
    }
  }
  for (let n = 0; n < 8; n++) append(10)
  writer.retain({ maxAge: 1e15, maxBytes: 1e15, maxIdAge: 1e15 }, 1_795_219_200_000) // everything so far into the file
  for (let n = 0; n < 8; n++) append(5)
  for (const end of ['', '-wal']) copyFileSync(path + end, join(folder, `live.db${end}`))
  writer.close()
  copyFileSync(path, join(folder, 'closed.db'))
  return all
}

function look(path: string, original: ReadonlyMap<number, Stored>, into: Damage): void {
  into.times++
  let writer: ReturnType<typeof createWriter> | undefined
  try {
    const lostIn = readWal(path)
    const db = openDatabase(path)
    try {
      writer = createWriter(db, path, lostIn(db))
    } catch (error) {
      db.close()
      throw error
    }
    const found: Stored[] = []
    let damaged = writer.damaged()
    for (let at: number | undefined = 0; at !== undefined; ) {
      const slice: ReturnType<typeof writer.read> = writer.read(at, 50)
      found.push(...slice.found)
      damaged = slice.damaged
      at = slice.next ?? (slice.found.length === 50 ? slice.found.at(-1)?.offset : undefined)
    }
    for (const one of found) if (!same(one, original.get(one.offset))) into.wrong++
    if (new Set(found.map(({ offset }) => offset)).size !== found.length) into.wrong++
    if (damaged > 0) into.counted++
    else if (found.length < original.size) into.shorter++
    else into.whole++
  } catch (error) {
    if (!(error instanceof Error) || !error.message) throw error
    into.refused++
  } finally {
    try {
      writer?.close()
    } catch {
      // What is damaged may not be closed well.
    }
  }
}

const same = (one: Stored, other: Stored | undefined): boolean =>
  other !== undefined && one.at === other.at && one.site === other.site && one.body === other.body

// node packages/storage/src/log/sqlite/testing.ts [bits to flip] [bytes between cuts]: the long form of damage.test.ts.
if (import.meta.main) {
  const [flips = '10000', cuts = '1'] = process.argv.slice(2)
  const result = damage({ flips: Number(flips), cuts: Number(cuts), seed: Date.now() % 1_000_000 })
  console.table(result)
  process.exitCode = result.cuts.wrong + result.flips.wrong ? 1 : 0
}
