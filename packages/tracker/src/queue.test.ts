import { limits } from '@wend/protocol/limits'
import { describe, expect, test } from 'vitest'
import { anonymously, type Item, known, memoryQueue } from './queue.ts'

const item = (number: number, bytes = 100, purpose = 'analytics'): Item => ({
  json: String(number),
  bytes,
  kind: known,
  purpose,
  epoch: undefined,
})
const items = (count: number, bytes?: number) => Array.from({ length: count }, (_, index) => item(index, bytes))
const numbers = (taken: readonly Item[]) => taken.map(({ json }) => Number(json))

describe('the queue in memory', () => {
  test('gives events in the order in which they came', () => {
    const queue = memoryQueue()
    queue.add([item(1)])
    queue.add([item(2), item(3)])
    expect(numbers(queue.take(1e6))).toEqual([1, 2, 3])
    expect(queue.size()).toBe(0)
    expect(queue.take(1e6)).toEqual([])
  })

  test('takes back at the front', () => {
    const queue = memoryQueue()
    queue.add(items(4))
    const taken = queue.take(202)
    expect(numbers(taken)).toEqual([0, 1])
    queue.add(taken, true)
    expect(numbers(queue.take(1e6))).toEqual([0, 1, 2, 3])
  })

  test.each([
    ['what fits with its comma', 303, 3],
    ['no byte more', 302, 2],
    ['nothing where one is too much', 100, 0],
    ['nothing where there is no room', 0, 0],
    ['nothing where there is less than none', -5000, 0],
  ])('gives %s', (_, bytes, count) => {
    const queue = memoryQueue()
    queue.add(items(5))
    expect(queue.take(bytes)).toHaveLength(count)
    expect(queue.size()).toBe(5 - count)
  })

  test('gives no more than a batch, and holds no more than its cap, of which the oldest make room', () => {
    const queue = memoryQueue()
    expect(queue.add(items(limits.heldEvents))).toBe(0)
    expect(queue.add([item(1000), item(1001)])).toBe(2)
    expect(queue.size()).toBe(limits.heldEvents)
    const taken = queue.take(1e9)
    expect(taken.length).toBeLessThanOrEqual(limits.batchEvents)
    expect(numbers(taken).slice(0, 1)).toEqual([2])
    expect(numbers(taken).slice(-2)).toEqual([1000, 1001])
  })

  test('never gives two kinds at once, and keeps their order', () => {
    const queue = memoryQueue()
    const anonymous = (number: number): Item => ({ ...item(number), kind: anonymously })
    queue.add([item(1), item(2), anonymous(3), item(4)])
    expect([1, 2, 3].map(() => numbers(queue.take(1e6)))).toEqual([[1, 2], [3], [4]])
  })

  test('forgets what is not allowed', () => {
    const queue = memoryQueue()
    queue.add([item(1), item(2, 100, 'marketing'), item(3)])
    queue.keep(({ purpose }) => purpose === 'analytics')
    expect(numbers(queue.take(1e6))).toEqual([1, 3])
  })
})
