import { expect, test } from 'vitest'
import { poll } from './poll.ts'

test('gives the first truthy answer, past failures', async () => {
  const answers = [() => 0, () => Promise.reject(new Error('not yet')), () => 'here']
  expect(await poll('an answer', () => answers.shift()?.())).toBe('here')
})

test('says what it waited for in vain, and keeps the last failure as the cause', async () => {
  const cause = new Error('not yet')
  await expect(poll('a miracle', () => Promise.reject(cause), 60)).rejects.toThrow(
    expect.objectContaining({ message: 'Waited 0.06 s in vain for: a miracle', cause }),
  )
})
