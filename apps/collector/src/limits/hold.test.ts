import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createHold } from './hold.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

it('keeps each one waiting for a second', async () => {
  const hold = createHold()
  const gone: string[] = []
  void hold.wait()?.then(() => gone.push('first'))
  await vi.advanceTimersByTimeAsync(500)
  void hold.wait()?.then(() => gone.push('second'))
  await vi.advanceTimersByTimeAsync(450)
  expect(gone).toEqual([])
  await vi.advanceTimersByTimeAsync(100)
  expect(gone).toEqual(['first'])
  await vi.advanceTimersByTimeAsync(500)
  expect(gone).toEqual(['first', 'second'])
  expect(vi.getTimerCount()).toBe(0)
})

it('keeps no more than there is room for, and lets everybody go at the end', async () => {
  const hold = createHold()
  let gone = 0
  for (let count = 0; count < 1024; count++) void hold.wait()?.then(() => gone++)
  expect(hold.wait()).toBeUndefined()
  hold.stop()
  await vi.advanceTimersByTimeAsync(0)
  expect(gone).toBe(1024)
  expect(hold.wait()).toBeUndefined()
  expect(vi.getTimerCount()).toBe(0)
})
