import { describe, expect, test } from 'vitest'
import type { BatchReport } from '../../api/types.ts'
import { emptyFeed, type Feed, type FeedAction, group, limit, reduce } from './feed.ts'

function report(batch: string, events = 1, received = '2026-11-22T02:00:00.000Z'): BatchReport {
  return {
    batch,
    site: 'shop',
    received,
    consent: null,
    events: Array.from({ length: events }, (_, n) => ({
      id: `${batch}.${n}`,
      type: 'page.viewed',
      verdict: 'accepted',
    })),
  }
}

const add = (...reports: BatchReport[]): FeedAction => ({ do: 'add', reports })
const after = (...actions: FeedAction[]): Feed => actions.reduce(reduce, emptyFeed)
const ids = (rows: Feed['rows']) => rows.map((row) => row.event.id)

describe('the feed', () => {
  test('puts the newest first, within a batch too', () => {
    expect(ids(after(add(report('a', 2)), add(report('b', 2))).rows)).toEqual(['b.1', 'b.0', 'a.1', 'a.0'])
  })

  test('shows a report once, however often the collector repeats it', () => {
    expect(ids(after(add(report('a'), report('b')), add(report('a'), report('b'), report('c'))).rows)).toEqual([
      'c.0',
      'b.0',
      'a.0',
    ])
  })

  test('shows a batch that was sent twice as two reports', () => {
    const rows = after(add(report('a')), add(report('a', 1, '2026-11-22T02:00:05.000Z'))).rows
    expect(ids(rows)).toEqual(['a.0', 'a.0'])
    expect(new Set(rows.map((row) => row.key)).size).toBe(2)
    expect(group(rows)).toHaveLength(2)
  })

  test('keeps the newest thousand', () => {
    const feed = after(add(report('a', 600)), add(report('b', 600)))
    expect(feed.rows).toHaveLength(limit)
    expect(feed.rows.at(0)?.event.id).toBe('b.599')
    expect(feed.rows.at(-1)?.event.id).toBe('a.200')
  })

  test('counts what comes during a pause, and shows it afterwards', () => {
    const paused = after(add(report('a')), { do: 'pause' }, add(report('b', 2)), add(report('c')))
    expect(ids(paused.rows)).toEqual(['a.0'])
    expect(paused.arrived).toBe(3)
    const resumed = reduce(paused, { do: 'resume' })
    expect(ids(resumed.rows)).toEqual(['c.0', 'b.1', 'b.0', 'a.0'])
    expect(resumed).toMatchObject({ paused: false, arrived: 0, waiting: [] })
  })

  test('keeps no more during a long pause than it can show, but counts all', () => {
    const paused = after({ do: 'pause' }, add(report('a', 800)), add(report('b', 800)))
    expect(paused.arrived).toBe(1_600)
    expect(paused.waiting).toHaveLength(limit)
  })

  test('clears what is shown and what waits, stays paused, and shows no repeated report', () => {
    const cleared = after(add(report('a')), { do: 'pause' }, add(report('b')), { do: 'clear' }, add(report('a')))
    expect(cleared).toMatchObject({ rows: [], waiting: [], arrived: 0, paused: 'asked', cleared: true })
  })

  test('holds still while an event is read, and goes on by itself', () => {
    const held = after(add(report('a')), { do: 'hold' }, add(report('b')))
    expect(ids(held.rows)).toEqual(['a.0'])
    expect(held.arrived).toBe(1)
    expect(ids(reduce(held, { do: 'release' }).rows)).toEqual(['b.0', 'a.0'])
  })

  test('stays paused after reading where somebody had paused it', () => {
    const read = after({ do: 'pause' }, { do: 'hold' }, add(report('a')), { do: 'release' })
    expect(read).toMatchObject({ paused: 'asked', rows: [], arrived: 1 })
    expect(after({ do: 'release' })).toEqual(emptyFeed)
  })
})

test('groups neighbours by their batch', () => {
  const groups = group(after(add(report('a', 2), report('b', 1))).rows)
  expect(groups.map((one) => [one.report.batch, ids(one.rows)])).toEqual([
    ['b', ['b.0']],
    ['a', ['a.1', 'a.0']],
  ])
})
