// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { dnt, doNotTrack } from './dnt.ts'

afterEach(() => {
  Reflect.deleteProperty(navigator, 'doNotTrack')
  Reflect.deleteProperty(window, 'doNotTrack')
})

describe('Do Not Track', () => {
  it.each([
    [undefined, undefined, false],
    [null, undefined, false],
    ['unspecified', undefined, false],
    ['0', undefined, false],
    ['no', 'no', false],
    ['', '', false],
    [true, 1, false],
    ['1', undefined, true],
    ['yes', undefined, true],
    [undefined, '1', true],
    [undefined, 'yes', true],
    ['0', '1', true],
    ['1', '0', true],
  ])('is, with %s in the navigator and %s on the window: %s', (browser, page, on) => {
    Object.defineProperty(navigator, 'doNotTrack', { value: browser, configurable: true })
    Object.defineProperty(window, 'doNotTrack', { value: page, configurable: true })
    expect(doNotTrack()).toBe(on)
    const tell = vi.fn()
    const stop = dnt.watch(tell)
    expect(stop !== undefined).toBe(on)
    const says = { analytics: false, personalisation: false, marketing: false }
    expect(tell.mock.calls).toEqual(on ? [[{ says }]] : [])
    expect(() => stop?.()).not.toThrow()
  })
})
