import { expect, test } from 'vitest'
import { replayWords } from './words.ts'

const counts = (accepted: number, duplicate = 0, rejected = 0, dropped = 0) => ({
  verdicts: [],
  counts: { accepted, duplicate, rejected, dropped },
})

test('adds up what came of all parts of a replay', () => {
  expect(replayWords([counts(1)])).toBe('1 event stored.')
  expect(replayWords([counts(1000, 2), counts(240, 0, 3, 1)])).toBe(
    '1,240 events stored, 2 had been stored before, 3 still rejected, 1 removed, because consent or policy no longer allow them.',
  )
})
