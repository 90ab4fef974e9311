import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { locks, quiet } from './testing.ts'
import { inTurn } from './turns.ts'

const never = () => new Promise<never>(() => {})
const take = <T>(work: () => Promise<T>, { signal } = new AbortController()) =>
  inTurn<T>('wend/shop', signal, async (done) => done(await work()))
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
    const first = take(() => promise.then(() => done.push('first')))
    const second = take(async () => done.push('second'))
    await quiet()
    expect(done).toEqual([])
    resolve()
    await Promise.all([first, second])
    expect(done).toEqual(['first', 'second'])
  })

  it('a page that is left lets go at once, also of what it waits for, and its work does not begin', async () => {
    const [one, two] = [new AbortController(), new AbortController()]
    const first = take(never, one)
    let began = false
    const second = take(async () => {
      began = true
    }, two)
    two.abort()
    one.abort()
    expect(await Promise.all([first, second])).toEqual([undefined, undefined])
    expect(began).toBe(false)
    expect(await take(async () => 'again')).toBe('again')
  })
})

it.each([
  ['are missing', undefined],
  ['are refused', { request: () => Promise.reject(new DOMException('Denied.', 'SecurityError')), query: never }],
])('each tab goes its own way where Web Locks %s', async (_, value) => {
  vi.stubGlobal('navigator', { locks: value })
  expect(await take(async () => 'done')).toBe('done')
})

it('each tab goes its own way where to look for Web Locks throws', async () => {
  vi.stubGlobal('navigator', {
    get locks() {
      throw new DOMException('Denied.', 'SecurityError')
    },
  })
  expect(await take(async () => 'done')).toBe('done')
})
