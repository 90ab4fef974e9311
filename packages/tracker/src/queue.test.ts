import { limits } from '@wend/protocol/limits'
import { beforeEach, describe, expect, it } from 'vitest'
import { anonymously, createQueue, type Item, known, type Queue, withdrawal } from './queue.ts'
import { device, nowhere, quiet } from './testing.ts'

let time = 0
beforeEach(() => {
  time = Date.now()
})
const item = (number: number, bytes = 100, more: Partial<Item> = {}): Item => ({
  json: String(number),
  bytes,
  kind: known,
  tab: 'a'.repeat(16),
  at: time,
  purpose: 'analytics',
  epoch: undefined,
  ...more,
})
const numbers = (taken: readonly Item[]) => taken.map(({ json }) => Number(json))
const create = (store = nowhere, tab = 'a'.repeat(16), recognised = () => true) =>
  createQueue({ owner: tab, store, recognised, stay() {}, may: () => true })
const fill = (queue: Queue, items: readonly Item[]) => {
  for (const one of items) queue.add(one)
  return queue
}
const filled = (count: number, bytes?: number) =>
  fill(
    create(),
    Array.from({ length: count }, (_, index) => item(index, bytes)),
  )
const none = {}

describe('the queue', () => {
  it('gives events in the order in which they came, and each once', () => {
    const queue = fill(create(), [item(1), item(2), item(3)])
    expect(numbers(queue.take(1e6))).toEqual([1, 2, 3])
    expect(queue.take(1e6)).toEqual([])
  })

  it('gives them again, in their order, where there was no verdict', () => {
    const queue = filled(4)
    const taken = queue.take(202)
    expect(numbers(taken)).toEqual([0, 1])
    queue.back(taken)
    expect(numbers(queue.take(1e6))).toEqual([0, 1, 2, 3])
  })

  it.each([
    ['what fits with its comma', 303, 3],
    ['no byte more', 302, 2],
    ['nothing where one is too much', 100, 0],
    ['nothing where there is no room', 0, 0],
    ['nothing where there is less than none', -5000, 0],
  ])('gives %s', (_, bytes, count) => {
    const queue = filled(5)
    expect(queue.take(bytes)).toHaveLength(count)
    expect(queue.take(1e6)).toHaveLength(5 - count)
  })

  it('never gives two kinds or two tabs at once, and keeps their order', () => {
    const queue = fill(create(), [
      item(1),
      item(2),
      item(3, 100, { kind: anonymously }),
      item(4),
      item(5, 100, { tab: 'b' }),
    ])
    expect([1, 2, 3, 4].map(() => numbers(queue.take(1e6)))).toEqual([[1, 2], [3], [4], [5]])
  })

  it('lets nothing overtake a withdrawal, also while that is on its way', () => {
    const queue = fill(create(), [item(1), item(2), item(0, 100, { kind: withdrawal })])
    const first = queue.take(1e6)
    expect(numbers(first)).toEqual([0])
    expect(queue.take(1e6)).toEqual([])
    queue.done(first)
    expect(numbers(queue.take(1e6))).toEqual([1, 2])
  })

  it('forgets what is not allowed', () => {
    const queue = fill(create(), [item(1), item(2, 100, { purpose: 'marketing' }), item(3)])
    queue.keep(({ purpose }) => purpose === 'analytics')
    expect(numbers(queue.take(1e6))).toEqual([1, 3])
  })

  it('leaves out of an end what an end before it has handed over', () => {
    const queue = filled(2)
    queue.back(queue.take(1e6, true), true)
    queue.add(item(2))
    expect(numbers(queue.take(1e6, true))).toEqual([2])
    expect(numbers(queue.take(1e6))).toEqual([0, 1])
  })
})

describe('a bound', () => {
  it.each([
    ['of events', limits.heldEvents + 3, 100, 3],
    ['of bytes', 300, 1024, 300 - 256],
  ])('%s makes the oldest go, and counts them', (_, count, bytes, gone) => {
    const queue = filled(count, bytes)
    const taken = queue.take(1e9)
    expect(numbers(taken)[0]).toBe(gone)
    expect(taken).toHaveLength(count - gone)
    expect(taken.lost).toEqual({ full: gone })
  })

  it('of age too', () => {
    const queue = fill(create(), [item(1, 100, { at: time - limits.queueAge - 1 }), item(2)])
    const taken = queue.take(1e6)
    expect(numbers(taken)).toEqual([2])
    expect(taken.lost).toEqual({ old: 1 })
  })

  it('does not let go what is on its way, nor a withdrawal', () => {
    const queue = fill(create(), [item(-1, 100, { kind: withdrawal })])
    queue.add(item(0))
    const gone = queue.take(1e6)
    for (let number = 1; number <= limits.heldEvents + 5; number++) queue.add(item(number))
    queue.back(gone)
    expect(numbers(queue.take(1e6))).toEqual([-1])
  })

  it('is told with each count until there is a verdict', () => {
    const queue = filled(3)
    queue.lose('large')
    const first = queue.take(202)
    queue.lose('large')
    expect(first.lost).toEqual({ large: 1 })
    queue.back(first)
    const again = queue.take(1e6)
    expect(again.lost).toEqual({ large: 2 })
    queue.done(again)
    queue.add(item(9))
    expect(queue.take(1e6).lost).toBeUndefined()
  })
})

describe('on the device', () => {
  it('there is what has no verdict, in one write for a burst', async () => {
    const here = device()
    const queue = fill(create(here.store()), [item(1), item(2), item(3)])
    await queue.save()
    expect(numbers(here.items())).toEqual([1, 2, 3])
    const taken = queue.take(202)
    await queue.save()
    expect(numbers(here.items())).toEqual([1, 2, 3])
    queue.done(taken)
    await queue.save()
    expect(numbers(here.items())).toEqual([3])
    expect(here.writes()).toBe(2)
  })

  it('there is nothing of somebody who is not recognised, nor anything anonymous', async () => {
    const here = device()
    const stranger = fill(
      create(here.store(), 'b'.repeat(16), () => false),
      [item(1)],
    )
    await stranger.save()
    await quiet()
    expect([here.exists(), here.writes()]).toEqual([false, 0])
    const queue = fill(create(here.store()), [item(1), item(2, 100, { kind: anonymously })])
    await queue.save()
    expect(numbers(here.items())).toEqual([1])
  })

  it('there is nothing once they are no longer recognised, but a withdrawal until it is answered', async () => {
    const here = device()
    let recognised = true
    const queue = fill(
      create(here.store(), 'a'.repeat(16), () => recognised),
      [item(1), item(2)],
    )
    await queue.save()
    recognised = false
    queue.keep(() => false)
    queue.add(item(0, 100, { kind: withdrawal }))
    await queue.save()
    expect(numbers(here.items())).toEqual([0])
    queue.done(queue.take(1e6))
    await queue.save()
    expect(here.exists()).toBe(false)
    queue.add(item(3, 100, { kind: anonymously }))
    await queue.save()
    expect(here.exists()).toBe(false)
  })

  it('two tabs keep their own', async () => {
    const here = device()
    const tabs = ['a', 'b'].map((name) => create(here.store(), name.repeat(16)))
    for (const [index, queue] of tabs.entries()) fill(queue, [item(index)])
    await Promise.all(tabs.map((queue) => queue.save()))
    expect(numbers(here.items()).sort()).toEqual([0, 1])
    tabs[0]?.done(tabs[0].take(1e6))
    await tabs[0]?.save()
    expect(numbers(here.items())).toEqual([1])
  })

  it('what a tab that died has left is taken up, once, with the name of its tab, and never goes at an end', async () => {
    const here = device()
    await fill(create(here.store(), 'd'.repeat(16)), [item(1, 100, { tab: 'd'.repeat(16) })]).save()
    const live = ['a', 'b'].map((name) => name.repeat(16))
    const [one, two] = live.map((name) => create(here.store(), name)) as [Queue, Queue]
    expect(await one.adopt(live, none, 'analytics')).toBe(true)
    expect(await two.adopt(live, none, 'analytics')).toBe(false)
    expect(one.take(1e6, true)).toEqual([])
    expect(one.take(1e6)).toMatchObject([{ json: '1', tab: 'd'.repeat(16) }])
    expect(numbers(here.items())).toEqual([1])
  })

  it('what another tab took up of a tab that lives comes back once', async () => {
    const here = device()
    const [one, two] = ['a', 'b'].map((name) => create(here.store(), name.repeat(16))) as [Queue, Queue]
    await fill(one, [item(1), item(2)]).save()
    for (let time = 0; time < 3; time++) {
      expect(await two.adopt([], none, 'analytics')).toBe(time === 0)
      await two.save()
      expect(await one.adopt([], none, 'analytics')).toBe(false)
    }
    for (const queue of [one, two]) expect(numbers(queue.take(1e6))).toEqual([1, 2])
    expect(numbers(here.items())).toEqual([1, 2])
  })

  it('what was left is of the epochs of when it was looked for, so that a no meanwhile drops it', async () => {
    const here = device()
    await fill(create(here.store(), 'd'.repeat(16)), [item(1)]).save()
    const queue = create(here.store())
    await queue.adopt([], { analytics: 4 }, 'analytics')
    expect(queue.take(1e6)).toMatchObject([{ epoch: 4, who: 4 }])
  })

  it('full storage gives back what is ours, and events go on in memory', async () => {
    const here = device()
    const queue = fill(create(here.store()), [item(1)])
    await queue.save()
    here.break()
    queue.add(item(2))
    await quiet()
    here.break(false)
    queue.add(item(3))
    await queue.save()
    await quiet()
    expect(here.items()).toEqual([])
    expect(numbers(queue.take(1e6))).toEqual([1, 2, 3])
  })

  it('storage that never answers holds nothing up', () => {
    const hanging = () => new Promise<never>(() => {})
    const queue = create({ write: hanging, adopt: hanging, exists: hanging, detach() {} })
    fill(queue, [item(1)])
    expect(numbers(queue.take(1e6))).toEqual([1])
  })
})
