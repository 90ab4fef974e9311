import { limits } from '@wend/protocol'
import { describe, expect, it } from 'vitest'
import { checkJson, tooDeep } from './json.ts'

const nested = (depth: number, open = '[', close = ']') => open.repeat(depth) + close.repeat(depth)
const keys = (count: number) => `{${Array.from({ length: count }, (_, i) => `"k${i}":1`)}}`
const check = (text: string) => () => checkJson(Buffer.from(text))

describe('the shape of a body before it is parsed', () => {
  it.each([
    ['nothing', ''],
    ['a list as deep as may be', nested(limits.jsonDepth)],
    ['an object as deep as may be', `${'{"a":'.repeat(limits.jsonDepth)}1${'}'.repeat(limits.jsonDepth)}`],
    ['as many keys as may be', keys(limits.jsonKeys)],
    ['as many keys in each of two objects', `[${keys(limits.jsonKeys)},${keys(limits.jsonKeys)}]`],
    ['a list longer than an object may be', `[${Array(5000).fill(1)}]`],
    ['brackets in text', `"${'['.repeat(100)}${'{'.repeat(100)}"`],
    ['brackets behind an escaped quote', `"\\"${'['.repeat(100)}"`],
    ['brackets behind an escaped backslash and an escaped quote', `"\\\\\\"${'['.repeat(100)}"`],
    ['commas in text', `{"a":"${','.repeat(5000)}"}`],
    ['a thousand lists one after the other', `[${Array(1000).fill('[]')}]`],
    ['more ends than beginnings', ']'.repeat(1000)],
    ['text without an end', `"${'['.repeat(100)}`],
    ['a backslash at the end', '"\\'],
  ])('lets pass %s', (_, text) => expect(check(text)).not.toThrow())

  it.each([
    ['lists one too deep', nested(limits.jsonDepth + 1)],
    ['objects one too deep', '{"a":'.repeat(limits.jsonDepth + 1)],
    ['lists and objects in turns', '[{"a":'.repeat(limits.jsonDepth)],
    ['depth behind text that ends in a backslash', `["\\\\",${nested(limits.jsonDepth + 1)}]`],
    ['a key too many', keys(limits.jsonKeys + 1)],
    ['a key too many behind a list in the object', `{"a":[1,2],${keys(limits.jsonKeys).slice(1)}`],
    ['too many values', `[${Array(limits.jsonValues + 1).fill(1)}]`],
    ['too many lists', `[${Array(limits.jsonValues).fill('[]')}]`],
  ])('refuses %s', (_, text) => expect(check(text)).toThrow(expect.objectContaining({ code: 'json_too_deep' })))

  it.each([
    ['nested too deep', `{"x":${nested(limits.jsonDepth)}}`],
    ['nested far too deep', `{"x":${nested(10_000)},"y":[1,2]}`],
    ['with a key too many', keys(limits.jsonKeys + 1)],
    ['that is a list', nested(limits.jsonDepth)],
  ])('replaces an event %s, and leaves its neighbours as they are', (_, event) => {
    const neighbours = [
      { id: 1, text: 'é "]}' },
      { id: 2, list: [[{}]] },
    ]
    const [first, last] = neighbours.map((one) => JSON.stringify(one))
    const body = Buffer.from(`{"v":1,"events":[${first},${event},${last},${event}],"sent":2}`)
    const size = body.length
    checkJson(body)
    expect(body).toHaveLength(size)
    expect(JSON.parse(body.toString())).toEqual({
      v: 1,
      events: [neighbours[0], tooDeep, neighbours[1], tooDeep],
      sent: 2,
    })
  })

  it('refuses what is too deep beside the events, or in an event that does not end', () => {
    const deep = nested(limits.jsonDepth)
    expect(check(`{"events":[{"a":1}],"consent":{"x":${deep}}}`)).toThrow('nested more than')
    const open = Buffer.from(`{"events":[{"a":1},{"x":${'['.repeat(1000)}`)
    checkJson(open)
    expect(() => JSON.parse(open.toString())).toThrow()
  })
})
