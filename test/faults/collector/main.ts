import { parseArgs } from 'node:util'
import { type Row, report } from '../report.ts'
import { rowOf, skipped } from './rows.ts'
import { scenarios } from './scenarios.ts'

/**
 * `npm run faults:collector`: what becomes of acknowledged events while the process, its disk, its clock, its files and the
 * way to it fail. `--only SIGKILL,torn`, `--kills 1000`, `--short`, `--json`, `--write` (into docs/reliability.md).
 */
// Leave no process and no mount behind: what cleans up listens for the exit.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    kills: { type: 'string', default: '25' },
    short: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})
const names = values.only?.split(',') ?? scenarios.map(({ name }) => name)
const rows: Row[] = []
for (const name of names) {
  const scenario = scenarios.find((one) => one.name === name)
  if (!scenario) throw new Error(`There is no “${name}”. Use ${scenarios.map(({ name }) => name).join(', ')}.`)
  const why = scenario.cannot?.()
  const start = performance.now()
  const row = why
    ? skipped(scenario, why)
    : rowOf(scenario, await scenario.run({ long: !values.short, kills: Number(values.kills) }))
  console.error(`${((performance.now() - start) / 1000).toFixed(1)} s ${JSON.stringify(row)}`)
  rows.push(row)
}
report('faults:collector', rows, values)
