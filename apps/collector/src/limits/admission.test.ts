import { expect, it } from 'vitest'
import { createAdmission } from './admission.ts'

const start = (most = 16) => {
  let time = 0
  const admission = createAdmission({ most, now: () => time })
  /** Asks so often and gives how often it was let in; each stays. */
  const ask = (group: string, times: number) => {
    const answers = Array.from({ length: times }, () => admission.refusal(group))
    const leave = answers.filter((answer) => answer === undefined).map(() => admission.enter(group))
    return { answers, leave: () => leave.forEach((one) => void one()) }
  }
  /** Asks again and again; each one stays until the end. */
  const press = (group: string, times: number) =>
    Array.from({ length: times }, () => {
      const refused = admission.refusal(group)
      if (!refused) admission.enter(group)
      return refused ?? 'taken'
    })
  return {
    admission,
    ask,
    press,
    pass: (milliseconds: number) => {
      time += milliseconds
    },
  }
}
const count = (answers: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(answers, (one) => one)].map(([answer, list]) => [answer, list.length]))

it('lets one site alone use everything, up to the hard limit', () => {
  const { press } = start()
  expect(count(press('shop', 20))).toEqual({ taken: 16, overloaded: 4 })
})

it('holds a busy site to its part where a quiet one is there as well', () => {
  const { press } = start()
  press('quiet', 1)
  expect(count(press('shop', 40))).toEqual({ taken: 8, too_many_requests: 32 })
  expect(press('quiet', 1)).toEqual(['taken'])
})

it('lets in whoever has less than their part there, though a busy site has used everything, up to twice as much', () => {
  const { press } = start(4)
  expect(count(press('shop', 6))).toEqual({ taken: 4, overloaded: 2 })
  const others = ['a', 'b', 'c', 'd', 'e'].flatMap((group) => press(group, 2))
  expect(count(others)).toEqual({ taken: 4, overloaded: 6 })
})

it('refuses neither of two sites that are as busy as each other before the hard limit', () => {
  const { press } = start()
  const both = Array.from({ length: 8 }, () => [...press('shop', 1), ...press('blue', 1)]).flat()
  expect(count(both)).toEqual({ taken: 16 })
})

it('holds two busy sites each to a part where a quiet one is there', () => {
  const { press } = start(24)
  press('quiet', 1)
  const both = Array.from({ length: 30 }, () => [...press('shop', 1), ...press('blue', 1)]).flat()
  expect(count(both)).toEqual({ taken: 16, too_many_requests: 44 })
  expect(press('quiet', 1)).toEqual(['taken'])
})

it('forgets a site that has been silent for some seconds', () => {
  const { press, pass, admission } = start()
  press('quiet', 1)
  press('shop', 1)
  pass(2500)
  press('shop', 1)
  pass(2500)
  expect(count(press('shop', 20)).overloaded).toBeGreaterThan(0)
  expect(admission.inFlight).toBe(16)
})

it('counts who leaves once, and lets as many in again', () => {
  const { admission, ask } = start()
  const first = ask('shop', 16)
  expect(admission.refusal('shop')).toBe('overloaded')
  first.leave()
  first.leave()
  expect(admission.inFlight).toBe(0)
  expect(admission.refusal('shop')).toBeUndefined()
})
