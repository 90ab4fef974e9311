import { fstatSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { type Chain, followChain } from './chain.ts'
import { LedgerDamaged } from './ledger.ts'
import { type Link, start } from './line.ts'
import { type Position, type Positions, positionOf } from './positions.ts'
import { differs, type Placed } from './verify.ts'

const linesAtATime = 10_000

/** What tells whether somebody wrote to a file: one that was restored or edited has another. */
export function stateOf(file: FileHandle): string {
  const { ino, size, mtimeNs } = fstatSync(file.fd, { bigint: true })
  return `${ino} ${size} ${mtimeNs}`
}

/**
 * Brings the index up to its file, and cuts off a last line that a crash left half written. Throws `LedgerDamaged` for
 * anything else that is not as it was written. Gives where the chain ends, and how many bytes were cut off.
 */
export async function catchUp(
  path: string,
  file: FileHandle,
  index: Positions,
): Promise<{ link: Link; repaired: number }> {
  const known = index.head()
  const state = stateOf(file)
  if (known && known.state === state) return { link: linkOf(known), repaired: 0 }

  const chain = await checkWhole(path, file, known)
  if (chain.torn) {
    await file.truncate(chain.link.byte)
    await file.datasync()
  }
  if (chain.link.seq === 0) return { link: chain.link, repaired: chain.torn }
  if (known?.name !== chain.link.name) index.clear()
  await readInto(index, file, known?.name === chain.link.name ? linkOf(known) : start)
  return { link: chain.link, repaired: chain.torn }
}

const linkOf = ({ name, seq, hash, byte }: Link): Link => ({ name, seq, hash, byte })

async function checkWhole(path: string, file: FileHandle, known: Link | undefined): Promise<Chain> {
  let at: Placed | undefined
  const chain = await followChain(file, start, (link, _, begin) => {
    if (link.seq === known?.seq) at = { link, begin }
  })
  const other = known && chain.link.seq > 0 && known.name !== chain.link.name
  const fault = chain.fault ?? (known && !other ? differs(known, named(chain.link, known), at) : undefined)
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
