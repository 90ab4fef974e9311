import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canaries } from './canaries.ts'
import { gist, gistLength } from './gist.ts'
import { between, topics } from './service-words.ts'

const words = `${topics} ${between}`.trim().split(/\s+/)

describe('a gist', () => {
  it.each([
    ['My kettle arrived broken, I want a refund!', 'my … arrived broken i want a refund'],
    ['I can’t log in to my account', "i can't log in to my account"],
    ['MY ORDER IS LATE', 'my order is late'],
    ['Hello. Where is my parcel? Thanks', '… where is my parcel thanks'],
    ['Order 4711-AB never came', 'order … never came'],
    ['the tracking says "delivered"', 'the tracking says delivered'],
  ])('of “%s” is “%s”', (text, about) => {
    expect(gist(text)).toBe(about)
  })

  it.each(['', '…', 'Hello', 'Thank you very much', 'Ich möchte mein Geld zurück', 'Depressed since the cancer'])(
    'of “%s”, which names no matter, is empty',
    (text) => expect(gist(text)).toBe(''),
  )

  it.each([
    ['My name is Jo Order, the parcel is lost', 'my … the parcel is lost'],
    ['my name is jo order. the parcel is lost', 'my … the parcel is lost'],
    ['The order of Mrs Ticket is late', 'the order of …'],
    ['I ordered it for Will Parcel', 'i ordered it for …'],
    ['The order is late. Regards, Jo Bug', 'the order is late …'],
    ['order@help.example wants a refund', '… wants a refund'],
    ['my order: order at help dot example', 'my order …'],
    ['refund to jo.order.help or help/order', 'refund to … or …'],
    ['my number is four one one, refund me', 'my … is … refund me'],
    ['send the parcel to 12 Station Road, Bristol', 'send the parcel to …'],
    ['the password is hunter2', 'the password is …'],
  ])('of “%s” names nobody', (text, about) => {
    expect(gist(text)).toBe(about)
  })

  it('has words of the site’s own, which may be the matter', () => {
    const own = new Set(['kettle'])
    expect(gist('My kettle leaks', own)).toBe('my kettle …')
    expect(gist('My Kettle leaks')).toBe('')
  })

  it('has nothing of a canary, in whatever form it is written', () => {
    const lost = canaries.flatMap(({ value, needles }) => {
      const found = gist(`My order is late, please write to ${value} or call`)
      return needles.filter((needle) => found.toLowerCase().includes(needle))
    })
    expect(lost).toEqual([])
  })

  it('is made of known words and of nothing else, is short, and is its own gist', () => {
    const known = new Set([...words, '…'])
    const token = fc.oneof(
      fc.constantFrom(...words, 'name', 'Jo', 'Mrs', '…', 'MY', 'I'),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('.', ',', '!', '\n', 'refund.', 'jo@shop.example', '+491715551234', 'ORDER', 'Order'),
    )
    fc.assert(
      fc.property(fc.array(token, { maxLength: 60 }), (tokens) => {
        const result = gist(tokens.join(' '))
        expect(result.length).toBeLessThanOrEqual(gistLength)
        expect(result.split(' ').filter((word) => word && !known.has(word))).toEqual([])
        expect(gist(result)).toBe(result)
      }),
    )
  })

  it('takes no longer for a text that was made to take long', () => {
    const began = performance.now()
    for (const part of ['"', '.', "'(", 'order ', '@a.', '…']) gist(part.repeat(100_000))
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

describe('the words', () => {
  it('are written as they are looked up, once', () => {
    expect(words.filter((word) => !/^[a-z]+('[a-z]+)?$/.test(word))).toEqual([])
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
  })

  it('are nobody’s usual name, no number and nothing of health or faith', () => {
    const names = `will may mark bill sue pat rich frank faith hope joy grace rose lily iris amber ruby april june august summer
      autumn dawn eve don rob nick jack ray dean chase grant drew art penny hunter mason cooper miles max jay robin sky gene
      price page day king white black green brown young long short cash case post baker smith cook carter taylor hill wood
      one two three four five six seven eight nine ten hundred thousand
      ill sick pain doctor hospital cancer depressed pregnant disabled god church muslim jewish christian gay debt salary`
    expect(names.split(/\s+/).filter((name) => words.includes(name))).toEqual([])
  })
})
