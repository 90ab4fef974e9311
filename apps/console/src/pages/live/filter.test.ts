import { describe, expect, test } from 'vitest'
import type { EventReport } from '../../api/types.ts'
import { emptyFeed, type Row, reduce } from './feed.ts'
import {
  applyFilter,
  countFamilies,
  countMarks,
  type Filter,
  isFiltering,
  noFilter,
  readFilter,
  toggled,
  writeFilter,
} from './filter.ts'

const events: EventReport[] = [
  {
    id: '1',
    type: 'page.viewed',
    verdict: 'accepted',
    family: 'page',
    page: '/products/3',
    display: 'Viewed Blue mug',
  },
  { id: '2', type: 'form.submitted', verdict: 'accepted', family: 'form', held: 4200 },
  { id: '3', type: 'page.viewed', verdict: 'duplicate', family: 'page' },
  { id: '4', type: 'mug.broken', verdict: 'rejected', code: 'unknown_type', message: 'No such type.', held: 10 },
  { id: '5', type: 'chat.opened', verdict: 'dropped', family: 'chat', code: 'no_consent' },
]
const rows: readonly Row[] = reduce(emptyFeed, {
  do: 'add',
  reports: [
    { batch: 'b9', site: 'shop', received: '2026-11-22T02:00:00.000Z', consent: null, browser: 'Chrome 156', events },
  ],
}).rows

const pick = (filter: Partial<Filter>) =>
  applyFilter(rows, { ...noFilter, ...filter })
    .map((row) => row.event.id)
    .sort()
    .join('')

describe('applyFilter', () => {
  test.each<[string, Partial<Filter>, string]>([
    ['passes everything when nothing is asked', {}, '12345'],
    ['picks by family', { families: new Set(['page']) }, '13'],
    ['picks by any of several families', { families: new Set(['page', 'chat']) }, '135'],
    ['finds events of no known family', { families: new Set(['unknown']) }, '4'],
    ['picks by verdict', { marks: new Set(['rejected', 'dropped']) }, '45'],
    ['picks what was held, whatever its verdict', { marks: new Set(['held']) }, '24'],
    ['finds text whatever its case', { text: 'blue MUG' }, '1'],
    ['wants all words, in any order and field', { text: 'mug type' }, '4'],
    ['searches batch and browser', { text: 'b9 chrome' }, '12345'],
    ['takes spaces for nothing', { text: '  ' }, '12345'],
    ['wants all kinds of filter to agree', { families: new Set(['page']), marks: new Set(['accepted']) }, '1'],
  ])('%s', (_, filter, expected) => {
    expect(pick(filter)).toBe(expected)
  })
})

test('counts verdicts, and those held among them', () => {
  expect(countMarks(rows)).toEqual({ accepted: 2, duplicate: 1, rejected: 1, dropped: 1, held: 2 })
})

test('counts families', () => {
  expect(Object.fromEntries(countFamilies(rows))).toEqual({ chat: 1, form: 1, page: 2, unknown: 1 })
})

describe('a filter in an address', () => {
  const filter: Filter = { families: new Set(['page', 'form']), marks: new Set(['held']), text: ' blue & mug ' }

  test('comes back as it was', () => {
    const query = writeFilter(filter)
    expect(`${query}`).toBe('family=form%2Cpage&verdict=held&find=blue+%26+mug')
    expect(readFilter(new URLSearchParams(`${query}`))).toEqual({ ...filter, text: 'blue & mug' })
  })

  test('is nothing where nothing is asked', () => {
    expect(`${writeFilter(noFilter)}`).toBe('')
    expect(readFilter(new URLSearchParams())).toEqual(noFilter)
  })

  test.each(['family=,,&verdict=lost,&find=', 'verdict=toString', '%', 'family'])('makes nothing of %j', (text) => {
    expect(readFilter(new URLSearchParams(text))).toEqual(noFilter)
  })
})

test('knows whether it filters', () => {
  expect(isFiltering(noFilter)).toBe(false)
  expect(isFiltering({ ...noFilter, text: ' ' })).toBe(false)
  expect(isFiltering({ ...noFilter, marks: new Set(['held']) })).toBe(true)
})

test('toggles without changing the set it was given', () => {
  const set = new Set(['a'])
  expect([...toggled(set, 'b')]).toEqual(['a', 'b'])
  expect([...toggled(set, 'a')]).toEqual([])
  expect([...set]).toEqual(['a'])
})
