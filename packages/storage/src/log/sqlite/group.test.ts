import { describe, expect, test } from 'vitest'
import { createGroup } from './group.ts'

const turn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))

describe('createGroup', () => {
  test('hands what comes in one turn to one round, in order', async () => {
    const rounds: (readonly number[])[] = []
    const group = createGroup<number>((items) => rounds.push(items))
    for (const item of [1, 2, 3]) group.add(item)
    expect(rounds).toEqual([])
    await turn()
    group.add(4)
    await turn()
    expect(rounds).toEqual([[1, 2, 3], [4]])
  })

  test('runs at once when asked to, and not again', async () => {
    const rounds: (readonly number[])[] = []
    const group = createGroup<number>((items) => rounds.push(items))
    group.add(1)
    group.flush()
    group.flush()
    expect(rounds).toEqual([[1]])
    await turn()
    expect(rounds).toEqual([[1]])
  })

  test('takes what is added while a round runs into the next', async () => {
    const rounds: (readonly number[])[] = []
    const group = createGroup<number>((items) => {
      rounds.push(items)
      if (items.includes(1)) group.add(2)
    })
    group.add(1)
    await turn()
    expect(rounds).toEqual([[1], [2]])
  })

  test('does not wait for the end of the turn with a round of as many as may be', async () => {
    const rounds: (readonly number[])[] = []
    const group = createGroup<number>((items) => rounds.push(items), 2)
    for (const item of [1, 2, 3]) group.add(item)
    expect(rounds).toEqual([[1, 2]])
    await turn()
    expect(rounds).toEqual([[1, 2], [3]])
  })
})
