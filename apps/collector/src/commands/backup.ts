import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { backupLog, openLog } from '@wend/storage/log'
import { BadConfig, type Environment, type Loaded } from '../config/load.ts'
import { type Copied, copyFile, hashOf, sync } from '../data/copy.ts'
import { writeManifest } from '../data/manifest.ts'
import { pepperIds } from '../data/peppers.ts'
import { isSecret, logFile, type Part, parts, strangers } from '../data/places.ts'
import { layoutOf, wend } from '../data/version.ts'

export interface Backup {
  /** The folder to make. */
  to: string
  environment: Environment
  withSecrets: boolean
  print(line: string): void
  /** Milliseconds since 1970. */
  clock?: () => number
}

type Config = Pick<Loaded, 'data' | 'log' | 'tombstones' | 'sites'>

/**
 * `wend backup`: one consistent copy of what a collector keeps, running or not. The manifest comes last; what was broken off
 * has none, and no restore takes it.
 */
export async function backup(config: Config, options: Backup): Promise<void> {
  const { to, environment, withSecrets, print, clock = Date.now } = options
  const began = clock()
  const layout = layoutOf(config.data)
  if (!existsSync(logFile(config)))
    throw new BadConfig(
      `There is nothing to back up: no log at ${logFile(config)}. Name the configuration with --config.`,
    )
  const peppers = pepperIds(config, environment)
  if (peppers[''] === undefined)
    throw new BadConfig(
      'The pepper is not found. Run this with the same WEND_PEPPER_FILE as the collector, so that the backup says which one belongs to it.',
    )
  if (existsSync(to) && readdirSync(to).length > 0)
    throw new BadConfig(`${to} is not empty. Name a new folder for each backup.`)
  mkdirSync(to, { recursive: true, mode: 0o700 })
  try {
    const names: string[] = []
    for (const part of parts) names.push(...(await copyPart(part, config, to)))
    const secrets = readdirSync(config.data).filter(isSecret)
    for (const name of withSecrets ? secrets : [])
      names.push(...(await copyPart({ name, how: 'file', path: ({ data }) => join(data, name) }, config, to)))
    const log = await boundsOf(join(to, 'log.db'))
    const files: Copied[] = []
    for (const name of names) files.push({ name, ...(await hashOf(join(to, name))) })
    await sync(to)
    const [start, end] = [began, clock()].map((at) => new Date(at).toISOString())
    writeManifest(to, { backup: 1, wend, layout, began: start ?? '', ended: end ?? '', log, peppers, files })
    for (const line of report({ to, files, log, secrets, withSecrets, strange: strangers(config.data) })) print(line)
  } catch (error) {
    for (const name of readdirSync(to)) rmSync(join(to, name), { recursive: true })
    throw error
  }
}

/** Copies one part; gives the names of its files. */
async function copyPart({ name, how, path }: Part, config: Config, to: string): Promise<string[]> {
  const from = path(config)
  const target = join(to, name)
  if (!existsSync(from)) return []
  if (how === 'log') await backupLog(urlOf(from), target)
  else if (how !== 'folder') await copyFile(from, target, { lines: how === 'lines' })
  else {
    const names = readdirSync(from).filter((one) => !one.endsWith('.new'))
    for (const one of names) await copyFile(join(from, one), join(target, one))
    return names.map((one) => `${name}/${one}`)
  }
  return [name]
}

/** In a URL #, ? and % of a name would mean something else. */
const urlOf = (path: string): string => `sqlite:${encodeURI(resolve(path)).replace(/[?#]/g, encodeURIComponent)}`

/** Opens the copy, which also proves that it can be. */
async function boundsOf(path: string): Promise<{ first: number; last: number }> {
  const log = await openLog(urlOf(path))
  try {
    return await log.bounds()
  } finally {
    await log.close()
  }
}

interface Done {
  to: string
  files: readonly Copied[]
  log: { first: number; last: number }
  secrets: readonly string[]
  withSecrets: boolean
  strange: readonly string[]
}

function report({ to, files, log, secrets, withSecrets, strange }: Done): string[] {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return [
    `Backup in ${to}: ${files.length} files, ${bytes} bytes, events up to sequence ${log.last}.`,
    ...(secrets.length && withSecrets
      ? [
          `With ${secrets.join(', ')}: whoever reads this backup can tell whose the events are. Keep it as you keep the keys, and destroy it after “wend pepper rotate”.`,
        ]
      : []),
    ...(secrets.length && !withSecrets
      ? [
          `Without ${secrets.join(', ')}: a pepper beside the pseudonyms undoes them. Keep them elsewhere, once; without this pepper nothing can be restored.`,
        ]
      : []),
    ...(strange.length ? [`Left out, because it is not ours: ${strange.join(', ')}.`] : []),
    'wend.yaml and the files that it names are not in it.',
  ]
}
