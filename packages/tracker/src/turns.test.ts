import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { locks, quiet } from './testing.ts'
import { createTurns } from './turns.ts'

const [a, b] = ['a', 'b'].map((name) => name.repeat(16)) as [string, string]
const never = () => new Promise<never>(() => {})
afterEach(() => {
  vi.unstubAllGlobals()
})

describe('with Web Locks', () => {
  beforeEach(() => {
    vi.stubGlobal('navigator', { locks: locks() })
  })

  it('one tab at a time does something', async () => {
    const done: string[] = []
    const { promise, resolve } = Promise.withResolvers<void>()
    const first = createTurns('wend/shop', a).take(() => promise.then(() => done.push('first')))
    const second = createTurns('wend/shop', b).take(async () => done.push('second'))
    await quiet()
    expect(done).toEqual([])
    resolve()
    await Promise.all([first, second])
    expect(done).toEqual(['first', 'second'])
  })

  it('a page that is left lets go at once, also of what it waits for, and its work does not begin', async () => {
    const [one, two] = [createTurns('wend/shop', a), createTurns('wend/shop', b)]
    const first = one.take(never)
    let began = false
    const second = two.take(async () => {
      began = true
    })
    two.leave('c')
    one.leave('d')
    expect(await Promise.all([first, second])).toEqual([undefined, undefined])
    expect(began).toBe(false)
    expect(await two.take(async () => 'again')).toBe('again')
  })

  it('a tab is known to live while it has something stored, and of this site only', async () => {
    const [one, two, other] = [
      createTurns('wend/shop', a),
      createTurns('wend/shop', b),
      createTurns('wend/blog', 'c'.repeat(16)),
    ]
    two.stay(true)
    other.stay(true)
    await quiet()
    expect(await one.live()).toEqual([a, b])
    two.stay(false)
    await quiet()
    expect(await one.live()).toEqual([a])
  })
})

it.each([
  ['are missing', undefined],
  ['are refused', { request: () => Promise.reject(new DOMException('Denied.', 'SecurityError')), query: never }],
])('each tab goes its own way where Web Locks %s', async (_, value) => {
  vi.stubGlobal('navigator', { locks: value })
  const turns = createTurns('wend/shop', a)
  turns.stay(true)
  expect(await turns.take(async () => 'done')).toBe('done')
})

it('each tab goes its own way where to look for Web Locks throws', async () => {
  vi.stubGlobal('navigator', {
    get locks() {
      throw new DOMException('Denied.', 'SecurityError')
    },
  })
  const turns = createTurns('wend/shop', a)
  turns.stay(true)
  expect(await turns.take(async () => 'done')).toBe('done')
  expect(await turns.live()).toEqual([a])
})
