import { randomBytes } from 'node:crypto'
import { readSync } from 'node:fs'
import { lock } from '../files/lock.ts'
import { makeFolderOf, type Open, openPrivate } from '../files/open.ts'
import { createRounds } from '../files/rounds.ts'
import { createTail } from '../files/tail.ts'
import { catchUp, stateOf } from './catch-up.ts'
import { type Consent, type Ledger, LedgerUnavailable, type Recorded } from './ledger.ts'
import { checkRecord, genesis, idOf, lineOf, ordered, readLine } from './line.ts'
import { openPositions, type Position, positionOf } from './positions.ts'
import { createRecent } from './recent.ts'
import { verify } from './verify.ts'

export interface LedgerOptions {
  /** Opens the file. */
  open?: Open
}

const keyOf = (site: string, who: string): string => `${site.length}:${site}${who}`

/**
 * Opens the consent ledger that is kept at a path, made when it is missing, readable by its owner only. One process at a
 * time. A file that nobody has written to since is taken as it is; any other is checked line for line. Throws
 * `LedgerDamaged` when a line is not as it was written, `LedgerUnavailable` when somebody else has it open.
 */
export async function openLedger(path: string, options: LedgerOptions = {}): Promise<Ledger> {
  await makeFolderOf(path)
  const unlock = lock(path)
  if (!unlock)
    throw new LedgerUnavailable(`The consent ledger at ${path} is open already. Stop the process that has it first.`)
  try {
    return await openLocked(path, options, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

async function openLocked(path: string, { open }: LedgerOptions, unlock: () => void): Promise<Ledger> {
  const positions = openPositions(path)
  const file = await openPrivate(path, open).catch((error) => {
    positions.close()
    throw error
  })
  const stop = () => {
    positions.close()
    return file.close()
  }
  const found = await catchUp(path, file, positions).catch(async (error) => {
    await stop()
    throw error
  })
  let { link } = found
  const tail = createTail(file, link.byte)
  const recent = createRecent<Recorded | undefined>(10_000)
  /** Lines that are durable, but that the index could not be told of yet. */
  let unindexed: Position[] = []
  let closed: Promise<void> | undefined

  const write = async (bytes: Uint8Array) => {
    await tail.write(bytes).catch((cause: Error) => {
      throw new LedgerUnavailable(`The consent ledger at ${path} could not be written: ${cause.message}.`, { cause })
    })
  }

  /** Whatever becomes of the index: the file has the lines, and the index is told with the next ones. */
  const tellIndex = () => {
    try {
      positions.add(unindexed, link, stateOf(file))
      unindexed = []
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error))
    }
  }

  if (link.seq === 0) {
    const first = genesis(randomBytes(4).toString('hex'))
    await write(first.bytes).catch(async (error) => {
      await stop()
      throw error
    })
    link = first.link
    tellIndex()
  }

  const rounds = createRounds<Consent, { id: string }>(async (records) => {
    const lines: Buffer[] = []
    const added: { position: Position; recorded: Recorded }[] = []
    let end = link
    for (const record of records) {
      const { byte } = end
      const line = lineOf(end, record)
      end = line.link
      lines.push(line.bytes)
      const recorded = { ...record, id: idOf(end.name, end.seq) }
      added.push({ position: positionOf(record, end, byte), recorded })
    }
    await write(Buffer.concat(lines))
    link = end
    for (const { position, recorded } of added) {
      unindexed.push(position)
      recent.set(keyOf(recorded.site, recorded.who), recorded)
    }
    tellIndex()
    return added.map(({ recorded: { id } }) => ({ id }))
  })

  /** The record of a line, which has to be one of ours still. */
  const recordAt = ({ site, who, seq, byte, length }: Position): Recorded => {
    const bytes = Buffer.allocUnsafe(length)
    const size = readSync(file.fd, bytes, 0, length, byte)
    const read = readLine(bytes.subarray(0, size))
    if ('why' in read || read.link.seq !== seq || read.record?.site !== site || read.record.who !== who)
      throw new LedgerUnavailable(
        `Line ${seq} of the consent ledger at ${path} is not what its index says. Run \`wend consent verify\`.`,
      )
    return { ...read.record, id: idOf(link.name, seq) }
  }

  /** What the index was not told yet comes after all that it has. */
  const positionsOf = (site: string, who: string): Position[] => [
    ...positions.all(site, who),
    ...unindexed.filter((position) => position.site === site && position.who === who),
  ]

  const refuseClosed = () => {
    if (closed) throw new LedgerUnavailable(`The consent ledger at ${path} is closed.`)
  }

  return {
    repaired: found.repaired,
    async append(record) {
      refuseClosed()
      checkRecord(record)
      return rounds.add(ordered(record))
    },
    latest(site, who) {
      refuseClosed()
      return recent.get(keyOf(site, who), () => {
        const position = unindexed.length ? positionsOf(site, who).at(-1) : positions.last(site, who)
        return position && recordAt(position)
      })
    },
    async of(site, who) {
      refuseClosed()
      return positionsOf(site, who).map(recordAt)
    },
    verify: () => verify(path),
    close() {
      closed ??= rounds.idle().then(stop).finally(unlock)
      return closed
    },
  }
}
