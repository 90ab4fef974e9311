import { readFileSync } from 'node:fs'
import { failedEvent } from '@wend/protocol'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { failedCommand } from '../commands/failed.ts'
import { batch, view } from '../testing.ts'
import { burst, perSecond } from './budget.ts'
import { type Failing, startFailed } from './testing.ts'

const docs = readFileSync(new URL('../../../../docs/failed-events.md', import.meta.url), 'utf8')
const commands = [...docs.matchAll(/^wend failed (.*)$/gm)].map(([line, args = '']) => ({
  line,
  args: args.split(' '),
}))
let collector: Failing
beforeAll(async () => {
  collector = await startFailed()
  await collector.tell(batch([view({ url: 1 })]))
})
afterAll(() => collector.stop())

it('has examples', () => expect(commands.length).toBe(6))

it.each(commands)('takes the example $line', async ({ args }) => {
  expect(await failedCommand(args, () => ({ url: collector.url, token: collector.token }))).not.toBe('')
})

it('shows a record as records are', () => {
  const shown = JSON.parse(/```json\n(.*?)\n```/s.exec(docs)?.[1] ?? '')
  expect(failedEvent.safeParse(shown).error).toBeUndefined()
  expect(Object.keys(shown).filter((key) => !Object.hasOwn(failedEvent.shape, key))).toEqual([])
})

it('says the numbers that hold', () => {
  expect(docs).toContain(`${burst.toLocaleString('en')} records at once and ${perSecond} more a second`)
})
