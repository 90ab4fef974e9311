import type { Row } from '../report.ts'
import type { Result } from './field.ts'
import type { Scenario } from './scenarios.ts'

export function rowOf({ name, says }: Scenario, { acknowledged, faults, seen, checked }: Result): Row {
  const { lost, duplicated, falseAnswers, accounting, consent } = checked
  return {
    scenario: name,
    ...{ events: acknowledged, faults, lost, duplicated },
    'false 2xx': falseAnswers,
    ...{ accounting, consent },
    what: seen ? `${says}: ${seen}` : says,
  }
}

/** The row of a scenario that this machine cannot play. */
export const skipped = ({ name, says }: Scenario, why: string): Row => ({
  scenario: name,
  ...{ events: 0, faults: 0, lost: 0, duplicated: 0, 'false 2xx': 0, accounting: '–', consent: '–' },
  what: `not run: ${why} (${says})`,
})
