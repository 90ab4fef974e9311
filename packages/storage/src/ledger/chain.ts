import type { FileHandle } from 'node:fs/promises'
import { eachLine } from '../files/lines.ts'
import type { Consent } from './ledger.ts'
import { type Link, readLine, start } from './line.ts'

/** The first line that is not as it was written: its number, the byte at which it begins, and why. */
export interface Fault {
  line: number
  byte: number
  why: string
}

/** How far a chain is whole, what is wrong after that, and how many bytes stand after the last newline. */
export interface Chain {
  link: Link
  fault?: Fault
  torn: number
}

/** Follows a chain through a file from a link on. Constant memory, whatever the size. */
export async function followChain(
  file: Pick<FileHandle, 'read'>,
  from: Link = start,
  onLine: (link: Link, record: Consent | undefined, byte: number) => void = () => {},
): Promise<Chain> {
  let link = from
  let fault: Fault | undefined
  const torn = await eachLine(file, from.byte, (line, byte) => {
    const read = readLine(line)
    const why = 'why' in read ? read.why : misplaced(link, read)
    if (why || 'why' in read) {
      fault = { line: link.seq + 1, byte, why: why ?? '' }
      return false
    }
    link = { ...read.link, name: link.name || read.link.name, byte: byte + line.length + 1 }
    onLine(link, read.record, byte)
    return true
  })
  return { link, ...(fault && { fault }), torn }
}

/** Why a line that is one of ours does not belong after another. */
function misplaced(before: Link, { link, prev, record }: { link: Link; prev: string; record: Consent | undefined }) {
  if (link.seq !== before.seq + 1) return `its number (seq) is ${link.seq}, so lines are missing or were moved`
  if (prev !== before.hash) return 'it is not bound to the line before (prev is another hash)'
  if ((before.seq === 0) === (record !== undefined))
    return record ? 'the first line has to name the ledger' : 'only the first line names the ledger'
  return undefined
}
