import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { now } from '../testing.ts'
import { dayOf } from './days.ts'
import { createQuality } from './quality.ts'
import { day } from './testing.ts'

/** Counts of a collector that can watch four tabs, in two generations of two. */
function small() {
  let time = now
  const quality = createQuality({ key: createSecretKey(Buffer.alloc(32, 1)), clock: () => time, mostTabs: 4 })
  let offset = 0
  const recordedtime = () => new Date(time).toISOString()
  return {
    quality,
    at: (milliseconds: number) => {
      time = now + milliseconds
    },
    hear: (tab: string, number: number) =>
      quality.replay(
        {
          offset: ++offset,
          at: time,
          site: 'shop',
          body: JSON.stringify({
            tab,
            number,
            recordedtime: recordedtime(),
            time: recordedtime(),
            browser: 'Chrome 156',
          }),
        },
        false,
      ),
    totals: () => quality.report({ from: dayOf(now) - 89, to: dayOf(time) }).totals,
    notes: () => quality.report({ from: dayOf(now), to: dayOf(time) }).notes.join(' '),
  }
}

describe('more tabs than can be watched', () => {
  it('close those that were heard longest ago, and count what they miss as lost', () => {
    const { quality, hear, totals } = small()
    hear('a', 0)
    hear('b', 2)
    hear('c', 0)
    hear('a', 2)
    expect([quality.tabs(), totals()]).toMatchObject([2, { lost: 2, missing: 1 }])
    hear('c', 2)
    hear('a', 1)
    expect(totals()).toMatchObject({ lost: 2, missing: 1, outOfOrder: 1 })
  })

  it('are never more than that', () => {
    const { quality, hear } = small()
    for (let name = 0; name < 100; name++) {
      hear(`tab ${name}`, 0)
      hear(`tab ${Math.floor(name / 2)}`, 1)
      expect(quality.tabs()).toBeLessThanOrEqual(4)
    }
  })

  it('make nobody lose the beginning of a tab that was known before', () => {
    const { hear, at, totals, notes } = small()
    for (let number = 0; number < 30; number++) hear('a', number)
    expect(notes()).not.toContain('More tabs')
    for (const tab of ['b', 'c', 'd', 'e', 'f']) hear(tab, 0)
    hear('a', 30)
    expect(totals()).toMatchObject({ missing: 0, lost: 0 })
    expect(notes()).toContain('More tabs came than can be watched')
    hear('a', 32)
    expect(totals().missing).toBe(1)
    at(31 * day)
    hear('a', 33)
    expect(notes()).not.toContain('More tabs')
  })

  it('forget days and tabs after ninety days', () => {
    const { quality, hear, at, totals } = small()
    hear('a', 1)
    at(40 * day)
    hear('b', 1)
    at(100 * day)
    hear('c', 1)
    const state = quality.state()
    expect([totals().seen, [...state.tabs].length, state.days.map(({ day: one }) => one - dayOf(now))]).toEqual([
      2,
      2,
      [40, 100],
    ])
  })

  it('have so many gaps each', () => {
    const { hear, quality, totals } = small()
    for (let number = 1; number < 2001; number += 2) hear('a', number)
    expect(totals()).toMatchObject({ lost: 900, missing: 100 })
    const [[, tab] = []] = [...quality.state().tabs]
    expect(tab?.holes).toHaveLength(100)
  })
})
