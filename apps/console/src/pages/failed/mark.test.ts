import { expect, test } from 'vitest'
import { markAt } from './mark.ts'

const event = { id: 'a', data: { cup: 'red', list: [1, { deep: null }], empty: {}, none: [] }, 'a/b': true }
const marked = (pointer: string) => {
  const { text, start, end, missing } = markAt(event, pointer)
  return [text.slice(start, end), missing]
}

test('writes JSON as everybody does', () => {
  expect(markAt(event, '').text).toBe(JSON.stringify(event, null, 2))
})

test.each([
  ['/data/cup', '"red"'],
  ['/data/list/1/deep', 'null'],
  ['/data/empty', '{}'],
  ['/a~1b', 'true'],
])('marks %s', (pointer, text) => {
  expect(marked(pointer)).toEqual([text, undefined])
})

test('marks the whole where nothing is named', () => {
  expect(marked('')).toEqual([JSON.stringify(event, null, 2), undefined])
})

test('marks where a field should be that is missing', () => {
  const [text, missing] = marked('/data/size')
  expect([missing, String(text).startsWith('{\n    "cup"')]).toEqual(['size', true])
  expect(marked('/type')[1]).toBe('type')
})
