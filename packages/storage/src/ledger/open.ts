import { randomBytes } from 'node:crypto'
import { readSync } from 'node:fs'
import { lock } from '../files/lock.ts'
import { makeFolderOf, type Open, openPrivate } from '../files/open.ts'
import { createTail } from '../files/tail.ts'
import type { Log } from '../log/log.ts'
import { catchUp, stateOf } from './catch-up.ts'
import { createFileWriter } from './file.ts'
import { type Consent, type Entered, type Ledger, LedgerUnavailable, type Recorded } from './ledger.ts'
import { checkLength, checkRecord, genesis, idOf, type Link, lineOf, ordered, readLine } from './line.ts'
import { openPositions, type Position, positionOf } from './positions.ts'
import { createRecent } from './recent.ts'
import { missingLines } from './recover.ts'
import { verify } from './verify.ts'
import { createWaiting } from './waiting.ts'

/** Where records wait for the file, durable with the events that rest on them. */
export type Notes = Pick<Log, 'append' | 'notes' | 'dropNotes'>

export interface LedgerOptions {
  /** The log whose events rest on this ledger. It has to be closed after it. Without one a record is durable in the file. */
  notes?: Notes
  /** Opens the file. */
  open?: Open
}

/** Characters that may wait for a file that cannot be written. */
const mostWaiting = 16 * 1024 * 1024

const keyOf = (site: string, who: string): string => `${site.length}:${site}${who}`

/**
 * Opens the consent ledger that is kept at a path, made when it is missing, readable by its owner only. One process at a
 * time. What a log still has as notes goes into the file first. Where the file ends as the index remembers it, only what
 * comes after that is checked; without an index all of it is. Throws `LedgerDamaged` when a line is not as it was
 * written, `LedgerUnavailable` when somebody else has it open.
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

async function openLocked(path: string, { open, notes }: LedgerOptions, unlock: () => void): Promise<Ledger> {
  const positions = openPositions(path)
  const file = await openPrivate(path, open).catch((error) => {
    positions.close()
    throw error
  })
  const stop = () => {
    positions.close()
    return file.close()
  }
  const found = await begin().catch(async (error) => {
    await stop()
    throw error
  })

  /** Where the chain ends, and where the file does: lines in between wait. */
  let { link } = found
  let written = link
  let closed: Promise<void> | undefined
  const recent = createRecent<Recorded | undefined>(10_000)
  const waiting = createWaiting(({ key, recorded }) => recent.set(key, recorded))
  const writer = createFileWriter(
    path,
    file,
    link.byte,
    waiting,
    positions,
    (end) => {
      written = end
      notes?.dropNotes(end.seq).catch(() => {}) // they are found in the file at the next start
    },
    () => {
      if (notes) return true
      // Nobody was told that they are durable, and nothing is bound to them but each other.
      waiting.giveUp()
      link = written
      return false
    },
  )

  /** Brings the file up to what the index, and then the log, remembers. */
  async function begin(): Promise<{ link: Link; repaired: number }> {
    const kept = (await notes?.notes()) ?? []
    const { link, repaired } = await catchUp(path, file, positions, kept)
    const tail = createTail(file, link.byte)
    const write = (text: string) =>
      tail.write(Buffer.from(text)).catch((cause: Error) => {
        throw new LedgerUnavailable(`The consent ledger at ${path} could not be written: ${cause.message}.`, { cause })
      })
    const end = link.seq === 0 && kept.length === 0 ? genesis(randomBytes(4).toString('hex')) : undefined
    if (end) {
      await write(end.text)
      positions.add([], end.link, stateOf(file))
      return { link: end.link, repaired }
    }
    const missing = missingLines(path, link, kept)
    const last = missing.at(-1)
    if (last) {
      await write(missing.map(({ text }) => text).join(''))
      positions.add(
        missing.map(({ record, link, byte }) => positionOf(record, link, byte)),
        last.link,
        stateOf(file),
      )
    }
    const upTo = kept.at(-1)
    if (upTo) await notes?.dropNotes(upTo.number)
    return { link: last?.link ?? link, repaired }
  }

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

  const refuseClosed = () => {
    if (closed) throw new LedgerUnavailable(`The consent ledger at ${path} is closed.`)
  }

  const enter = (given: Consent): Entered => {
    refuseClosed()
    checkRecord(given)
    if (waiting.size() > mostWaiting)
      throw new LedgerUnavailable(`The consent ledger at ${path} cannot be written, and too much waits for it.`)
    const record = ordered(given)
    const { text, link: end } = lineOf(link, record)
    checkLength(end.byte - link.byte)
    const id = idOf(end.name, end.seq)
    const position = positionOf(record, end, link.byte)
    waiting.add({ key: keyOf(record.site, record.who), recorded: { ...record, id }, text, link: end, position })
    link = end
    return { id, note: { number: end.seq, text }, kept: () => waiting.kept(end.seq) }
  }

  const flush = async (): Promise<void> => {
    if (link.seq > written.seq) await writer.upTo(link.seq)
  }

  return {
    repaired: found.repaired,
    enter(record) {
      const entered = enter(record)
      writer.soon()
      return entered
    },
    async append(record) {
      const { id, note, kept } = enter(record)
      if (!notes) {
        await writer.upTo(note.number)
        return { id }
      }
      writer.soon()
      await notes.append([], [note]).catch((cause: Error) => {
        throw new LedgerUnavailable(`The consent ledger at ${path} could not be written: ${cause.message}`, { cause })
      })
      kept()
      return { id }
    },
    flush,
    latest(site, who) {
      refuseClosed()
      const key = keyOf(site, who)
      return recent.get(key, () => {
        const position = waiting.of(key).length ? undefined : positions.last(site, who)
        return position ? recordAt(position) : waiting.of(key).at(-1)
      })
    },
    async of(site, who) {
      refuseClosed()
      return [...positions.all(site, who).map(recordAt), ...waiting.of(keyOf(site, who))]
    },
    verify: () =>
      flush()
        .catch(() => {}) // then it is read as far as it goes
        .then(() => verify(path)),
    close() {
      closed ??= flush()
        .catch(() => {}) // what is not in the file is in the log, or was refused
        .then(writer.stop)
        .then(stop)
        .finally(unlock)
      return closed
    },
  }
}
