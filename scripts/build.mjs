import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { digestOf, install, node, onChange, root, run } from './install.mjs'

/** What is built for browsers: in which folder, from which sources besides its own, by which command. */
const parts = [
  {
    folder: 'packages/tracker',
    from: ['packages/privacy/src', 'packages/protocol/src'],
    command: ['rollup', '--config', '--silent'],
  },
  {
    folder: 'packages/tracker',
    stamp: 'types',
    from: [],
    command: ['../../node_modules/.bin/tsc', '--project', 'tsconfig.build.json'],
  },
  { folder: 'apps/console', from: ['packages/protocol/src'], command: ['vite', 'build', '--logLevel', 'warn'] },
  { folder: 'apps/demo', from: [], command: ['vite', 'build', '--logLevel', 'warn'] },
]

const files = (folder) =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist'].includes(entry.name)) return []
    const path = join(folder, entry.name)
    return entry.isDirectory() ? files(path) : [path]
  })

/** Builds what has changed since it was last built. */
export function build() {
  for (const { folder, from, command, stamp = 'built' } of parts) {
    const sources = [folder, ...from]
      .flatMap((name) => files(join(root, name)))
      .filter((path) => !/\.test\.\w+$/.test(path))
    const digest = digestOf(sources.flatMap((path) => [path.slice(root.length), readFileSync(path)]))
    const output = statSync(join(root, folder, 'dist'), { throwIfNoEntry: false }) ? digest : `${digest} missing`
    const [program = '', ...args] = command
    const path = program.startsWith('..')
      ? join(root, folder, program)
      : join(root, folder, 'node_modules/.bin', program)
    onChange(`${folder}/dist/.${stamp}`, output, () => {
      console.error(`Building ${folder} …`)
      // Our own Node comes first, so that every tool runs on it.
      run(path, args, {
        cwd: join(root, folder),
        env: { ...process.env, NODE_NO_WARNINGS: '1', PATH: `${join(node, '..')}:${process.env.PATH}` },
      })
    })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  install()
  build()
  console.log('Everything for browsers is built.')
}
