import { expect, it } from 'vitest'
import { drive } from '../bench/interactions/drive.ts'
import { differencesOf, judge } from '../bench/interactions/judge.ts'
import { visits } from '../bench/interactions/visits.ts'
import { browsers } from '../browsers/browsers.ts'

/** Some of those that `npm run interactions` drives. */
const some = [
  'a button that is busy after the first click and does no more',
  'a dead button after a field was filled in',
  'a click that fails',
  'to the wrong page and back, by links that load',
  'a stepper in a component',
  'a carousel that turns its pictures round',
  'something pasted',
  'a form that the browser fills in',
  'a branch not taken',
]

it('tells of visits what somebody would say who watched them', async () => {
  const [chromium] = browsers
  const chosen = visits.filter(({ name }) => some.includes(name))
  expect(chosen).toHaveLength(some.length)
  const { told, undriven } = await drive(chromium as (typeof browsers)[0], chosen, 3)
  expect([...undriven.values()]).toEqual([])
  expect(chosen.flatMap((visit) => differencesOf(judge(visit, told.get(visit) ?? [])))).toEqual([])
})
