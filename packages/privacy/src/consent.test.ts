import { type Purpose, purposes } from '@wend/protocol/purposes'
import { describe, expect, test } from 'vitest'
import { type Choices, type Decision, decide, mayStore } from './consent.ts'

const [yes, no]: [Record<Purpose, boolean>, Record<Purpose, boolean>] = [
  { necessary: true, analytics: true, personalisation: true, marketing: true },
  { necessary: false, analytics: false, personalisation: false, marketing: false },
]

describe('decide', () => {
  test.each<[Purpose, string, Choices, Decision]>([
    ['analytics', 'was granted', { analytics: true }, 'keep'],
    ['analytics', 'was refused', { analytics: false }, 'drop'],
    ['analytics', 'was not decided', {}, 'hold'],
    ['analytics', 'was not decided, but another was granted', { marketing: true }, 'hold'],
    ['analytics', 'was not decided, but another was refused', { marketing: false }, 'hold'],
    ['marketing', 'was refused, but all others were granted', { ...yes, marketing: false }, 'drop'],
    ['marketing', 'was granted, but all others were refused', { ...no, marketing: true }, 'keep'],
    ['personalisation', 'was granted', { personalisation: true }, 'keep'],
    ['personalisation', 'was refused', { personalisation: false }, 'drop'],
    ['necessary', 'was not decided', {}, 'keep'],
    ['necessary', 'was refused, which nobody can', no, 'keep'],
  ])('when %s %s', (purpose, _, choices, decision) => {
    expect(decide(purpose, choices)).toBe(decision)
  })

  test.each([null, undefined, 'true', 1, 'granted', {}, []])('never takes %j for a yes or a no', (said) => {
    for (const purpose of purposes.filter((one) => one !== 'necessary'))
      expect(decide(purpose, { [purpose]: said } as unknown as Choices)).toBe('hold')
  })

  test.each(['constructor', '__proto__', 'toString', 'nothing'])('never keeps the unknown purpose %s', (purpose) => {
    expect(decide(purpose as Purpose, yes)).toBe('hold')
  })
})

describe('mayStore', () => {
  test.each<[string, Choices, boolean]>([
    ['analytics were granted', { analytics: true }, true],
    ['analytics were refused', { ...yes, analytics: false }, false],
    ['nothing was decided', {}, false],
    ['only others were granted', { marketing: true, personalisation: true, necessary: true }, false],
    ['the answer is no yes', { analytics: 'yes' } as unknown as Choices, false],
  ])('when %s', (_, choices, may) => {
    expect(mayStore(choices)).toBe(may)
  })
})
