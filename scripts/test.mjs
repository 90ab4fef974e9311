import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { install, node, root, run } from './install.mjs'
import { installPrograms } from './programs.mjs'

/** `npm run test:privacy` runs one project alone; anything else filters the files. */
const [project, ...filters] = process.argv[2] === 'privacy' ? process.argv.slice(2) : ['', ...process.argv.slice(2)]

const bin = (name) => join(root, 'node_modules/.bin', name)
const reports = mkdtempSync(join(tmpdir(), 'wend-test-'))

/** One project of tests after the other, and two files at once where a project allows it: machines have two cores at least. */
const tests = (project) =>
  run(bin('vitest'), [
    ...['run', '--project', project, '--reporter=dot', '--reporter=json', '--maxWorkers=2'],
    ...[`--outputFile.json=${join(reports, project)}`, ...filters],
  ])

/** Everything that CI runs, in the order in which it fails soonest. */
const steps = [
  ['install dependencies', install],
  ['install browsers and proxies', installPrograms],
  ['build', build],
  ['style and lint', () => run(bin('biome'), ['check', '--error-on-warnings'])],
  ['types', () => run(bin('tsc'), ['--project', root])],
  ['size', () => run(node, ['scripts/size.ts'])],
  ['unit tests', () => tests('unit')],
  ['faults', () => tests('faults')],
  ['privacy', () => tests('privacy')],
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
const wanted = (name) =>
  !project || [project, 'install dependencies', 'install browsers and proxies', 'build'].includes(name)
for (const [name, step] of steps.filter(([name]) => wanted(name))) {
  try {
    step()
  } catch (error) {
    console.log(`\nStopped at “${name}”: ${error.message}\n${counts()}`)
    rmSync(reports, { recursive: true })
    process.exit(1)
  }
}
const everything = 'Everything was checked: style, types, size, and the tests in Chromium, Firefox and WebKit.'
console.log(
  `\n${project ? `What is in test/${project} was checked, in Chromium, Firefox and WebKit.` : everything}\n${counts()}`,
)
rmSync(reports, { recursive: true })
