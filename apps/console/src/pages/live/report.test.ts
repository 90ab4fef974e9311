import { expect, test } from 'vitest'
import { readReport } from './report.ts'

test.each([
  ['{"batch":"b1","events":[]}', true],
  ['{"notice":"restarting"}', false],
  ['{"batch":"b1"}', false],
  ['null', false],
  ['half {', false],
])('%s is a report: %s', (data, is) => {
  expect(readReport(data) !== undefined).toBe(is)
})
