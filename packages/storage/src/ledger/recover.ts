import type { Note } from '../log/log.ts'
import { type Consent, LedgerDamaged } from './ledger.ts'
import { type Link, readLine } from './line.ts'

/** A line that only a note has. */
export interface Missing {
  text: string
  link: Link
  record: Consent
  /** At which byte it begins. */
  byte: number
}

/**
 * The lines that a log has as notes and the file does not, in order. Throws `LedgerDamaged` when they do not go on where the
 * file ends: events rest on them, so a file in which they have no place is not the one that they were made for.
 */
export function missingLines(path: string, end: Link, notes: readonly Note[]): Missing[] {
  const missing: Missing[] = []
  let link = end
  for (const { number, text } of notes) {
    if (number <= end.seq) continue
    const read = readLine(Buffer.from(text).subarray(0, -1))
    if ('why' in read || !read.record || read.link.seq !== link.seq + 1 || read.prev !== link.hash)
      throw new LedgerDamaged(
        `The consent ledger at ${path} ends at line ${end.seq}, and the log has a record for line ${number} that does not go on from there: one of the two is an older copy, or of another folder. Nothing was changed. Put the newest of both in place.`,
      )
    const next = { ...read.link, name: link.name, byte: link.byte + Buffer.byteLength(text) }
    missing.push({ text, link: next, record: read.record, byte: link.byte })
    link = next
  }
  return missing
}
