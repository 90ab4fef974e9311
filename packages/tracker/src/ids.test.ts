import { createHash } from 'node:crypto'
import { event } from '@wend/protocol'
import { describe, expect, test, vi } from 'vitest'
import { name, sha256, uuid } from './ids.ts'

const now = Date.UTC(2026, 10, 22)

describe('uuid', () => {
  test('is one of version 7, as the wire format wants it', () => {
    for (let turn = 0; turn < 1000; turn++)
      expect(uuid(now)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(event.shape.id.safeParse(uuid(now)).success).toBe(true)
  })

  test.each([0, 1, now, now + 1, 2 ** 48 - 1])('carries its time %d in its first 48 bits', (at) => {
    expect(Number.parseInt(uuid(at).replaceAll('-', '').slice(0, 12), 16)).toBe(at)
  })

  test('sorts by time', () => {
    const ids = Array.from({ length: 500 }, (_, index) => uuid(now + index * 7))
    expect([...ids].sort()).toEqual(ids)
  })

  test('does not repeat itself within one millisecond', () => {
    expect(new Set(Array.from({ length: 100_000 }, () => uuid(now))).size).toBe(100_000)
  })
})

test('a name is 16 random hex digits', () => {
  expect(name()).toMatch(/^[0-9a-f]{16}$/)
  expect(name()).not.toBe(name())
})

test('nothing is made of what a page may have taken away before there is a tracker to fail quietly', async () => {
  vi.resetModules()
  vi.stubGlobal('BigUint64Array', undefined)
  await expect(import('./ids.ts')).resolves.toBeDefined()
  vi.unstubAllGlobals()
})

test.each(['', 'abc', 'jos\u00e9@example.com', '人'])('sha256 of “%s” is that of everybody else', async (text) => {
  expect(await sha256(text)).toBe(createHash('sha256').update(text).digest('hex'))
})
