import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installBrowsers } from './browsers.mjs'
import { build } from './build.mjs'
import { install, node, root, run } from './install.mjs'

const bin = (name) => join(root, 'node_modules/.bin', name)
const report = join(tmpdir(), `wend-test-${process.pid}.json`)

/** Everything that CI runs, in the order in which it fails soonest. */
const steps = [
  ['install dependencies', install],
  ['install browsers', installBrowsers],
  ['build', build],
  ['style and lint', () => run(bin('biome'), ['check', '--error-on-warnings'])],
  ['types', () => run(bin('tsc'), ['--project', root])],
  ['size', () => run(node, ['scripts/size.ts'])],
  [
    'tests',
    () =>
      run(bin('vitest'), [
        'run',
        '--reporter=dot',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...process.argv.slice(2),
      ]),
  ],
]

const counts = () => {
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'))
    return `${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`
  } catch {
    return undefined
  }
}

// Our own Node comes first, for every tool that is started by name.
process.env.PATH = `${join(node, '..')}:${process.env.PATH}`
for (const [name, step] of steps) {
  try {
    step()
  } catch (error) {
    console.log(`\nStopped at “${name}”: ${error.message}`)
    if (counts()) console.log(counts())
    rmSync(report, { force: true })
    process.exit(1)
  }
}
console.log(`\nEverything was checked: style, types, size, and the tests in Chromium, Firefox and WebKit.\n${counts()}`)
rmSync(report, { force: true })
