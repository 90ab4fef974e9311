import { expect, test } from 'vitest'
import { newOrderNumber } from './order.ts'

test.each([0, 0.5, 0.123456789, 0.999999])('a random %d makes a number of six signs', (random) => {
  expect(newOrderNumber(() => random)).toMatch(/^SM-[0-9A-Z]{6}$/)
})
