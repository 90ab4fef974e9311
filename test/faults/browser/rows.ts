import type { BrowserName } from '../../browsers/browser.ts'
import type { Row } from '../report.ts'
import type { Scenario } from './scenarios.ts'
import { events, type Outcome } from './trial.ts'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** What the runs of one scenario in one browser came to. */
export function rowOf({ name, says }: Scenario, browser: BrowserName, outcomes: readonly Outcome[]): Row {
  const most = outcomes.flatMap(({ busiest }) => busiest ?? [])
  return {
    scenario: name,
    ...{ browser, runs: outcomes.length, events: events * outcomes.length },
    lost: sum(outcomes.map(({ lost }) => lost)),
    duplicated: sum(outcomes.map(({ duplicated }) => duplicated)),
    'next visit': sum(outcomes.map(({ later }) => later)),
    repeats: sum(outcomes.map(({ repeats }) => repeats)),
    seconds: outcomes.length ? Math.max(...outcomes.map(({ seconds }) => seconds)).toFixed(1) : '–',
    'in 5 s': most.length ? Math.max(...most) : '–',
    what: outcomes.length ? says : `broke, see standard error (${says})`,
  }
}

/** The row of a scenario that this browser cannot be put into. */
export const notFeasible = ({ name, says }: Scenario, browser: BrowserName, why: string): Row => ({
  scenario: name,
  ...{ browser, runs: 0, events: 0, lost: 0, duplicated: 0, 'next visit': 0, repeats: 0, seconds: '–', 'in 5 s': '–' },
  what: `not feasible: ${why} (${says})`,
})
