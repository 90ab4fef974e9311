import { open } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { followChain } from './chain.ts'
import { LedgerUnavailable, type Verdict } from './ledger.ts'
import { type Link, start } from './line.ts'
import { headOf } from './positions.ts'

/** How long a line may be under way while the collector writes and we read. */
const patience = 200

/**
 * Reads a ledger and says whether every byte is as it was written; if not, the first line that is not. Only reads, in
 * constant memory, also while the collector writes. Lines cut off at the end are seen when the index beside the file
 * remembers more; where the index was removed as well they are not, nor are lines at the end that were written anew with
 * hashes that fit, index included: against that, keep a head elsewhere and compare. Throws when there is no file.
 */
export async function verify(path: string): Promise<Verdict> {
  const remembered = headOf(path) // before the file: the index never runs ahead
  const file = await open(path, 'r').catch((cause: Error) => {
    throw new LedgerUnavailable(`No consent ledger can be read at ${path}: ${cause.message}.`, { cause })
  })
  try {
    let at: Placed | undefined
    const note = (link: Link, _: unknown, begin: number) => {
      if (link.seq === remembered?.seq) at = { link, begin }
    }
    let chain = await followChain(file, start, note)
    for (let torn = -1; chain.torn && !chain.fault && chain.torn !== torn; ) {
      torn = chain.torn
      await setTimeout(patience)
      chain = await followChain(file, chain.link, note)
    }
    const { link, fault } = chain
    const next = { line: link.seq + 1, byte: link.byte }
    if (fault) return { ok: false, ...fault }
    if (chain.torn) return { ok: false, ...next, why: 'it is missing its newline' }
    if (link.seq === 0) return { ok: false, ...next, why: 'the file is empty' }
    const gone = remembered && differs(remembered, link, at)
    if (gone) return { ok: false, ...gone }
    return { ok: true, records: link.seq - 1, head: link.hash, index: remembered !== undefined }
  } finally {
    await file.close()
  }
}

/** A line and the byte at which it begins. */
export interface Placed {
  link: Link
  begin: number
}

/** Where a file is not the one that the index remembers, though its lines fit together. */
export function differs(remembered: Link, end: Link, at: Placed | undefined) {
  if (remembered.name !== end.name) return { line: 1, byte: 0, why: 'the index beside it is of another ledger' }
  if (remembered.seq > end.seq)
    return {
      line: end.seq + 1,
      byte: end.byte,
      why: `the file ends before it, but the index beside it remembers ${remembered.seq} lines`,
    }
  if (at && (remembered.hash !== at.link.hash || remembered.byte !== at.link.byte))
    return {
      line: at.link.seq,
      byte: at.begin,
      why: 'the index beside it remembers another hash, so lines were written anew',
    }
  return undefined
}
