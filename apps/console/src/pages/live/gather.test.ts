import { expect, test } from 'vitest'
import { gather } from './gather.ts'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('hands over together what came together', async () => {
  const delivered: (readonly number[])[] = []
  const gathering = gather<number>((values) => delivered.push(values), 5)
  gathering.add(1)
  gathering.add(2)
  await sleep(20)
  gathering.add(3)
  await sleep(20)
  expect(delivered).toEqual([[1, 2], [3]])
})

test('hands over nothing once it is stopped', async () => {
  const delivered: (readonly number[])[] = []
  const gathering = gather<number>((values) => delivered.push(values), 5)
  gathering.add(1)
  gathering.stop()
  await sleep(20)
  expect(delivered).toEqual([])
})
