import { limits } from '@wend/protocol/limits'
import { beforeEach, describe, expect, it } from 'vitest'
import { anonymously, flies, handed, type Item, known, waits, withdrawal } from './item.ts'
import { createQueue, type Queue } from './queue.ts'
import { device, nowhere, quiet } from './testing.ts'

let time = 0
beforeEach(() => {
  time = Date.now()
})
const item = (number: number, bytes = 100, more: Partial<Item> = {}): Item => ({
  id: `0${1e6 + number}`,
  json: String(number),
  bytes,
  kind: known,
  tab: 'a'.repeat(16),
  at: time,
  purpose: 'analytics',
  epoch: '1',
  state: waits,
  ...more,
})
const numbers = (taken: readonly Item[]) => taken.map(({ json }) => Number(json))
const create = (store = nowhere, recognised = () => true, epochOf = (_: string): string | undefined => '1') =>
  createQueue(store, { recognised, epochOf })
/** Takes as many as fit, and lets them fly. */
const send = (queue: Queue, bytes: number, leaving?: boolean) => {
  const batch = queue.take(bytes, leaving)
  queue.mark(batch, flies)
  return batch
}
const fill = (queue: Queue, items: readonly Item[]) => {
  for (const one of items) queue.enter(one)
  return queue
}
const filled = (count: number, bytes?: number) =>
  fill(
    create(),
    Array.from({ length: count }, (_, index) => item(index, bytes)),
  )

describe('the queue', () => {
  it('gives events in the order in which they came, and each once', () => {
    const queue = fill(create(), [item(1), item(2), item(3)])
    expect(numbers(send(queue, 1e6))).toEqual([1, 2, 3])
    expect(send(queue, 1e6)).toEqual([])
  })

  it('gives them again, in their order, where there was no verdict', () => {
    const queue = filled(4)
    const taken = send(queue, 202)
    expect(numbers(taken)).toEqual([0, 1])
    queue.mark(taken, waits)
    expect(numbers(send(queue, 1e6))).toEqual([0, 1, 2, 3])
  })

  it.each([
    ['what fits with its comma', 303, 3],
    ['no byte more', 302, 2],
    ['nothing where one is too much', 100, 0],
    ['nothing where there is no room', 0, 0],
    ['nothing where there is less than none', -5000, 0],
  ])('gives %s', (_, bytes, count) => {
    const queue = filled(5)
    expect(send(queue, bytes)).toHaveLength(count)
    expect(send(queue, 1e6)).toHaveLength(5 - count)
  })

  it('never gives two kinds or two tabs at once, and keeps their order', () => {
    const queue = fill(create(), [
      item(1),
      item(2),
      item(3, 100, { kind: anonymously }),
      item(4, 100, { tab: 'b' }),
      item(5),
      item(6, 100, { tab: 'b' }),
    ])
    expect([1, 2, 3, 4].map(() => numbers(send(queue, 1e6)))).toEqual([[1, 2, 5], [3], [4, 6], []])
  })

  it('lets nothing overtake a withdrawal, also while that is on its way', () => {
    const queue = fill(create(), [item(1), item(2), item(0, 100, { kind: withdrawal })])
    const first = send(queue, 1e6)
    expect(numbers(first)).toEqual([0])
    expect(send(queue, 1e6)).toEqual([])
    queue.done(first)
    expect(numbers(send(queue, 1e6))).toEqual([1, 2])
  })

  it('forgets what is not allowed', () => {
    const queue = fill(
      create(nowhere, undefined, (purpose) => (purpose === 'analytics' ? '1' : '2')),
      [item(1), item(2, 100, { purpose: 'marketing' }), item(3)],
    )
    queue.prune()
    expect(numbers(send(queue, 1e6))).toEqual([1, 3])
  })

  it('leaves out of an end what an end before it has handed over', () => {
    const queue = filled(2)
    queue.mark(queue.take(1e6, true), handed)
    queue.enter(item(2))
    expect(numbers(send(queue, 1e6, true))).toEqual([2])
    expect(numbers(send(queue, 1e6))).toEqual([0, 1])
  })
})

describe('a bound', () => {
  it.each([
    ['of events', limits.heldEvents + 3, 100, 3],
    ['of bytes', 300, 1024, 300 - 256],
  ])('%s makes the oldest go, and counts them', (_, count, bytes, gone) => {
    const queue = filled(count, bytes)
    const taken = send(queue, 1e9)
    expect(numbers(taken)[0]).toBe(gone)
    expect(taken).toHaveLength(count - gone)
    expect(taken.lost).toEqual({ full: gone })
  })

  it('of age too', async () => {
    const queue = fill(create(), [item(1, 100, { at: time - limits.queueAge - 1 }), item(2)])
    await queue.sync()
    const taken = send(queue, 1e6)
    expect(numbers(taken)).toEqual([2])
    expect(taken.lost).toEqual({ old: 1 })
  })

  it('does not let go what is on its way, nor a withdrawal', () => {
    const queue = fill(create(), [item(-1, 100, { kind: withdrawal })])
    queue.enter(item(0))
    const gone = send(queue, 1e6)
    for (let number = 1; number <= limits.heldEvents + 5; number++) queue.enter(item(number))
    queue.mark(gone, waits)
    expect(numbers(send(queue, 1e6))).toEqual([-1])
  })

  it('is told with each count until there is a verdict', () => {
    const queue = filled(3)
    queue.lose('large')
    const first = send(queue, 202)
    queue.lose('large')
    expect(first.lost).toEqual({ large: 1 })
    queue.mark(first, waits)
    const again = send(queue, 1e6)
    expect(again.lost).toEqual({ large: 2 })
    queue.done(again)
    queue.enter(item(9))
    expect(send(queue, 1e6).lost).toEqual({})
  })
})

describe('on the device', () => {
  it('there is what has no verdict, in one write for a burst', async () => {
    const here = device()
    const queue = fill(create(here.store()), [item(1), item(2), item(3)])
    await queue.save()
    expect(numbers(here.items())).toEqual([1, 2, 3])
    const taken = send(queue, 202)
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
      create(here.store(), () => false),
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
      create(
        here.store(),
        () => recognised,
        () => (recognised ? '1' : undefined),
      ),
      [item(1), item(2)],
    )
    await queue.save()
    recognised = false
    queue.prune()
    queue.enter(item(0, 100, { kind: withdrawal }))
    await queue.save()
    expect(numbers(here.items())).toEqual([0])
    queue.done(send(queue, 1e6))
    await queue.save()
    expect(here.exists()).toBe(false)
    queue.enter(item(3, 100, { kind: anonymously }))
    await queue.save()
    expect(here.exists()).toBe(false)
  })

  it('two tabs keep their own', async () => {
    const here = device()
    const tabs = [create(here.store()), create(here.store())]
    for (const [index, queue] of tabs.entries()) fill(queue, [item(index)])
    await Promise.all(tabs.map((queue) => queue.save()))
    expect(numbers(here.items()).sort()).toEqual([0, 1])
    tabs[0]?.done(tabs[0].take(1e6))
    await tabs[0]?.save()
    expect(numbers(here.items())).toEqual([1])
  })

  it('what another tab has left is taken up, with the name of its tab, and never goes at an end', async () => {
    const here = device()
    await fill(create(here.store()), [item(1, 100, { tab: 'd' })]).save()
    const queue = create(here.store())
    await queue.sync()
    expect(queue.take(1e6, true)).toEqual([])
    expect(queue.take(1e6)).toMatchObject([{ json: '1', tab: 'd', epoch: '1' }])
    expect(numbers(here.items())).toEqual([1])
  })

  it('what another tab has sent goes no more, and what is not stored yet does', async () => {
    const here = device()
    const [one, two] = [create(here.store()), create(here.store())]
    await fill(one, [item(1), item(2)]).save()
    await two.sync()
    expect(numbers(two.take(1e6))).toEqual([1, 2])
    two.done(two.take(102))
    await two.save()
    const synced = one.sync()
    one.enter(item(3))
    await synced
    expect(numbers(one.take(1e6))).toEqual([2, 3])
  })

  it('a withdrawal that another tab has left goes first, and alone', async () => {
    const here = device()
    await fill(create(here.store()), [item(1), item(0, 100, { id: ' 0', kind: withdrawal, tab: ' 0' })]).save()
    const queue = fill(create(here.store()), [item(2)])
    await queue.sync()
    expect(numbers(send(queue, 1e6))).toEqual([0])
    expect(send(queue, 1e6)).toEqual([])
  })

  it('what was left for a purpose that is no yes stays where it is', async () => {
    const here = device()
    await fill(create(here.store()), [item(1)]).save()
    const queue = create(here.store(), undefined, () => undefined)
    await queue.sync()
    expect(queue.take(1e6)).toEqual([])
    expect(numbers(here.items())).toEqual([1])
  })

  it('what was read before a no is of no use after it', async () => {
    const here = device()
    await fill(create(here.store()), [item(1)]).save()
    const queue = create(here.store())
    const synced = queue.sync()
    queue.prune()
    await synced
    expect(queue.take(1e6)).toEqual([])
  })

  it('what another tab has left is known', async () => {
    const here = device()
    const queue = fill(create(here.store()), [item(0)])
    await queue.save()
    expect(await queue.others()).toBe(false)
    await fill(create(here.store()), [item(1)]).save()
    expect(await queue.others()).toBe(true)
  })

  it('nothing is written while an empty database is being removed', async () => {
    const here = device()
    let recognised = true
    const slow = here.store()
    const write: typeof slow.write = async (...args) => {
      await quiet()
      await slow.write(...args)
      await quiet()
    }
    const queue = fill(
      create({ ...slow, write }, () => recognised),
      [item(1)],
    )
    await queue.save()
    recognised = false
    queue.done(queue.take(1e6))
    await quiet()
    recognised = true
    queue.enter(item(2))
    await queue.save()
    expect(numbers(here.items())).toEqual([2])
    await queue.sync()
    expect(numbers(queue.take(1e6))).toEqual([2])
  })

  it('a page that is left writes at once, whatever is still being written', async () => {
    const writes: string[][] = []
    const write = (items: readonly Item[]) => {
      writes.push(items.map(({ json }) => json))
      return new Promise<never>(() => {})
    }
    const queue = fill(create({ ...nowhere, write }), [item(1)])
    await quiet()
    queue.enter(item(2))
    void queue.leave()
    expect(writes).toEqual([['1'], ['2']])
  })

  it('full storage gives back what is ours, and events go on in memory', async () => {
    const here = device()
    const queue = fill(create(here.store()), [item(1)])
    await queue.save()
    here.break()
    queue.enter(item(2))
    await quiet()
    here.break(false)
    queue.enter(item(3))
    await queue.save()
    await quiet()
    expect(here.items()).toEqual([])
    expect(numbers(send(queue, 1e6))).toEqual([1, 2, 3])
  })

  it('storage that never answers holds nothing up', () => {
    const hanging = () => new Promise<never>(() => {})
    const queue = create({ read: hanging, write: hanging, exists: hanging, detach() {} })
    fill(queue, [item(1)])
    expect(numbers(send(queue, 1e6))).toEqual([1])
  })
})
