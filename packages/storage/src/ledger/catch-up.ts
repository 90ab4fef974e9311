import { fstatSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { longestLine } from '../files/lines.ts'
import type { Note } from '../log/log.ts'
import { type Chain, followChain } from './chain.ts'
import { LedgerDamaged } from './ledger.ts'
import { type Link, readLine, start } from './line.ts'
import { type Position, type Positions, positionOf } from './positions.ts'
import { differs, type Placed } from './verify.ts'

const linesAtATime = 10_000

/** What tells whether somebody wrote to a file: one that was restored or edited has another. */
export function stateOf(file: FileHandle): string {
  const { ino, size, mtimeNs } = fstatSync(file.fd, { bigint: true })
  return `${ino} ${size} ${mtimeNs}`
}

/**
 * Brings the index up to its file, and cuts off what a crash left half written: a last line without its end, or lines that
 * the notes of a log have whole. Throws `LedgerDamaged` for anything else that is not as it was written. Gives where the
 * chain ends, and how many bytes were cut off.
 *
 * A line that the index remembers as the last is taken for proof of all before it: its hash is bound to theirs. Who edits an
 * earlier line keeps neither that hash nor, mostly, the place; what still escapes is found when the line is used, and by
 * `verify`.
 */
export async function catchUp(
  path: string,
  file: FileHandle,
  index: Positions,
  notes: readonly Note[] = [],
): Promise<{ link: Link; repaired: number }> {
  const known = index.head()
  const state = stateOf(file)
  if (known && known.state === state) return { link: linkOf(known), repaired: 0 }

  const trusted = known && (await endsWith(file, known)) ? linkOf(known) : undefined
  const chain = await check(path, file, known, trusted, notes[0]?.number ?? Number.POSITIVE_INFINITY)
  const { link } = chain
  const { size } = fstatSync(file.fd)
  if (size > link.byte) {
    await file.truncate(link.byte)
    await file.datasync()
  }
  const repaired = size - link.byte
  if (link.seq === 0) return { link, repaired }
  if (known?.name !== link.name) index.clear()
  await readInto(index, file, trusted ?? (known?.name === link.name ? linkOf(known) : start))
  return { link, repaired }
}

const linkOf = ({ name, seq, hash, byte }: Link): Link => ({ name, seq, hash, byte })

/** Whether the line that ends at a byte has the hash that the index remembers, and fits it. */
async function endsWith(file: FileHandle, { seq, hash, byte }: Link): Promise<boolean> {
  const bytes = Buffer.alloc(Math.min(byte, longestLine + 1))
  const { bytesRead } = await file.read(bytes, 0, bytes.length, byte - bytes.length)
  if (bytesRead < bytes.length || bytes.at(-1) !== 0x0a) return false
  const read = readLine(bytes.subarray(bytes.lastIndexOf(0x0a, -2) + 1, -1))
  return !('why' in read) && read.link.seq === seq && read.link.hash === hash
}

/** Follows the chain through the file, from a link that is trusted or from its start. */
async function check(
  path: string,
  file: FileHandle,
  known: Link | undefined,
  trusted: Link | undefined,
  firstNote: number,
): Promise<Chain> {
  let at: Placed | undefined
  const chain = await followChain(file, trusted ?? start, (link, _, begin) => {
    if (link.seq === known?.seq) at = { link, begin }
  })
  const other = known && chain.link.seq > 0 && known.name !== chain.link.name
  // From the first note on the log has every line: what the file has of them may be whatever a power cut left.
  const fault =
    chain.fault && chain.fault.line >= firstNote
      ? undefined
      : (chain.fault ?? (known && !other && !trusted ? differs(known, named(chain.link, known), at) : undefined))
  if (fault)
    throw new LedgerDamaged(
      `The consent ledger at ${path} is not as it was written: line ${fault.line}, at byte ${fault.byte}: ${fault.why}. Nothing was changed. Run \`wend consent verify\`, and restore the file from a backup, without its index.`,
    )
  return chain
}

/** A file in which nothing is left has no name; the index then says how much is missing. */
const named = (link: Link, known: Link): Link => (link.seq === 0 ? { ...link, name: known.name } : link)

/** Tells the index of the lines from a link on, which were checked before. */
async function readInto(index: Positions, file: FileHandle, from: Link): Promise<void> {
  let waiting: Position[] = []
  let end = from
  const state = stateOf(file)
  const flush = () => {
    // Only the last one vouches for the file: a crash in between has it checked again.
    index.add(waiting, end, '')
    waiting = []
  }
  await followChain(file, from, (link, record, byte) => {
    end = link
    if (record) waiting.push(positionOf(record, link, byte))
    if (waiting.length >= linesAtATime) flush()
  })
  index.add(waiting, end, state)
}
