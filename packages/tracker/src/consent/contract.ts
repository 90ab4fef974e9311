import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SignalAdapter, Statement, TcfMap } from './adapter.ts'

/** A page with one signal on it, as real as it can be without the platform's own script. */
export interface Stage {
  /** What a policy says, where the adapter needs it. */
  map?: TcfMap
  /** The platform comes, and has not heard the visitor yet. */
  arrive(): void
  /** The visitor answers. */
  answer(yes: boolean): void
  /** The platform says that it is broken. Without it, it cannot say so. */
  fail?(): void
  /** How many listeners the platform still serves. */
  listeners(): number
  /** Takes the platform away. */
  leave(): void
  /** Puts nonsense in the place of the platform. */
  nonsense: readonly (readonly [string, () => void])[]
}

/** What every adapter of a signal that is to be expected does, whoever made the platform. */
export function signalContract(name: string, adapter: SignalAdapter, make: () => Stage): void {
  describe(`the contract of signals, ${name}`, () => {
    let stage: Stage
    let told: [Statement, string | undefined][]
    let hooked: Map<string, number>
    const stops: (() => void)[] = []
    const watch = () => {
      const stop = adapter.watch((statement, text) => void told.push([statement, text]), stage.map)
      if (!stop) throw new Error('It is not listening.')
      stops.push(stop)
      return stop
    }
    const last = () => told.at(-1)?.[0]
    const saysYes = () => told.some(([statement]) => JSON.stringify(statement).includes('true'))

    beforeEach(() => {
      vi.useFakeTimers({
        toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout', 'Date'],
        now: Date.UTC(2026, 10, 22, 12),
      })
      told = []
      hooked = new Map()
      const count = (by: number) => (type: string) => void hooked.set(type, (hooked.get(type) ?? 0) + by)
      const { addEventListener: add, removeEventListener: remove } = window
      vi.spyOn(window, 'addEventListener').mockImplementation((...args) => {
        count(1)(args[0])
        add.apply(window, args)
      })
      vi.spyOn(window, 'removeEventListener').mockImplementation((...args) => {
        if (hooked.get(args[0])) count(-1)(args[0])
        remove.apply(window, args)
      })
      stage = make()
    })
    afterEach(() => {
      for (const stop of stops.splice(0)) stop()
      stage.leave()
      vi.restoreAllMocks()
      vi.useRealTimers()
    })

    it('is pending at once, and a failure when the platform never comes', () => {
      watch()
      expect(told).toEqual([['pending', undefined]])
      vi.advanceTimersByTime(9_000)
      expect(told).toHaveLength(1)
      vi.advanceTimersByTime(60_000)
      expect(told.map(([statement]) => statement)).toEqual(['pending', 'failed'])
      expect(vi.getTimerCount()).toBe(0)
    })

    it('does not give up before the page has loaded', () => {
      const state = vi.spyOn(document, 'readyState', 'get').mockReturnValue('interactive')
      watch()
      vi.advanceTimersByTime(60_000)
      expect(vi.getTimerCount()).toBe(0)
      expect(last()).toBe('pending')
      state.mockReturnValue('complete')
      dispatchEvent(new Event('load'))
      expect(last()).toBe('failed')
    })

    it.each([
      ['is there before us', 0],
      ['comes a little later', 3_500],
    ])('hears a platform that %s', (_, delay) => {
      if (!delay) stage.arrive()
      watch()
      vi.advanceTimersByTime(delay)
      if (delay) stage.arrive()
      vi.advanceTimersByTime(1_000)
      expect(last()).toBe('pending')
      stage.answer(true)
      expect(last()).toMatchObject({ says: { analytics: true, marketing: true } })
      stage.answer(false)
      expect(last()).toMatchObject({ says: { analytics: false, marketing: false } })
    })

    it('hears an answer that was given before', () => {
      stage.arrive()
      stage.answer(false)
      watch()
      expect(last()).toMatchObject({ says: { analytics: false, marketing: false } })
    })

    it('still finds a platform when somebody clicks after it had been given up', () => {
      watch()
      vi.advanceTimersByTime(60_000)
      stage.arrive()
      dispatchEvent(new Event('click'))
      stage.answer(true)
      expect(last()).toMatchObject({ says: { analytics: true } })
    })

    it('says nothing twice', () => {
      stage.arrive()
      watch()
      stage.answer(true)
      const before = told.length
      vi.advanceTimersByTime(5_000)
      stage.answer(true)
      stage.answer(true)
      expect(told).toHaveLength(before)
    })

    if (make().fail)
      it('says that a platform is broken, and hears it when it recovers', () => {
        stage.arrive()
        watch()
        stage.fail?.()
        expect(last()).toBe('failed')
        stage.answer(true)
        expect(last()).toMatchObject({ says: { analytics: true } })
      })

    it.each([
      ['before the platform is there', false],
      ['while it listens', true],
    ])('leaves nothing behind when stopped %s', (_, there) => {
      if (there) stage.arrive()
      const stop = watch()
      vi.advanceTimersByTime(500)
      stop()
      stop()
      expect(stage.listeners()).toBe(0)
      expect(vi.getTimerCount()).toBe(0)
      expect([...hooked].filter(([, left]) => left)).toEqual([])
      const before = told.length
      if (!there) stage.arrive()
      dispatchEvent(new Event('load'))
      dispatchEvent(new Event('click'))
      vi.advanceTimersByTime(60_000)
      stage.answer(true)
      expect(told).toHaveLength(before)
    })

    it('can be watched by two', () => {
      stage.arrive()
      const stop = watch()
      watch()
      stop()
      stage.answer(true)
      expect(last()).toMatchObject({ says: { analytics: true } })
    })

    it('takes no harm from nonsense, does none, and reads no yes in it', () => {
      for (const [what, put] of stage.nonsense) {
        told = []
        put()
        let stop: (() => void) | undefined
        expect(() => {
          stop = adapter.watch((statement, text) => void told.push([statement, text]), stage.map)
          vi.advanceTimersByTime(60_000)
          dispatchEvent(new Event('click'))
        }, what).not.toThrow()
        expect(saysYes(), what).toBe(false)
        expect(['pending', 'failed'], what).toContain(last())
        expect(() => stop?.(), what).not.toThrow()
        stage.leave()
      }
      expect(stage.nonsense.length).toBeGreaterThan(3)
    })

    it('keeps from the page what goes wrong in us', () => {
      stage.arrive()
      const stop = adapter.watch(() => {
        throw new Error('ours')
      }, stage.map)
      expect(() => stage.answer(true)).not.toThrow()
      expect(() => stop?.()).not.toThrow()
    })
  })
}
