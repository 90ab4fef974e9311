import { createWriteStream } from 'node:fs'
import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { counters, noCounts } from './counts.ts'
import type { Row } from './days.ts'
import type { Hole } from './numbers.ts'
import type { State } from './state.ts'
import type { Tab } from './tabs.ts'

/** Larger than any we write. */
const longest = 256 * 1024 * 1024
/** Tabs written in one piece. Between two pieces requests are answered. */
const piece = 1000

/** What a snapshot belongs to: its log, by a number that lies in it, and the key that tabs' names are hashed with. */
export interface Owner {
  log: number
  key: string
}

/** Thrown for a file that is not a snapshot as we write it. */
export class SnapshotDamaged extends Error {
  override name = 'SnapshotDamaged'
}

const whole = z.int().min(0)
const head = z.object({
  v: z.literal(1),
  log: whole,
  key: z.string(),
  offset: whole,
  blind: whole,
  rebuilt: whole,
  days: z.array(z.tuple([z.string(), whole, z.string(), z.array(whole).max(counters.length)])),
  tabs: z.array(z.unknown()),
})

/** A hundred thousand of them are checked at a start, so this is by hand and not by schema: some milliseconds. */
function tabFrom(value: unknown): readonly [string, Tab] {
  const [hash, site, browser, top, heard, holes, told] = Array.isArray(value) ? value : []
  const fine =
    [hash, site, browser].every((text) => typeof text === 'string') &&
    Number.isSafeInteger(top) &&
    Number.isSafeInteger(heard) &&
    Array.isArray(holes) &&
    holes.every(
      (hole) => Array.isArray(hole) && hole.length === 3 && hole.every((n) => Number.isSafeInteger(n) && n >= 0),
    ) &&
    (told === undefined || (Array.isArray(told) && told.length === 3 && told.every(Number.isSafeInteger)))
  if (!fine) throw new SnapshotDamaged()
  const kept = (holes as [number, number, number][]).map(([from, to, day]): Hole => ({ from, to, day }))
  return [hash, { site, browser, top, heard, holes: kept, ...(told && { told }) }]
}

/** Reads a snapshot; undefined when there is none. Throws `SnapshotDamaged`. */
export async function readSnapshot(path: string): Promise<(State & Owner) | undefined> {
  const size = await stat(path).then(
    ({ size }) => size,
    () => undefined,
  )
  if (size === undefined) return undefined
  if (size > longest) throw new SnapshotDamaged()
  let json: unknown
  try {
    json = JSON.parse(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new SnapshotDamaged('', { cause })
  }
  const result = head.safeParse(json)
  if (!result.success) throw new SnapshotDamaged()
  const days = result.data.days.map(([site, day, browser, values]): Row => {
    const counts = noCounts()
    for (const [index, value] of values.entries()) counts[counters[index] as (typeof counters)[number]] = value
    return { site, day, browser, counts }
  })
  return { ...result.data, days, tabs: result.data.tabs.map(tabFrom) }
}

/** Puts a snapshot in the place of the one before, whole or not at all, for its owner only. */
export async function writeSnapshot(path: string, state: State, owner: Owner): Promise<void> {
  const beside = `${path}.new`
  await rm(beside, { force: true })
  try {
    await pipeline(Readable.from(textOf(state, owner)), createWriteStream(beside, { flags: 'wx', mode: 0o600 }))
    const file = await open(beside, 'r')
    await file.sync().finally(() => file.close())
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}

async function* textOf({ offset, blind, rebuilt, days, tabs }: State, { log, key }: Owner): AsyncGenerator<string> {
  const rows = days.map(({ site, day, browser, counts }) => [site, day, browser, counters.map((name) => counts[name])])
  yield JSON.stringify({ v: 1, log, key, offset, blind, rebuilt, days: rows }).replace(/}$/, ',"tabs":[\n')
  let lines: string[] = []
  let comma = ''
  for (const [hash, { site, browser, top, heard, holes, told }] of tabs) {
    const kept = holes.map(({ from, to, day }) => [from, to, day])
    lines.push(JSON.stringify([hash, site, browser, top, heard, kept, ...(told ? [told] : [])]))
    if (lines.length < piece) continue
    yield comma + lines.join(',\n')
    await setImmediate()
    comma = ',\n'
    lines = []
  }
  yield `${lines.length ? comma : ''}${lines.join(',\n')}]}\n`
}
