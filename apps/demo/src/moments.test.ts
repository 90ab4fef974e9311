import { expect, test } from 'vitest'
import { moments } from './moments.ts'

test.each([
  [moments.giftWrapChosen('red'), 'custom.gift_wrap_chosen', { colour: 'red' }],
  [moments.claimStarted, 'task.started', { task: 'claim' }],
  [moments.claimCompleted, 'task.completed', { task: 'claim' }],
])('%j', (moment, type, data) => {
  expect(moment).toEqual({ type, data })
})
