import { expect, it } from 'vitest'
import { check } from './properties.ts'
import { hostile } from './run.ts'

it('1,900 bad requests of every kind change nothing: no 5xx, no hang, no growth, a good batch straight after', {
  timeout: 180_000,
}, async () => {
  const { distinct, sent, failures, hangs, growth, badLogLines, goodAfter, outcomes, wrong } = await hostile({
    seed: 4,
    mutations: 300,
    minutes: 0,
    most: 1900,
  })
  expect([failures, hangs, wrong]).toEqual([0, 0, []])
  expect([distinct, sent >= distinct, goodAfter, badLogLines]).toEqual([1900, true, true, 0])
  expect(growth).toBeLessThan(64)
  expect(Object.keys(outcomes).length).toBeGreaterThan(15)
})

it('what has to hold of any input holds', { timeout: 120_000 }, async () => {
  const checked = await check({ seed: 4, runs: 250 })
  expect(checked.filter(({ failed }) => failed)).toEqual([])
  expect(checked.every(({ runs }) => runs === 250)).toBe(true)
})
