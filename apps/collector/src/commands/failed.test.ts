import { afterAll, beforeAll, expect, it } from 'vitest'
import { BadConfig } from '../config/load.ts'
import { type Failing, startFailed } from '../failed/testing.ts'
import { batch, id, now, view } from '../testing.ts'
import { failedCommand } from './failed.ts'

let collector: Failing
beforeAll(async () => {
  collector = await startFailed()
  await collector.tell(
    batch([view({ url: 1 }), { id: id(), type: 'custom.cup_broken', at: now, data: { cup: 'blue' } }, { type: 7 }]),
  )
})
afterAll(() => collector.stop())
const wend = (...args: string[]) => failedCommand(args, () => ({ url: collector.url, token: collector.token }))

it('lists how many of each kind there are, and each', async () => {
  const text = await wend('list')
  expect(text).toMatch(/^ {7}1 {2}unknown_type {6}custom\.cup_broken$/m)
  expect(text).toMatch(/^0{15}1 {2}2026-11-22 12:00:00 {2}shop {2}page\.viewed {2}invalid_data at \/data\/url$/m)
  expect(text).toMatch(/\(no readable type\) {2}\w+ at \/\w* {2}\(description only\)$/m)
  expect(await wend('list', '--find', 'blue')).toMatch(/cup_broken/)
  expect(await wend('list', '--find', 'purple')).toBe('No rejected events are kept.')
  expect(JSON.parse(await wend('list', '--json', '--code', 'unknown_type')).failed).toHaveLength(1)
})

it('shows one as it is kept', async () => {
  expect(JSON.parse(await wend('show', '0000000000000002'))).toMatchObject({ event: { data: { cup: 'blue' } } })
})

it('says what came of trying again', async () => {
  expect(await wend('replay', '--site', 'shop')).toMatch(
    /^0{15}1 {2}rejected \(invalid_data\) \/data\/url[\s\S]*\naccepted 0, stored before 0, still rejected 3, not allowed any more 0$/,
  )
})

it.each<[string, string[], RegExp]>([
  ['nothing to do', [], /Say what to do/],
  ['something unknown to do', ['mend'], /Say what to do/],
  ['no id to show', ['show'], /Name the event/],
  ['an id that is gone', ['show', '0000000000000099'], /404 not_found/],
  ['nothing to replay', ['replay'], /Name either ids, or a kind/],
  ['both', ['replay', '0000000000000001', '--code', 'unknown_type'], /Name either ids, or a kind/],
  ['no yes to discarding', ['discard', '--code', 'unknown_type'], /Nothing was discarded.*--yes/],
])('is told %s', async (_, args, message) => {
  await expect(wend(...args)).rejects.toThrow(BadConfig)
  await expect(wend(...args)).rejects.toThrow(message)
})

it('discards what it is told to, and nothing else', async () => {
  expect(await wend('discard', '--code', 'unknown_type', '--yes')).toBe('discarded 1')
  expect(await wend('discard', '0000000000000001', '--yes')).toBe('discarded 1')
  expect((await collector.failed()).failed).toHaveLength(1)
})
