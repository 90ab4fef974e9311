import { describe, expect, test } from 'vitest'
import { createQueue } from './group.ts'

/** A queue whose rounds wait until the test lets each go. */
function controlled() {
  const rounds: { items: number[]; finish: PromiseWithResolvers<number[]> }[] = []
  const queue = createQueue<number, number>((items) => {
    const finish = Promise.withResolvers<number[]>()
    rounds.push({ items, finish })
    return finish.promise
  })
  return { queue, rounds }
}
const turn = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))
const doubled = (items: number[]) => items.map((item) => item * 2)

describe('createQueue', () => {
  test('hands items that come together to one round, in order, and gives each its own result', async () => {
    const rounds: number[][] = []
    const queue = createQueue<number, number>(async (items) => {
      rounds.push(items)
      return doubled(items)
    })
    expect(await Promise.all([1, 2, 3].map(queue.add))).toEqual([2, 4, 6])
    expect(rounds).toEqual([[1, 2, 3]])
  })

  test('gathers what comes while a round is under way for the next', async () => {
    const { queue, rounds } = controlled()
    const first = queue.add(1)
    await turn()
    const others = [queue.add(2), queue.add(3)]
    await turn()
    expect(rounds.map(({ items }) => items)).toEqual([[1]])
    rounds[0]?.finish.resolve([10])
    expect(await first).toBe(10)
    expect(rounds.map(({ items }) => items)).toEqual([[1], [2, 3]])
    rounds[1]?.finish.resolve([20, 30])
    expect(await Promise.all(others)).toEqual([20, 30])
  })

  test('fails each item of a round that fails, and goes on with the next', async () => {
    const { queue, rounds } = controlled()
    const failing = Promise.allSettled([queue.add(1), queue.add(2)])
    await turn()
    const after = queue.add(3)
    rounds[0]?.finish.reject(new Error('no room'))
    expect((await failing).map((result) => result.status === 'rejected' && result.reason.message)).toEqual([
      'no room',
      'no room',
    ])
    rounds[1]?.finish.resolve([30])
    expect(await after).toBe(30)
  })

  test('survives a round that throws at once', async () => {
    let broken = true
    const queue = createQueue<number, number>((items) => {
      if (broken) throw new Error('broken')
      return Promise.resolve(doubled(items))
    })
    await expect(queue.add(1)).rejects.toThrow('broken')
    broken = false
    expect(await queue.add(1)).toBe(2)
  })

  test('is idle at once when nothing was added', async () => {
    await controlled().queue.idle()
  })

  test('is idle only after the last round, with those that came meanwhile', async () => {
    const { queue, rounds } = controlled()
    const done: string[] = []
    const adding = [queue.add(1).then(() => done.push('first'))]
    const idle = queue.idle().then(() => done.push('idle'))
    await turn()
    adding.push(queue.add(2).then(() => done.push('second')))
    rounds[0]?.finish.resolve([1])
    await turn()
    rounds[1]?.finish.resolve([2])
    await Promise.all([...adding, idle])
    expect(done).toEqual(['first', 'second', 'idle'])
  })
})
