import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { BadConfig, type Environment, type Loaded } from '../config/load.ts'
import { copyFile, sync } from '../data/copy.ts'
import { lockData } from '../data/lock.ts'
import { checkBackup, type Manifest } from '../data/manifest.ts'
import { pepperIds } from '../data/peppers.ts'
import { isSecret, logFile, parts } from '../data/places.ts'
import { skipSequences } from '../data/skip.ts'
import { longerLedger, type United, uniteTombstones } from '../data/union.ts'
import { layout, refuseForeign, restoringName, wend } from '../data/version.ts'
import { put } from './pepper-files.ts'

export interface Restore {
  /** The folder of the backup. */
  from: string
  environment: Environment
  /** Whether data that is there may be moved aside. */
  force: boolean
  /** The newest list of the erased, where it is not in its place. */
  tombstones?: string | undefined
  print(line: string): void
  /** Milliseconds since 1970. */
  clock?: () => number
}

type Config = Pick<Loaded, 'data' | 'log' | 'tombstones' | 'sites'>

/**
 * `wend restore`: puts a backup where a collector finds it. Nothing is touched before every byte of the backup was checked.
 * Nobody who was erased since comes back: the list of the erased only grows, and the next start carries it out.
 */
export async function restore(config: Config, options: Restore): Promise<void> {
  const { from, environment, force, print, clock = Date.now } = options
  if (options.tombstones && !existsSync(options.tombstones))
    throw new BadConfig('The file that --tombstones names cannot be read. Nothing was changed.')
  const manifest = await checkBackup(from)
  if (manifest.layout > layout)
    throw new BadConfig(
      `${from} was made by Wend ${manifest.wend} with layout ${manifest.layout}; this is Wend ${wend}, which knows layouts up to ${layout}. Restore it with that version. Nothing was changed.`,
    )
  const secrets = manifest.files.map(({ name }) => name).filter((name) => isSecret(name))
  checkPeppers(manifest, config, environment, secrets)
  const newest = options.tombstones ? [options.tombstones] : []
  const erased = uniteTombstones(join(from, 'tombstones.jsonl'), [config.tombstones, ...newest])
  refuseForeign(config.data)
  refuseOthersFolder(config.data)
  const unlock = lockData(config.data)
  try {
    const there = present(config)
    if (there.length > 0 && !force)
      throw new BadConfig(
        `${config.data} holds data (${there.map((path) => basename(path)).join(', ')}). Nothing was changed. To move it aside and restore, run this again with --force.`,
      )
    put(join(config.data, restoringName), `${from}\n`)
    const aside = there.length > 0 ? moveAside(config, there, clock()) : undefined
    const kept = await fill(config, from, manifest, aside, erased)
    for (const name of secrets)
      if (!existsSync(join(config.data, name))) await copyFile(join(from, name), join(config.data, name))
    const next = skipSequences(logFile(config), clock())
    await sync(logFile(config))
    for (const folder of new Set([config.data, dirname(logFile(config)), dirname(config.tombstones)]))
      await sync(folder)
    rmSync(join(config.data, restoringName))
    await sync(config.data)
    for (const line of report(manifest, { aside, next, ...kept })) print(line)
  } finally {
    unlock()
  }
}

/** Without the pepper the list of the erased names nobody, and all of them would come back. */
function checkPeppers(manifest: Manifest, config: Config, environment: Environment, secrets: readonly string[]): void {
  const here = pepperIds(config, environment)
  for (const [site, id] of Object.entries(manifest.peppers)) {
    const name = site ? `pepper.${site}` : 'pepper'
    if (here[site] === id || (here[site] === undefined && secrets.includes(name))) continue
    throw new BadConfig(
      `This backup belongs to the ${site ? `pepper of the site ${site}` : 'pepper'} with the key id ${id}${here[site] ? `, and the one here has ${here[site]}` : ', which is not here'}. Put it into ${join(config.data, name)} or set ${name.replace('.', '_').toUpperCase().replace(/^/, 'WEND_')}_FILE: without it nobody who was erased would be recognised. Nothing was changed.`,
    )
  }
}

/** What root writes for somebody else, they could not read. */
function refuseOthersFolder(data: string): void {
  const me = process.getuid?.()
  const owner = statSync(data, { throwIfNoEntry: false })?.uid
  if (me === undefined || owner === undefined || me === owner) return
  throw new BadConfig(
    `${data} belongs to another user (${owner}). Run this as that user, such as “runuser -u wend -- wend restore …”. Nothing was changed.`,
  )
}

const sidecars = ['', '-wal', '-shm', '-journal', '.index', '.index-journal', '.lock']

/** The files of a data folder that a restore would replace. The list of the erased is joined instead. */
function present(config: Config): string[] {
  const paths = parts.filter(({ name }) => name !== 'tombstones.jsonl').map(({ path }) => path(config))
  return paths.flatMap((path) => sidecars.map((end) => path + end)).filter((path) => existsSync(path))
}

/** Moves data out of the way, into a folder beside it: a data folder may be a mount, which has no neighbours. */
function moveAside(config: Config, paths: readonly string[], now: number): string {
  const stamp = `before-restore-${new Date(now).toISOString().replace(/[:.]/g, '-')}`
  for (const path of paths) {
    const folder = join(dirname(path), stamp)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    renameSync(path, join(folder, basename(path)))
  }
  return join(config.data, stamp)
}

interface Kept {
  /** Erasures that the backup did not know. */
  erasures: number
  /** Whether decisions that were made since the backup were kept. */
  decisions: boolean
}

/** Writes every file. What a first attempt that broke off has left was moved aside. */
async function fill(
  config: Config,
  from: string,
  manifest: Manifest,
  aside: string | undefined,
  erased: United,
): Promise<Kept> {
  const kept: Kept = { erasures: erased.more, decisions: false }
  for (const part of parts) {
    const target = part.path(config)
    mkdirSync(dirname(target), { recursive: true, mode: 0o700 })
    const source = join(from, part.name)
    if (part.name === 'tombstones.jsonl') {
      put(target, erased.text)
    } else if (part.name === 'consent.jsonl') {
      const old = aside && join(aside, part.name)
      if (existsSync(source))
        kept.decisions = await longerLedger(source, old && existsSync(old) ? old : undefined, target)
    } else {
      const names = manifest.files.map(({ name }) => name)
      for (const name of names.filter((name) => name === part.name || name.startsWith(`${part.name}/`)))
        await copyFile(join(from, name), target + name.slice(part.name.length))
    }
  }
  return kept
}

interface Done extends Kept {
  aside: string | undefined
  next: number
}

function report(manifest: Manifest, { aside, next, erasures, decisions }: Done): string[] {
  return [
    `Restored the backup of ${manifest.ended}: events up to sequence ${manifest.log.last}.`,
    `Events that were stored after it are gone from this log. New ones get sequences above ${next}, which were never given before, so every cursor stays good and consumers just go on. What a sender sends once more may come to them under a new sequence: they recognise it by its source and id.`,
    erasures > 0
      ? `${erasures} entries in the list of the erased are newer than the backup. The next start carries them out before it takes a request.`
      : `The list of the erased is the one of the backup. If somebody was erased after ${manifest.began}, erase them again, or restore with --tombstones <newest list>.`,
    decisions
      ? 'Decisions about consent that were made since the backup are kept.'
      : `Decisions about consent that were made after ${manifest.began} are gone.`,
    ...(aside
      ? [`What was here lies in ${aside}. Erasures do not reach it: delete it once you have what you need.`]
      : []),
    'Start the collector: wend serve',
  ]
}
