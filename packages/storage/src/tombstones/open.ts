import { eachLine, longestLine } from '../files/lines.ts'
import { lock } from '../files/lock.ts'
import { makeFolderOf, type Open, openPrivate } from '../files/open.ts'
import { createRounds } from '../files/rounds.ts'
import { createTail } from '../files/tail.ts'
import { type Tombstone, type Tombstones, TombstonesDamaged, TombstonesUnavailable } from './tombstones.ts'

export interface TombstonesOptions {
  /** Opens the file. */
  open?: Open
}

const lineOf = ({ site, key }: Tombstone, at: number): string => `${JSON.stringify({ site, key, at })}\n`

/** A line as we write it, or undefined. */
function read(line: Buffer): Tombstone | undefined {
  try {
    const { site, key, at } = JSON.parse(line.toString())
    const isOurs = typeof site === 'string' && typeof key === 'string' && Number.isSafeInteger(at)
    return isOurs && lineOf({ site, key }, at) === `${line}\n` ? { site, key } : undefined
  } catch {
    return undefined
  }
}

/**
 * Opens the tombstones that are kept at a path, made when it is missing, readable by its owner only. One process at a
 * time. Throws `TombstonesDamaged` when a line is not as it was written, for what it kept away would come back.
 */
export async function openTombstones(path: string, { open }: TombstonesOptions = {}): Promise<Tombstones> {
  await makeFolderOf(path)
  const unlock = lock(path)
  if (!unlock)
    throw new TombstonesUnavailable(`The tombstones at ${path} are open already. Stop the process that has them first.`)
  const file = await openPrivate(path, open).catch((error) => {
    unlock()
    throw error
  })
  const stop = () => file.close().finally(unlock)

  const list: Tombstone[] = []
  const bySite = new Map<string, Set<string>>()
  const hold = (tombstone: Tombstone) => {
    list.push(tombstone)
    const keys = bySite.get(tombstone.site) ?? new Set()
    bySite.set(tombstone.site, keys.add(tombstone.key))
  }
  const has = (site: string, key: string) => bySite.get(site)?.has(key) ?? false

  let end = 0
  let torn = 0
  try {
    torn = await eachLine(file, 0, (line, byte) => {
      const tombstone = read(line)
      if (!tombstone)
        throw new TombstonesDamaged(
          `The tombstones at ${path} are not as they were written: line ${list.length + 1}, at byte ${byte}. Nothing was changed. Restore the file from a backup; without it, erased people may come back.`,
        )
      hold(tombstone)
      end = byte + line.length + 1
      return true
    })
    if (torn) {
      await file.truncate(end)
      await file.datasync()
    }
  } catch (error) {
    await stop()
    throw error
  }

  const tail = createTail(file, end)
  const rounds = createRounds<{ tombstones: Tombstone[]; at: number }, void>(async (items) => {
    const lines = items.flatMap(({ tombstones, at }) => tombstones.map((tombstone) => lineOf(tombstone, at)))
    await tail.write(Buffer.from(lines.join(''))).catch((cause: Error) => {
      throw new TombstonesUnavailable(`The tombstones at ${path} could not be written: ${cause.message}.`, { cause })
    })
    for (const tombstone of items.flatMap(({ tombstones }) => tombstones)) hold(tombstone)
    return []
  })
  let closed: Promise<void> | undefined

  return {
    repaired: torn,
    async add(site, keys, at) {
      if (closed) throw new TombstonesUnavailable(`The tombstones at ${path} are closed.`)
      if (!Number.isSafeInteger(at)) throw new TypeError('“at” of a tombstone has to be whole milliseconds since 1970.')
      const tombstones = [...new Set(keys)].filter((key) => !has(site, key)).map((key) => ({ site, key }))
      for (const tombstone of tombstones)
        if (typeof tombstone.key !== 'string' || lineOf(tombstone, at).length > longestLine / 4)
          throw new TypeError('A key of a tombstone has to be a text of at most 16 KB.')
      if (tombstones.length) await rounds.add({ tombstones, at })
    },
    has,
    count: () => list.length,
    since: (n) => list.slice(n),
    close() {
      closed ??= rounds.idle().then(stop)
      return closed
    },
  }
}
