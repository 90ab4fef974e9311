// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Wend } from './api.ts'
import { defaults, strict } from './defaults.ts'
import { known } from './item.ts'
import { always } from './pieces/always.ts'
import { landing } from './pieces/landing.ts'
import { memory } from './pieces/memory.ts'
import { accept, channels, device, load, locks, lose, quiet, refuse, standIn } from './testing.ts'
import { createTracker } from './tracker.ts'

/**
 * What becomes of an event may not depend on what crashes, fails or comes late: over random sequences of two tabs of one
 * device. Each event carries a number of its own, and a small model says what may happen to it.
 */
interface Made {
  /** Whether it was ever refused: made while denied, or denied before it was sent. */
  refused: boolean
  /** How often the collector had it when it was refused: it may never be more. */
  before: number
  /** Whether it may have been lost in an honest way: its tab crashed, or was left while nothing got through. */
  excused: boolean
  tab: number
  /** Its page is gone. */
  lost?: boolean
}

let collector: ReturnType<typeof standIn>
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: Date.UTC(2026, 10, 22, 12) })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** The same numbers each time (mulberry32), so that a failure can be repeated by its seed. */
function numbers(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

interface Page extends Wend {
  /** Nothing that it would still do reaches its device. */
  end: { gone: boolean }
}
const open = (policy: typeof strict, here: ReturnType<typeof device>): Page => {
  const end = { gone: false }
  const { api } = createTracker(
    {
      site: 'shop',
      endpoint: 'https://shop.example/w',
      ...defaults,
      policy,
      pages: false,
      pieces: [always, landing, memory],
    },
    load,
    here.store(end),
  )
  return { ...api, end }
}
/** Its page is gone without a word: nothing that it would still do reaches anything. */
function crash(wend: Page) {
  wend.end.gone = true
  vi.stubGlobal('fetch', () => new Promise(() => {}))
  wend.stop()
  vi.stubGlobal('fetch', collector.fetch)
}

const sequences = 1000
it(`keeps to it in ${sequences} random sequences of grant, deny, withdraw, reload, crash and outage in two tabs`, async () => {
  let delivered = 0
  let refusals = 0
  let revived = 0
  for (let seed = 1; seed <= sequences; seed++) {
    const random = numbers(seed)
    collector = standIn((sent, index) => take(sent, index))
    const tabs = channels()
    const here = device()
    Object.defineProperty(navigator, 'locks', { value: locks(), configurable: true })
    const remember = random(2) ? 6 : 0
    const policy = {
      ...strict,
      id: '1.000000000000',
      remember,
      regimes: { '': ['opt-in', (['hold', 'anonymous', 'off'] as const)[random(3)]] },
    } as typeof strict
    // biome-ignore lint/suspicious/noDocumentCookie: as a page would.
    document.cookie = 'wend_consent=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT'
    vi.stubGlobal('BroadcastChannel', tabs.Channel)
    vi.stubGlobal('fetch', collector.fetch)
    const pages = [open(policy, here), open(policy, here)]
    /** What the visitor said last, in any tab, as each tab may know it. */
    const granted: (boolean | undefined)[] = [undefined, undefined]
    const made: Made[] = []
    const times = (number: number) => collector.events().filter(({ data }) => data.number === number).length
    /** What the collector has really taken, and not only been asked to. */
    const taken = new Set<unknown>()
    const take: typeof accept = (sent, index) => {
      for (const { data } of sent.envelope.events ?? []) taken.add(data.number)
      return accept(sent, index)
    }
    const refuseAll = (tab: number) => {
      for (const [number, event] of made.entries()) {
        if (event.tab !== tab || event.refused) continue
        event.refused = true
        event.before = times(number)
      }
    }
    const replace = (tab: number) => {
      for (const event of made) if (event.tab === tab) event.excused = event.lost = true
      pages[tab] = open(policy, here)
      granted[tab] = remember ? recalled : undefined
    }
    let recalled: boolean | undefined

    for (let step = 0; step < 40; step++) {
      const tab = random(2)
      const api = pages[tab] as Page
      const acts: (() => unknown)[] = [
        () => {
          const doubt = random(4) ? 'mug' : 'jo@example.com'
          api.track('made', { number: made.length, text: doubt })
          made.push({ refused: granted[tab] === false, before: 0, excused: granted[tab] !== true, tab })
        },
        () => {
          api.consent({ analytics: true })
          granted[tab] = recalled = true
          // What waited for it is wanted from now on, where it was held.
          if (policy.regimes['']?.[1] === 'hold')
            for (const event of made) if (event.tab === tab && !event.refused && !event.lost) event.excused = false
        },
        () => {
          // A tab that has a yes may have taken up what this one stored, and hears of the no in a moment.
          const shared = granted[1 - tab] === true ? made.filter(({ refused }) => !refused) : []
          api.consent({ analytics: false })
          granted[tab] = recalled = false
          refuseAll(tab)
          // Then it is one with it.
          return quiet().then(() => {
            granted[1 - tab] = false
            refuseAll(1 - tab)
            for (const [number, event] of made.entries()) if (shared.includes(event)) event.before = times(number)
          })
        },
        // Left and loaded again: what waits goes with it, as far as there is a connection.
        async () => {
          api.stop()
          replace(tab)
          await quiet()
          api.end.gone = true
        },
        // Gone without a word.
        () => {
          crash(api)
          replace(tab)
        },
        () => vi.advanceTimersByTimeAsync(random(8000)),
        // Where the other tab rests after a failure, it waits for it.
        () => Promise.race([api.flush(), vi.advanceTimersByTimeAsync(10_000)]),
        () => void api.flush(),
        () => {
          collector.answer = [take, take, lose, refuse(503)][random(4)] ?? take
        },
      ]
      // Mostly something happens, and now and then it goes wrong.
      await acts[[0, 0, 0, 0, 0, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 8][random(16)] ?? 0]?.()
    }

    collector.answer = take
    const missing = () => made.some(({ refused, excused }, number) => !refused && !excused && !taken.has(number))
    // To load a part and to pack takes its time, and the clock of the test stands still meanwhile.
    const end = performance.now() + 10_000
    for (let turn = 0; turn < 4 || (missing() && performance.now() < end); turn++) {
      await vi.advanceTimersByTimeAsync(120_000)
      for (const api of pages) await Promise.race([api.flush(), vi.advanceTimersByTimeAsync(10_000)])
      await quiet()
    }
    for (const [number, { refused, before, excused, lost }] of made.entries()) {
      if (refused) {
        refusals++
        if (times(number) !== before)
          throw new Error(`Event ${number} of seed ${seed} was refused, and came all the same.`)
      } else if (!excused) {
        delivered++
        if (!taken.has(number)) throw new Error(`Event ${number} of seed ${seed} was granted, and is lost.`)
      } else if (lost && taken.has(number)) revived++
    }
    for (const api of pages) api.stop()
    await quiet()
    // A withdrawal that its page did not live to see answered may be there.
    if (recalled === false && here.items().some(({ kind }) => kind === known))
      throw new Error(`After the no of seed ${seed} there is something on the device.`)
  }
  // The model would be worth nothing if it let everything pass.
  expect(delivered).toBeGreaterThan(sequences)
  expect(refusals).toBeGreaterThan(sequences)
  expect(revived).toBeGreaterThan(sequences / 4)
}, 240_000)
