import { expect, test } from 'vitest'
import { createSession, tokenIn } from './session.ts'

/** An address bar and a storage, as far as a session uses them. */
function world(hash: string, storage = new Map<string, string>()) {
  const location = { pathname: '/console/', search: '', hash }
  return {
    location,
    history: {
      replaceState(_data: unknown, _unused: string, url?: string | URL | null) {
        location.hash = new URL(String(url), 'https://shop.example').hash
      },
    },
    stored: storage,
    storage: () => ({
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
      removeItem: (key: string) => void storage.delete(key),
    }),
  }
}

test('takes the token from the link, and out of the address', () => {
  const here = world('#token=abc%2Bd')
  expect(createSession(here).token()).toBe('abc+d')
  expect(here.location.hash).toBe('')
  expect([...here.stored.values()]).toEqual(['abc+d'])
})

test('finds the token again after a reload', () => {
  const here = world('#token=abc')
  createSession(here).token()
  expect(createSession(here).token()).toBe('abc')
})

test('lets a new link replace the token it had', () => {
  const storage = new Map([['wend.token', 'old']])
  expect(createSession(world('#token=new', storage)).token()).toBe('new')
})

test('leaves other fragments alone', () => {
  const here = world('#/live')
  expect(createSession(here).token()).toBeUndefined()
  expect(here.location.hash).toBe('#/live')
})

test('forgets the token on sign-out', () => {
  const session = createSession(world('#token=abc'))
  session.token()
  session.forget()
  expect(session.token()).toBeUndefined()
})

test('works until the next reload where storage is blocked', () => {
  const session = createSession({
    ...world('#token=abc'),
    storage: () => {
      throw new DOMException('blocked', 'SecurityError')
    },
  })
  expect(session.token()).toBe('abc')
  expect(session.token()).toBe('abc')
})

test.each([
  ['http://127.0.0.1:8787/console/#token=abc', 'abc'],
  ['#token=a.b-c_d~', 'a.b-c_d~'],
  ['#token=100%', '100%'],
  ['abc', undefined],
  ['#token=', undefined],
])('finds in %s the token %s', (text, token) => {
  expect(tokenIn(text)).toBe(token)
})
