import { timingSafeEqual } from 'node:crypto'
import { accessSync, constants, existsSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { createPseudonyms, innerOf, type Pepper } from '@wend/privacy/pseudonym'
import type { Log, openLog } from '@wend/storage/log'
import { BadConfig, type Environment } from '../config/load.ts'
import {
  type Found,
  lookUp,
  newSecret,
  nextPath,
  parsePepper,
  placeOf,
  readText,
  retiredPath,
} from '../config/secrets.ts'
import { failedUrl, isThere } from '../failed/file.ts'
import { inUse } from './pepper-alone.ts'
import { add, destroy, put, replaceFile } from './pepper-files.ts'

export interface Rotation {
  /** The data folder. */
  data: string
  /** URL of the log. */
  log: string
  environment: Environment
  openLog: typeof openLog
  /** Whose own pepper is rotated; without it, the common one. */
  site?: string | undefined
  /** File that the new pepper is written to, where it cannot take the place of the old one. */
  to?: string | undefined
  /** Without it, only what would be done is said. */
  yes: boolean
  print(line: string): void
}

/**
 * Gives everything that is stored a new key and destroys the old one. Runs while no collector does. Stopped at any point,
 * it goes on from there when it is run again: a stored pseudonym names its key, and the new pepper waits in the data folder
 * until none has the old one. Gives the number of events that were changed, undefined when it was not to begin.
 */
export async function rotate(rotation: Rotation): Promise<number | undefined> {
  const { data, site, environment, yes, print } = rotation
  const found = lookUp(placeOf('pepper', data, site), environment)
  if (found.text === undefined)
    throw new BadConfig(
      site
        ? `The site ${site} has no pepper of its own. Rotate the common one: wend pepper rotate`
        : 'There is no pepper yet, so there is nothing to rotate. It is made when the collector first starts.',
    )
  const old = parsePepper(found.text, found.name)
  const next = nextPath(data, site)
  if (!existsSync(next) && readText(retiredPath(data))?.split('\n').includes(old.id))
    throw new BadConfig(`${found.name} is a pepper that a rotation has replaced already. Give the new one.`)
  const target = targetOf(rotation, found, readText(next))
  for (const line of plan(rotation, found, target)) print(line)
  if (!yes) {
    print('Nothing was changed. To do it, stop the collector and run this again with --yes.')
    return undefined
  }

  const began = !existsSync(next)
  if (began) put(next, `${newSecret()}:${innerOf(old).toString('base64url')}`)
  // From here on no collector starts; one that runs already is asked to stop first.
  if (inUse(rotation.log)) {
    if (began) destroy(next)
    throw new BadConfig('A collector is using the log. Stop it, then run this again. Nothing was changed.')
  }
  const text = readText(next) ?? ''
  const fresh = parsePepper(text, 'The new pepper')
  if (!fresh.inner || !timingSafeEqual(fresh.inner, innerOf(old)))
    throw new BadConfig(
      `${next} does not follow from ${found.name}: it was made from another pepper. Give the pepper that the rotation began with.`,
    )

  let changed = 0
  if (fresh.id !== old.id) {
    changed = await rekeyAll(rotation, old, fresh)
    add(retiredPath(data), old.id)
    replaceFile(target, text)
  }
  if (existsSync(`${target}_old`)) destroy(`${target}_old`)
  destroy(next)
  print(`Done: ${changed} events have the key ${fresh.id} now. The new pepper is in ${target}.`)
  if (target !== real(found.path) || found.variable)
    print(
      `Set ${found.name}_FILE=${target}, take the old pepper out of ${found.variable ? found.name : found.path}, and destroy every copy of it.`,
    )
  return changed
}

/** Where the new pepper goes. Throws before anything is touched where it could not be written. */
function targetOf({ to }: Rotation, found: Found, next: string | undefined): string {
  if (found.variable && !to)
    throw new BadConfig(
      `The pepper stands in ${found.name}, which only you can change. Name a file for the new one: wend pepper rotate --to <file>`,
    )
  const target = real(to ?? found.path)
  if (to && target !== real(found.path) && existsSync(target) && readText(target) !== next)
    throw new BadConfig(`${target} is there already. Name a file that is not, so that nothing is lost.`)
  try {
    accessSync(dirname(target), constants.W_OK)
    if (existsSync(target)) accessSync(target, constants.R_OK | constants.W_OK)
  } catch (cause) {
    throw new BadConfig(`${target} cannot be written. Name another file for the new pepper with --to.`, { cause })
  }
  return target
}

/** Secrets are often mounted as links to the file itself. */
const real = (path: string): string => (existsSync(path) ? realpathSync(path) : path)

const plan = ({ site, log }: Rotation, found: Found, target: string): string[] => [
  `Every pseudonym in ${log} that was made with ${found.name} ${site ? `(site ${site})` : '(all sites without a pepper of their own)'} gets a new key.`,
  'Events of one person stay together, before and after. With the old pepper nobody can tell any more whose they are.',
  `The new pepper is written to ${target}${target === real(found.path) ? ', and the old one is overwritten' : ''}.`,
  'Whoever reads the feed and keeps pseudonyms has to read it again from its beginning.',
]

/** How many events are read and written back at a time. */
const atATime = 500

/** Goes through the log until nothing of the old key is found in it, and out of its files. */
async function rekeyAll({ log, data, openLog }: Rotation, old: Pepper, fresh: Pepper): Promise<number> {
  // Rejected events may carry the pseudonym of a browser too. They count as nothing: none of them is an event yet.
  const failed = failedUrl(data)
  if (isThere(failed)) await rekeyFile(failed, openLog, old, fresh)
  return rekeyFile(log, openLog, old, fresh)
}

async function rekeyFile(url: string, openLog: Rotation['openLog'], old: Pepper, fresh: Pepper): Promise<number> {
  const log = await openLog(url)
  try {
    let changed = 0
    for (;;) {
      const count = await rekeyOnce(log, old, fresh)
      if (!count) break
      changed += count
    }
    await log.settle()
    return changed
  } finally {
    await log.close()
  }
}

async function rekeyOnce(log: Log, old: Pepper, fresh: Pepper): Promise<number> {
  const rekey = createRekey(old, fresh)
  let changed = 0
  for (let after = 0; ; ) {
    const events = await log.read(after, atATime)
    const last = events.at(-1)
    if (!last) return changed
    const changes = events.flatMap(({ offset, site, body }) => {
      const now = rekey(site, body)
      return now === body ? [] : [{ offset, body: now }]
    })
    if (changes.length) await log.replace(changes)
    changed += changes.length
    after = last.offset
  }
}

/** Changes every pseudonym in the JSON of an event, wherever it stands: its key's id is before it. */
function createRekey(old: Pepper, fresh: Pepper): (site: string, body: string) => string {
  const start = `${old.id}.`
  const pseudonym = new RegExp(`(?<![\\w-])${old.id}\\.[\\w-]{43}(?![\\w-])`, 'g')
  const known = new Map<string, ReturnType<typeof pairOf>>()
  const pairOf = (site: string) => [createPseudonyms(old, site), createPseudonyms(fresh, site)] as const
  return (site, body) => {
    if (!body.includes(start)) return body
    const [before, after] = known.get(site) ?? pairOf(site)
    known.set(site, [before, after])
    return body.replace(pseudonym, (text) => {
      const inner = before.inner(text)
      return inner === undefined ? text : after.around(inner)
    })
  }
}
