// Runs on whatever Node is there (20 or newer), before anything is installed: Node's own modules only.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))
/** The Node that the repository brings itself. */
export const node = join(root, 'node_modules/.bin/node')

/** Runs a command to its end with its output on standard error. Throws a sentence when it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], ...options })
  if (error || status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ` (${status})`}.`)
}

/** Gives what `make` gives, but runs it only when a digest of the inputs differs from the last time. Works offline then. */
export function onChange(stamp, digest, make) {
  const path = join(root, stamp)
  if (existsSync(path) && readFileSync(path, 'utf8') === digest) return
  make()
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, digest)
}

export const digestOf = (parts) =>
  parts.reduce((hash, part) => hash.update(part).update('\0'), createHash('sha256')).digest('hex')

/** Installs what the lock file names, with the pnpm that package.json names. Does nothing when that has been done. */
export function install() {
  const { config } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const pnpm = `pnpm@${config.pnpm}`
  const digest = digestOf([readFileSync(join(root, 'pnpm-lock.yaml')), pnpm])
  onChange('node_modules/.installed', digest, () => {
    console.error('Installing dependencies …')
    run('npx', ['--yes', '--loglevel=error', pnpm, 'install', '--frozen-lockfile'])
  })
}
