// Puts what a collector needs to run into one folder, and nothing else: no tests, no build tools, no package manager.
//   node deploy/pack.mjs <folder> [--without-node]
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from '../scripts/build.mjs'
import { install, node, root } from '../scripts/install.mjs'

/** Our own packages. Node takes types out of files only outside of node_modules, so they stay where they are. */
const ours = {
  'apps/collector': ['src'],
  'apps/console': ['dist'],
  'packages/privacy': ['src'],
  'packages/protocol': ['src'],
  'packages/storage': ['src'],
  'packages/tracker': ['dist'],
}
const forTests = /\.test\.ts$|\/(contract|testing|until-killed)\.ts$|\/testing\/|\.d\.ts$|\/dist\/\.[a-z]+$/
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** Where Node finds a package that another one asks for. */
function find(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name)
    if (existsSync(path)) return realpathSync(path)
    if (folder === dirname(folder)) throw new Error(`${name} is not installed. Run npm start once, or npm run build.`)
  }
}

/** Every package from npm that ours need to run, by name. Two versions of one would not fit into a flat folder. */
function dependencies() {
  const found = new Map()
  const visit = (folder) => {
    for (const name of Object.keys(readJson(join(folder, 'package.json')).dependencies ?? {})) {
      if (name.startsWith('@wend/')) continue
      const path = find(name, folder)
      if (found.has(name) && found.get(name) !== path) throw new Error(`Two versions of ${name} are needed.`)
      if (found.has(name)) continue
      found.set(name, path)
      visit(path)
    }
  }
  // The browser's parts are built: what the tracker and the console import is in them already.
  for (const folder of Object.keys(ours).filter((folder) => ours[folder].includes('src'))) visit(join(root, folder))
  return found
}

/** Packs into a new folder. Nothing in it is to be written to when it runs. */
export function pack(to, { withNode = true } = {}) {
  if (existsSync(to) && readdirSync(to).length > 0) throw new Error(`${to} is not empty. Name a new folder.`)
  for (const [folder, parts] of Object.entries(ours)) {
    const { name } = readJson(join(root, folder, 'package.json'))
    for (const part of ['package.json', ...parts])
      cpSync(join(root, folder, part), join(to, folder, part), {
        recursive: true,
        filter: (path) => !forTests.test(path),
      })
    const link = join(to, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(relative(dirname(link), join(to, folder)), link)
  }
  for (const [name, path] of dependencies())
    cpSync(path, join(to, 'node_modules', name), {
      recursive: true,
      filter: (from) => !from.slice(path.length).startsWith('/node_modules'),
    })
  for (const file of ['LICENSE', 'package.json']) cpSync(join(root, file), join(to, file))
  mkdirSync(join(to, 'bin'))
  if (withNode) cpSync(realpathSync(node), join(to, 'bin/node'))
  writeFileSync(
    join(to, 'bin/wend'),
    '#!/bin/sh\nhere=$(dirname "$(readlink -f "$0")")\nPATH="$here:$PATH" exec node --max-semi-space-size=4 "$here/../apps/collector/src/main.ts" "$@"\n',
  )
  chmodSync(join(to, 'bin/wend'), 0o755)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [to, ...flags] = process.argv.slice(2)
  if (!to) {
    console.error('Name the folder to make: node deploy/pack.mjs /opt/wend')
    process.exit(1)
  }
  install()
  build()
  pack(resolve(to), { withNode: !flags.includes('--without-node') })
  console.log(`${to} holds a collector. Start it with ${to}/bin/wend serve --config <file>`)
}
