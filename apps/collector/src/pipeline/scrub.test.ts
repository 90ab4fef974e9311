import { afterAll, beforeAll, expect, it } from 'vitest'
import { batch, type Running, start, view } from '../testing.ts'

let collector: Running
beforeAll(async () => {
  collector = await start()
})
afterAll(() => collector.stop())

/** Tab and view of one event, as stored. */
async function stored(name: string) {
  await collector.tell(batch([view({}, { view: name })], { tab: name }))
  const event = (await collector.stored()).at(-1)
  return [event?.tab, event?.view]
}

it.each(['4917012345678abc', 'a491701234567890', '0123456789abcdef', '41111111111111f1'])(
  'leaves alone what the tracker calls a tab or a view, which is random: %s',
  async (name) => expect(await stored(name)).toEqual([name, name]),
)

it.each(['4111111111111111', '491701234567', '49-170-1234567', 'tab-491701234567'])(
  'keeps no other that could be a number of somebody: %s',
  async (name) => expect((await stored(name)).join()).not.toContain('1'),
)
