import { describe, it } from 'vitest'
import { rowOf } from './collector/rows.ts'
import { scenarios } from './collector/scenarios.ts'

/** The short form of `npm run faults:collector`. Side by side, because most of it is waiting for a process to start. */
describe('the collector loses nothing it acknowledged, stores nothing twice and accounts for everything', () => {
  for (const scenario of scenarios)
    it.concurrent(`${scenario.name}: ${scenario.says}`, { timeout: 600_000 }, async ({ expect, skip }) => {
      const why = scenario.cannot?.()
      if (why) return skip(why)
      const row = rowOf(scenario, await scenario.run({ long: false, kills: 25 }))
      const { lost, duplicated, accounting, consent, 'false 2xx': falseAnswers, events, what } = row
      const good = { lost: 0, duplicated: 0, falseAnswers: 0, accounting: 'exact', consent: 'whole' }
      expect({ lost, duplicated, falseAnswers, accounting, consent }, String(what)).toEqual(good)
      expect(events).toBeGreaterThan(200)
    })
})
