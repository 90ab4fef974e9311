import { describe, it } from 'vitest'
import type { BrowserName } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { runLane } from './browser/lane.ts'
import { scenarios } from './browser/scenarios.ts'
import type { Outcome } from './browser/trial.ts'

/** The short form of `npm run faults:browser`: which scenarios run in which browser, one after the other. */
const lanes: readonly [BrowserName, ...string[]][] = [
  ['chromium', 'a1', 'a2', 'a3', 'b', 'd'],
  ['chromium', 'e', 'f', 'g'],
  ['firefox', 'a1', 'a3', 'd'],
  ['webkit', 'a1', 'a3', 'd'],
]

describe('200 events of a page arrive, each once', () => {
  for (const [name, ...chosen] of lanes)
    it.concurrent(`in ${name}: ${chosen.join(', ')}`, { timeout: 400_000 }, async ({ expect }) => {
      const kind = browsers.find((one) => one.name === name)
      const outcomes = new Map<string, Outcome>()
      const run = scenarios.filter((scenario) => chosen.includes(scenario.name))
      if (kind)
        await runLane(kind, run, (scenario, came) => {
          if (came instanceof Error) throw came
          outcomes.set(scenario.name, came)
        })
      // A busy Firefox may close a tab without telling its page: what it had waits on the device for the next visit.
      const patient = name === 'firefox'
      const counts = [...outcomes].map(([scenario, { lost, later, duplicated }]) => ({
        scenario,
        lost: patient ? lost - later : lost,
        duplicated,
      }))
      const evidence = [...outcomes].flatMap(([scenario, outcome]) =>
        outcome.evidence.map((line) => `${scenario}: ${line}`),
      )
      expect(counts, evidence.join('\n')).toEqual(chosen.map((scenario) => ({ scenario, lost: 0, duplicated: 0 })))
    })
})
