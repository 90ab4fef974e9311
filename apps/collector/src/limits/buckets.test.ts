import { expect, it } from 'vitest'
import { createBuckets } from './buckets.ts'

const clock = () => {
  let time = 0
  return {
    now: () => time,
    pass: (milliseconds: number) => {
      time += milliseconds
    },
  }
}

it('gives the burst at once, then as much as flows in', () => {
  const { now, pass } = clock()
  const buckets = createBuckets({ perSecond: 10, burst: 5 }, { now })
  expect(Array.from({ length: 6 }, () => buckets.take('a'))).toEqual([0, 0, 0, 0, 0, 0.1])
  pass(100)
  expect([buckets.take('a'), buckets.take('a')]).toEqual([0, 0.1])
  pass(60_000)
  expect(Array.from({ length: 6 }, () => buckets.take('a')).filter((wait) => wait === 0)).toHaveLength(5)
})

it('takes nothing where it refuses, and refuses one key only', () => {
  const { now, pass } = clock()
  const buckets = createBuckets({ perSecond: 1, burst: 2 }, { now })
  buckets.take('a', 2)
  for (let time = 0; time < 1000; time++) buckets.take('a')
  expect([buckets.lacks('a'), buckets.take('b')]).toEqual([1, 0])
  pass(1000)
  expect(buckets.take('a')).toBe(0)
})

it('says when there will be enough for more than one, and never more than a full bucket', () => {
  const buckets = createBuckets({ perSecond: 10, burst: 20 }, clock())
  expect(buckets.take('a', 20)).toBe(0)
  expect([buckets.lacks('a', 5), buckets.take('a', 5), buckets.lacks('a', 1000)]).toEqual([0.5, 0.5, 2])
})

it('is not put out by a clock that goes back', () => {
  const { now, pass } = clock()
  const buckets = createBuckets({ perSecond: 1, burst: 1 }, { now })
  buckets.take('a')
  pass(-5000)
  expect(buckets.take('a')).toBe(1)
})

it('remembers as many keys as it may, those that were used last', () => {
  const buckets = createBuckets({ perSecond: 1, burst: 1 }, { ...clock(), most: 1000 })
  for (let key = 0; key < 10_000; key++) {
    buckets.take('always')
    buckets.take(String(key))
  }
  expect(buckets.size).toBe(1000)
  expect([buckets.take('always'), buckets.take('9999'), buckets.take('0')]).toEqual([1, 1, 0])
})
