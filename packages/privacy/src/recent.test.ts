import { describe, expect, test } from 'vitest'
import { recent } from './recent.ts'

describe('recent', () => {
  test('asks once for each key', () => {
    const asked: string[] = []
    const of = recent(10, (key) => {
      asked.push(key)
      return key.length
    })
    expect([of('a'), of('bb'), of('a'), of('bb')]).toEqual([1, 2, 1, 2])
    expect(asked).toEqual(['a', 'bb'])
  })

  test('keeps what is asked for again and again, and forgets what is not', () => {
    const asked: string[] = []
    const of = recent(10, (key) => {
      asked.push(key)
      return key
    })
    for (let i = 0; i < 100; i++) {
      of('often')
      of(`once ${i}`)
    }
    of('once 0')
    of('once 99')
    expect(asked.filter((key) => key === 'often')).toHaveLength(1)
    expect(asked.filter((key) => key === 'once 0')).toHaveLength(2)
    expect(asked.filter((key) => key === 'once 99')).toHaveLength(1)
  })
})
