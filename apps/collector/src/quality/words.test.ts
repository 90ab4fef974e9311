import type { LossRow } from '@wend/protocol'
import { expect, it } from 'vitest'
import { percent, summary } from './words.ts'

const row = (seen: number, lost: number, reported: Partial<LossRow['reported']> = {}, missing = 0): LossRow => ({
  ...{ received: seen, accepted: seen, duplicates: 0, rejected: 0, dropped: 0, late: 0, veryLate: 0, outOfOrder: 0 },
  ...{ seen, lost, missing, reported: { large: 0, full: 0, old: 0, ...reported } },
  rate: seen + lost === 0 ? null : lost / (seen + lost),
})
const of = (browser: string, loss: LossRow) => ({ browser, ...loss })
const [chrome, safari] = [of('Chrome 156', row(9_000, 0)), of('Safari 26', row(987, 13))]

it.each([
  ['nothing came', [], row(0, 0), 'No numbered event of a tab came, so nothing can be said about losses.'],
  ['nothing is lost', [chrome], row(9_000, 0), 'No event is known to be lost.'],
  [
    'some may still come',
    [chrome],
    row(9_000, 0, {}, 1),
    'No event is known to be lost. 1 is missing so far, and may still come.',
  ],
  [
    'one browser loses',
    [chrome, safari],
    row(9_987, 13),
    '1.3 % of events lost on Safari 26, on the way, without a word from the browser; 0.1 % over all browsers.',
  ],
  [
    'the browser said why',
    [chrome, of('Safari 26', row(900, 100, { full: 60, old: 10 }))],
    row(9_900, 100, { full: 60, old: 10 }, 1200),
    '10.0 % of events lost on Safari 26, mostly because the queue in the browser was full; 1.0 % over all browsers. 1,200 are missing so far, and may still come.',
  ],
  [
    'there is no main cause',
    [of('Safari 26', row(80, 20, { large: 10, old: 10 }))],
    row(80, 20, { large: 10, old: 10 }),
    '20.0 % of events lost.',
  ],
  [
    'there is too little to blame a browser',
    [of('Safari 26', row(1, 1)), chrome],
    row(9_001, 1),
    'under 0.1 % of events lost, on the way, without a word from the browser.',
  ],
])('says what was lost where %s', (_, browsers, totals, sentence) => {
  expect(summary({ browsers, totals })).toBe(sentence)
})

it('never rounds to nothing or to all', () => {
  expect([0, 0.0004, 0.001, 0.9999, 1, null].map((rate) => percent({ rate }))).toEqual([
    '0.0 %',
    'under 0.1 %',
    '0.1 %',
    '99.9 %',
    '100.0 %',
    '–',
  ])
})
