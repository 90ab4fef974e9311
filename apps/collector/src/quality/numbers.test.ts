import { describe, expect, it } from 'vitest'
import { type Numbers, sizeOf, take } from './numbers.ts'
import { seeded } from './testing.ts'

const missing = ({ holes }: Numbers) =>
  holes.flatMap((hole) => Array.from({ length: sizeOf(hole) }, (_, n) => hole.from + n))

describe('the numbers of a tab', () => {
  it('are known exactly after any order, with repeats and omissions', () => {
    const random = seeded(11)
    for (let round = 0; round < 60; round++) {
      const numbers: Numbers = { top: -1, holes: [] }
      const came = new Set<number>()
      for (let step = 0; step < 60; step++) {
        const number = Math.floor(random() * 50)
        const before = came.size && Math.max(...came)
        const { kind } = take(numbers, number, 1)
        expect(kind).toBe(came.has(number) ? 'known' : came.size && number < before ? 'filled' : 'ahead')
        came.add(number)
        const top = Math.max(...came)
        expect(numbers.top).toBe(top)
        expect(missing(numbers)).toEqual(Array.from({ length: top }, (_, n) => n).filter((n) => !came.has(n)))
      }
    }
  })

  it('keep the day on which each gap was seen', () => {
    const numbers: Numbers = { top: -1, holes: [] }
    take(numbers, 4, 1)
    take(numbers, 9, 2)
    take(numbers, 2, 3)
    expect(numbers.holes).toEqual([
      { from: 0, to: 1, day: 1 },
      { from: 3, to: 3, day: 1 },
      { from: 5, to: 8, day: 2 },
    ])
  })

  it('leave out at most ten thousand together', () => {
    const numbers: Numbers = { top: -1, holes: [] }
    take(numbers, 6_000, 1)
    take(numbers, 12_000, 1)
    take(numbers, 16_001, 1)
    expect(missing(numbers)).toHaveLength(10_000)
  })
})
