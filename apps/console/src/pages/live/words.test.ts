import { expect, test } from 'vitest'
import { consentWords, counted, deviceWords, duration, timeWords, whyNot } from './words.ts'

test.each([
  [0, '0.0 s'],
  [400, '0.4 s'],
  [4_200, '4.2 s'],
  [59_940, '59.9 s'],
  [59_990, '1 min 0 s'],
  [125_000, '2 min 5 s'],
])('%i ms are %s', (ms, words) => {
  expect(duration(ms)).toBe(words)
})

test('explains every verdict but the good one', () => {
  const event = { id: '1', type: 'a.b' }
  expect(whyNot({ ...event, verdict: 'accepted' })).toBeUndefined()
  expect(whyNot({ ...event, verdict: 'rejected', message: 'The type "a.b" is not known.' })).toBe(
    'The type "a.b" is not known.',
  )
  expect(whyNot({ ...event, verdict: 'duplicate' })).toMatch(/^Already stored/)
})

test('says what was consented to', () => {
  expect(consentWords(null)).toBe('no consent stated')
  expect(consentWords({ granted: [] })).toBe('nothing granted')
  expect(consentWords({ granted: ['analytics', 'ads'], source: 'banner' })).toBe('analytics, ads granted (banner)')
})

test('says no more about the device than is known', () => {
  const report = { batch: 'b', site: 's', received: '', consent: null, events: [] }
  expect(deviceWords(report)).toBe('')
  expect(deviceWords({ ...report, browser: 'Chrome 156', device: 'desktop' })).toBe('Chrome 156, desktop')
})

test('adds the date only to times of other days', () => {
  const now = new Date(2026, 10, 22, 14, 0)
  expect(timeWords(new Date(2026, 10, 22, 9, 5, 7).toISOString(), now)).toBe('09:05:07')
  expect(timeWords(new Date(2026, 10, 21, 9, 5, 7).toISOString(), now)).toMatch(/21.*09:05:07/)
  expect(timeWords('yesterday', now)).toBe('yesterday')
})

test('counts in plain English', () => {
  expect([counted(0, 'event'), counted(1, 'event'), counted(1240, 'event')]).toEqual([
    '0 events',
    '1 event',
    '1,240 events',
  ])
})
