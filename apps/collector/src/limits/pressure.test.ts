import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createPressure } from './pressure.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A clock that runs as much ahead of each look as the timer is to seem late. */
const start = () => {
  let time = 0
  const pressure = createPressure({ most: 64, now: () => time })
  return {
    pressure,
    look: (times: number, lateness: number) => {
      for (let count = 0; count < times; count++) {
        pressure.busy()
        time += 10 + lateness
        vi.advanceTimersByTime(10)
      }
    },
  }
}

it('takes less at once while timers are late, but never nothing', () => {
  const { pressure, look } = start()
  expect(pressure.soft).toBe(32)
  look(5, 20)
  expect(pressure.soft).toBeLessThan(20)
  look(100, 50)
  expect(pressure.soft).toBe(4)
})

it('takes more again while they are not, up to everything', () => {
  const { pressure, look } = start()
  look(100, 50)
  look(40, 1)
  expect(pressure.soft).toBe(14)
  look(400, 1)
  expect(pressure.soft).toBe(64)
})

it('looks only while there is work', () => {
  const { look, pressure } = start()
  look(1, 0)
  expect(vi.getTimerCount()).toBe(1)
  pressure.stop()
  expect(vi.getTimerCount()).toBe(0)
})
