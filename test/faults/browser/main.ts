import { parseArgs } from 'node:util'
import { browsers } from '../../browsers/browsers.ts'
import { type Row, report } from '../report.ts'
import { runLane } from './lane.ts'
import { notFeasible, rowOf } from './rows.ts'
import { type Scenario, scenarios } from './scenarios.ts'
import type { Outcome } from './trial.ts'
import { versions } from './versions.ts'

/**
 * `npm run faults:browser`: what becomes of 200 events while tabs close, ways fail and processes die, in real browsers, with
 * a real collector. Runs of one browser go side by side, each in a browser of its own. `--only a1,b`, `--browsers chromium`,
 * `--runs 3`, `--serial` (one run at a time), `--json`, `--write` (into docs/reliability.md).
 */
// Leave no process and no mount behind: what cleans up listens for the exit.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    browsers: { type: 'string' },
    runs: { type: 'string', default: '3' },
    serial: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
})
const choose = <T extends { name: string }>(all: readonly T[], names: string | undefined): readonly T[] =>
  names === undefined ? all : names.split(',').map((name) => all.find((one) => one.name === name) ?? unknown(name, all))
function unknown(name: string, all: readonly { name: string }[]): never {
  throw new Error(`There is no “${name}”. Use ${all.map(({ name }) => name).join(', ')}.`)
}

const chosen = choose(scenarios, values.only)
const rows: Row[] = []
for (const kind of choose(browsers, values.browsers)) {
  const feasible = chosen.filter(({ not }) => !not?.[kind.name])
  const outcomes = new Map<Scenario, Outcome[]>(feasible.map((scenario) => [scenario, []]))
  const lane = (run: number) =>
    runLane(kind, feasible, (scenario, came) => {
      if (came instanceof Error) {
        process.exitCode = 1
        return console.error(`${kind.name} ${run}: ${scenario.name} broke:`, came)
      }
      outcomes.get(scenario)?.push(came)
      const { evidence, ...counts } = came
      console.error(`${kind.name} ${run}: ${scenario.name} ${JSON.stringify(counts)}`)
      for (const line of evidence) console.error(`    ${line}`)
    })
  const runs = Array.from({ length: Number(values.runs) }, (_, run) => run + 1)
  if (values.serial) for (const run of runs) await lane(run)
  else await Promise.all(runs.map(lane))
  for (const scenario of chosen) {
    const why = scenario.not?.[kind.name]
    rows.push(why ? notFeasible(scenario, kind.name, why) : rowOf(scenario, kind.name, outcomes.get(scenario) ?? []))
  }
}
report('faults:browser', rows, values, await versions())
