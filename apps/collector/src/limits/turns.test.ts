import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createTurns } from './turns.ts'

const half = 32 * 1024

it('lets what comes first go on at once, and the rest with the next turns of the event loop, in order', async () => {
  const turns = createTurns()
  const gone: number[] = []
  const ask = (name: number) => turns.take('shop', half)?.then(() => gone.push(name)) ?? gone.push(name)
  for (const name of [1, 2, 3, 4, 5, 6, 7]) void ask(name)
  expect(gone).toEqual([1, 2])
  const seen: number[] = []
  while (gone.length < 7) {
    await turn()
    seen.push(gone.length)
  }
  expect(gone).toEqual([1, 2, 3, 4, 5, 6, 7])
  // Never more than two at a time, each half of what is done in a turn.
  expect(seen.every((count, at) => count - (seen[at - 1] ?? 2) <= 2)).toBe(true)
})

it('lets the one request of a quiet site go before the many of a busy one that came first', async () => {
  const turns = createTurns()
  const gone: string[] = []
  const ask = (group: string) => turns.take(group, half)?.then(() => gone.push(group)) ?? gone.push(group)
  for (let count = 0; count < 20; count++) void ask('shop')
  void ask('quiet')
  while (!gone.includes('quiet')) await turn()
  expect(gone.indexOf('quiet')).toBeLessThan(6)
  while (gone.length < 21) await turn()
})

it('lets a body go on that is larger than all that is done in a turn', async () => {
  const turns = createTurns()
  expect(turns.take('shop', 10 * half)).toBeUndefined()
  await turns.take('shop', 10 * half)
  await turn()
  expect(turns.take('shop', 1)).toBeUndefined()
})
