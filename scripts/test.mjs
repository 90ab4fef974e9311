import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installBrowsers } from './browsers.mjs'
import { build } from './build.mjs'
import { install, node, root, run } from './install.mjs'

const bin = (name) => join(root, 'node_modules/.bin', name)
const reports = mkdtempSync(join(tmpdir(), 'wend-test-'))

/** One project of tests after the other: on two cores browsers and unit tests side by side would only slow each other. */
const tests = (project) =>
  run(bin('vitest'), [
    ...['run', '--project', project, '--reporter=dot', '--reporter=json'],
    ...[`--outputFile.json=${join(reports, project)}`, ...process.argv.slice(2)],
  ])

/** Everything that CI runs, in the order in which it fails soonest. */
const steps = [
  ['install dependencies', install],
  ['install browsers', installBrowsers],
  ['build', build],
  ['style and lint', () => run(bin('biome'), ['check', '--error-on-warnings'])],
  ['types', () => run(bin('tsc'), ['--project', root])],
  ['size', () => run(node, ['scripts/size.ts'])],
  ['unit tests', () => tests('unit')],
  ['faults', () => tests('faults')],
  ['tests in real browsers', () => tests('browsers')],
]

/** What all reports so far count, in one line. */
function counts() {
  const sum = { Passed: 0, Failed: 0, Pending: 0 }
  for (const name of readdirSync(reports)) {
    const report = JSON.parse(readFileSync(join(reports, name), 'utf8'))
    for (const key of Object.keys(sum)) sum[key] += report[`num${key}Tests`]
  }
  return `${sum.Passed} passed, ${sum.Failed} failed, ${sum.Pending} skipped`
}

// Our own Node comes first, for every tool that is started by name.
process.env.PATH = `${join(node, '..')}:${process.env.PATH}`
for (const [name, step] of steps) {
  try {
    step()
  } catch (error) {
    console.log(`\nStopped at “${name}”: ${error.message}\n${counts()}`)
    rmSync(reports, { recursive: true })
    process.exit(1)
  }
}
console.log(`\nEverything was checked: style, types, size, and the tests in Chromium, Firefox and WebKit.\n${counts()}`)
rmSync(reports, { recursive: true })
