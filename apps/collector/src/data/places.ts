import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { ledgerPath } from '../commands/consent.ts'
import type { Loaded } from '../config/load.ts'
import { lockName } from './lock.ts'
import { restoringName, versionName } from './version.ts'

export type Where = Pick<Loaded, 'data' | 'log' | 'tombstones'>

/** The file of the log, where its driver keeps one. */
export function logFile({ log }: Pick<Loaded, 'log'>): string {
  const { protocol, pathname } = new URL(log)
  if (protocol !== 'sqlite:') throw new Error(`The log ${protocol} is no file.`)
  return resolve(decodeURIComponent(pathname))
}

/** The folders that the collector writes to. */
export const foldersOf = (config: Where): string[] => [
  ...new Set([config.data, dirname(logFile(config)), dirname(config.tombstones)]),
]

/** One thing that is kept, as it is called in a backup, and how it is copied while it is written to. */
export interface Part {
  name: string
  how: 'log' | 'lines' | 'file' | 'folder'
  path(where: Where): string
}

const inData = (name: string, how: Part['how']): Part => ({ name, how, path: ({ data }) => join(data, name) })

/**
 * All that a backup holds, in the order in which it is copied. The logs are first: the consent that an event rests on and
 * the erasures that a log counts are written before, so what is copied later has them. Whoever keeps a file in
 * the data folder adds a line.
 */
export const parts: readonly Part[] = [
  { name: 'log.db', how: 'log', path: logFile },
  inData('failed.db', 'log'),
  { name: 'consent.jsonl', how: 'lines', path: ({ data }) => ledgerPath(data) },
  { name: 'tombstones.jsonl', how: 'lines', path: ({ tombstones }) => tombstones },
  inData('quality.json', 'file'),
  inData('policies', 'folder'),
  inData('pepper_retired', 'file'),
  inData(versionName, 'file'),
]

/** Keys and tokens of the data folder. What `pepper_retired` holds are names of keys, no keys. */
export const isSecret = (name: string): boolean => /^(pepper|token|signing)(\.|$)/.test(name)

/** What is made anew from the rest, belongs to whoever runs, or to the file system. */
const derived = (name: string): boolean =>
  name === lockName ||
  name === restoringName ||
  /\.(lock|index|new|aside)(-|$)|-(wal|shm|journal)$|^(\.|lost\+found$|before-restore-)/.test(name)

/** What lies in a data folder by names that nobody here knows. */
export function strangers(data: string): string[] {
  const known = new Set(parts.map(({ name }) => name))
  if (!existsSync(data)) return []
  return readdirSync(data).filter((name) => !known.has(name) && !isSecret(name) && !derived(name))
}
