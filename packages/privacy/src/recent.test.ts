import { createSecretKey } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { recent, recentByKey } from './recent.ts'

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

  test('asks again where there was no answer', () => {
    let asked = 0
    const of = recent(10, () => {
      asked++
      return undefined
    })
    expect([of('a'), of('a')]).toEqual([undefined, undefined])
    expect(asked).toBe(2)
  })
})

describe('recentByKey', () => {
  test('what one key has answered says nothing of another', () => {
    const [one, other] = [createSecretKey(Buffer.alloc(32, 1)), createSecretKey(Buffer.alloc(32, 2))]
    const asked: string[] = []
    const of = recentByKey(10, (text, key) => {
      asked.push(text)
      return `${text} by ${key === one ? 'one' : 'other'}`
    })
    expect([of('a', one), of('a', other), of('a', one)]).toEqual(['a by one', 'a by other', 'a by one'])
    expect(asked).toEqual(['a', 'a'])
  })
})
