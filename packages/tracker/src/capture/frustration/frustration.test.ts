// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { channels } from '../../testing.ts'
import { LaidOut, stage } from '../testing.ts'
import frustration from './frustration.ts'

let on: ReturnType<typeof stage>
beforeEach(() => {
  vi.useFakeTimers()
  document.body.innerHTML = ''
  getSelection()?.removeAllRanges()
  vi.stubGlobal('ResizeObserver', LaidOut)
  on = stage(frustration)
})
afterEach(() => {
  on.stop()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const kinds = () => on.of('frustration.detected').map(({ kind }) => kind)
const click = async (selector: string, times: number, between = 80) => {
  for (let count = 0; count < times; count++) {
    const target = document.querySelector(selector) as Element
    target.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, clientX: 10, clientY: 10 }))
    await vi.advanceTimersByTimeAsync(between)
  }
}

describe('clicks', () => {
  it('that nothing answers are rage, once a view, with a score and evidence', async () => {
    document.body.innerHTML = '<button id="buy">Buy</button>'
    await click('#buy', 5)
    await vi.advanceTimersByTimeAsync(2500)
    await click('#buy', 5)
    await vi.advanceTimersByTimeAsync(2500)
    expect(on.of('frustration.detected')).toEqual([
      expect.objectContaining({ kind: 'rage_click', score: 0.6, selector: '[id="buy"]', evidence: expect.any(Array) }),
    ])
  })

  it('that come slowly, but before there could be an answer, are rage and not dead', async () => {
    document.body.innerHTML = '<button id="buy">Buy</button>'
    await click('#buy', 3, 1500)
    await vi.advanceTimersByTimeAsync(2500)
    expect(kinds()).toEqual(['rage_click'])
  })

  it('on a button that does nothing are dead, and a link elsewhere is left alone', async () => {
    document.body.innerHTML = '<button id="more">More</button><a id="away" href="/away">Away</a><p id="text">Text</p>'
    document.addEventListener('click', (event) => event.preventDefault(), { once: false })
    await click('#away', 1, 2500)
    await click('#text', 1, 2500)
    expect(kinds()).toEqual([])
    await click('#more', 1, 2500)
    expect(kinds()).toEqual(['dead_click'])
  })

  it('that change the page each time are neither', async () => {
    document.body.innerHTML = '<button id="plus">+</button><b>0</b>'
    document.querySelector('#plus')?.addEventListener('click', () => {
      ;(document.querySelector('b') as Element).textContent = `${Math.random()}`
    })
    await click('#plus', 6)
    await vi.advanceTimersByTimeAsync(2500)
    expect(kinds()).toEqual([])
  })

  it.each([
    '<canvas id="x"></canvas>',
    '<input id="x" type="range">',
    '<video id="x"></video>',
    '<p data-wend-calm><i id="x"></i></p>',
  ])('on %s are play', async (html) => {
    document.body.innerHTML = html
    await click('#x', 8)
    await vi.advanceTimersByTimeAsync(2500)
    expect(kinds()).toEqual([])
  })

  it('that the page answers with what stood there already are rage', async () => {
    document.body.innerHTML = '<button id="pay">Pay</button><p></p>'
    document.querySelector('#pay')?.addEventListener('click', () => {
      const said = document.querySelector('p') as Element
      said.textContent = 'Loading'
      said.className = 'busy'
    })
    await click('#pay', 6)
    await vi.advanceTimersByTimeAsync(2500)
    expect(on.of('frustration.detected')).toEqual([
      expect.objectContaining({ kind: 'rage_click', evidence: [expect.any(String), '1 of them changed the page'] }),
    ])
  })

  it.each(['button', 'submit'])('on an input that is a button (%s) are rage too', async (type) => {
    document.body.innerHTML = `<input id="buy" type="${type}" value="Buy">`
    await click('#buy', 4)
    await vi.advanceTimersByTimeAsync(2500)
    expect(kinds()).toEqual(['rage_click'])
  })

  it('on a button that is switched off, which hears none of them, are rage', async () => {
    document.body.innerHTML = '<button id="next" disabled>Next</button>'
    for (let count = 0; count < 4; count++)
      document.querySelector('#next')?.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }))
    await vi.advanceTimersByTimeAsync(2500)
    expect(kinds()).toEqual(['rage_click'])
  })

  it('that bring the last to the front are neither', async () => {
    document.body.innerHTML = '<button id="next">Next</button><ul><li>1</li><li>2</li><li>3</li></ul>'
    const list = document.querySelector('ul') as Element
    document.querySelector('#next')?.addEventListener('click', () => list.append(list.firstChild as Node))
    await click('#next', 6)
    await vi.advanceTimersByTimeAsync(2500)
    expect(kinds()).toEqual([])
  })

  it('that change what a component shows, or play something, are neither', async () => {
    document.body.innerHTML =
      '<x-step></x-step><button id="plus">+</button><button id="quieter">-</button><audio></audio>'
    const root = document.querySelector('x-step')?.attachShadow({ mode: 'open' }) as ShadowRoot
    document.querySelector('#plus')?.addEventListener('click', () => {
      root.textContent = `${Math.random()}`
    })
    document.querySelector('#quieter')?.addEventListener('click', () => {
      document.querySelector('audio')?.dispatchEvent(new Event('volumechange'))
    })
    await click('#plus', 6)
    await vi.advanceTimersByTimeAsync(2500)
    await click('#quieter', 6)
    await vi.advanceTimersByTimeAsync(2500)
    expect(kinds()).toEqual([])
  })

  it('are rage also while something else is marked', async () => {
    document.body.innerHTML = '<p>Article 4711</p><button id="buy">Buy</button>'
    getSelection()?.selectAllChildren(document.querySelector('p') as Element)
    await click('#buy', 4)
    await vi.advanceTimersByTimeAsync(2500)
    expect(kinds()).toEqual(['rage_click'])
  })

  it('on a link whose script is gone are dead', async () => {
    document.body.innerHTML = '<a id="more" href="javascript:void(0)">More</a>'
    await click('#more', 1, 2500)
    expect(kinds()).toEqual(['dead_click'])
  })

  it('that an error follows within a second are error clicks, and not dead as well', async () => {
    document.body.innerHTML = '<button id="add">Add</button>'
    await click('#add', 1)
    on.hear('error.occurred', { kind: 'script' })
    await vi.advanceTimersByTimeAsync(2500)
    expect(kinds()).toEqual(['error_click'])
    on.hear('error.occurred', { kind: 'script' })
    expect(kinds()).toHaveLength(1)
  })
})

describe('ways', () => {
  const view = async (url: string, after: number) => {
    on.hear('page.viewed', { url })
    await vi.advanceTimersByTimeAsync(after)
  }

  it('back at once are quick backs; on and on between two pages is a loop', async () => {
    await view('/list', 30_000)
    await view('/wrong', 2000)
    await view('/list', 2000)
    expect(kinds()).toEqual(['quick_back'])
    for (const url of ['/wrong', '/list']) await view(url, 2000)
    expect(kinds().at(-1)).toBe('navigation_loop')
  })

  it('back after reading are nothing', async () => {
    await view('/list', 10_000)
    await view('/item', 30_000)
    await view('/list', 2000)
    expect(kinds()).toEqual([])
  })

  it('back from a page that loaded are quick too, and from several of them no loop', async () => {
    await view('/list', 30_000)
    for (let count = 0; count < 3; count++) {
      window.dispatchEvent(new Event('pagehide'))
      await vi.advanceTimersByTimeAsync(2000)
      await view('/list', 2000)
    }
    expect(kinds()).toEqual(['quick_back', 'quick_back', 'quick_back'])
  })

  it('back to the page where it all began are known', async () => {
    await view('/wrong', 2000)
    await view(location.href, 2000)
    expect(kinds()).toEqual(['quick_back'])
  })

  it('through searches for other things, once one of them has led somewhere, are nothing', async () => {
    for (const term of ['mug', 'plate', 'bowl']) {
      await view(`/search?q=${term}`, 500)
      on.hear('search.performed', { term })
      await view(`/${term}`, 10_000)
    }
    expect(kinds()).toEqual([])
  })

  it('through three searches are repeated searches, three pages of one are not', () => {
    for (let page = 0; page < 3; page++) on.hear('search.performed', { term: 'mug' })
    expect(kinds()).toEqual([])
    for (const term of ['cup', 'coffee mug']) on.hear('search.performed', { term })
    expect(kinds()).toEqual(['repeated_search'])
  })
})

describe('forms', () => {
  it('whose field is changed again and again, or refused three times, name the field', () => {
    for (let count = 0; count < 4; count++) on.hear('form.field_left', { form: 'f', field: 'zip', changes: 1 })
    for (let count = 0; count < 3; count++) on.hear('form.field_failed', { form: 'f', field: 'mail' })
    expect(on.of('frustration.detected')).toEqual([expect.objectContaining({ kind: 'correction_loop', field: 'zip' })])
  })

  it('that are begun and not sent, and errors after which nothing comes, are told after a while', async () => {
    on.hear('form.field_left', { form: 'f', field: 'size', changes: 1 })
    on.hear('form.submit_failed', { form: 'f' })
    await vi.advanceTimersByTimeAsync(29_000)
    expect(kinds()).toEqual([])
    await vi.advanceTimersByTimeAsync(2000)
    expect(kinds()).toEqual(['idle_after_error'])
    await vi.advanceTimersByTimeAsync(30_000)
    expect(kinds()).toEqual(['idle_after_error', 'no_submit'])
  })

  it('that refuse one thing after the other are a loop', () => {
    for (const field of ['number', 'day', 'place']) {
      on.hear('form.field_failed', { form: 'f', field })
      on.hear('form.submit_failed', { form: 'f' })
    }
    expect(on.of('frustration.detected')).toEqual([
      expect.objectContaining({ kind: 'correction_loop', evidence: ['refused 3 times'] }),
    ])
  })

  it('that take long to write are fine', async () => {
    on.hear('form.started', { form: 'f', field: 'letter' })
    for (let word = 0; word < 10; word++) {
      await vi.advanceTimersByTimeAsync(50_000)
      document.body.dispatchEvent(new Event('input', { bubbles: true }))
    }
    expect(kinds()).toEqual([])
    await vi.advanceTimersByTimeAsync(61_000)
    expect(kinds()).toEqual(['no_submit'])
  })

  it.each([
    ['page.not_found', {}],
    ['error.occurred', { kind: 'page', status: 500 }],
  ])('are not alone: nothing after %s is told as well', async (type, data) => {
    on.hear(type, data)
    await vi.advanceTimersByTimeAsync(31_000)
    expect(kinds()).toEqual(['idle_after_error'])
  })

  it('that are sent are fine, and so is who is busy after an error', async () => {
    on.hear('form.field_left', { form: 'f', field: 'size', changes: 1 })
    on.hear('form.field_failed', { form: 'f', field: 'size' })
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'a' }))
    on.hear('form.submitted', { form: 'f' })
    await vi.advanceTimersByTimeAsync(120_000)
    expect(kinds()).toEqual([])
  })
})

it('says nothing after its end, and leaves no timer', async () => {
  document.body.innerHTML = '<button id="buy">Buy</button>'
  on.hear('form.field_left', { form: 'f', field: 'size', changes: 1 })
  await click('#buy', 3)
  on.stop()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(kinds()).toEqual([])
  expect(vi.getTimerCount()).toBe(0)
})

describe('a page that wants to help', () => {
  const minutes = 60_000
  /** Other tabs of the origin: parts of their own, which share a clock. */
  let tabs: ReturnType<typeof stage>[]
  let open: ReturnType<typeof channels>['open']
  beforeEach(() => {
    on.stop()
    const { Channel, open: all } = channels()
    open = all
    vi.stubGlobal('BroadcastChannel', Channel)
    tabs = []
  })
  afterEach(() => {
    for (const tab of tabs) tab.stop()
    vi.unstubAllGlobals()
  })
  const tab = async (listener: (sign: object) => unknown, settings = {}) => {
    const it = stage(frustration, settings)
    it.listeners.add(listener)
    tabs.push(it)
    // What tabs tell each other.
    await vi.advanceTimersByTimeAsync(1)
    return it
  }
  const search = async (tab: ReturnType<typeof stage>) => {
    tab.hear('page.viewed', { url: '/' })
    for (const term of ['mug', 'cup', 'glass']) tab.hear('search.performed', { term })
    await vi.advanceTimersByTimeAsync(1)
  }

  it('is told what happened, once in ten minutes and whichever tab it was', async () => {
    const [first, second] = [vi.fn(), vi.fn()]
    const [one, two] = [await tab(first), await tab(second)]
    await search(one)
    expect(first.mock.calls).toEqual([
      [{ kind: 'repeated_search', score: 0.4, evidence: ['3 searches in 120 s'], view: 'view-1' }],
    ])
    await search(one)
    await search(two)
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 0])
    expect(two.of('frustration.detected')).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(10 * minutes)
    await search(two)
    await search(one)
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1])
  })

  it('is not told by a tab that came after the offer, nor by one that was out of sight', async () => {
    const listener = vi.fn()
    const one = await tab(listener)
    window.dispatchEvent(new Event('pagehide'))
    expect(open.size).toBe(0)
    window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }))
    await search(one)
    const late = vi.fn()
    await search(await tab(late))
    expect([listener.mock.calls.length, late.mock.calls.length]).toEqual([1, 0])
  })

  it('may let an offer pass, and sets how long there is none', async () => {
    const listener = vi.fn<() => unknown>(() => false)
    const one = await tab(listener, { coolDown: minutes })
    await search(one)
    await search(one)
    expect(listener).toHaveBeenCalledTimes(2)
    listener.mockReturnValue(undefined)
    await search(one)
    await vi.advanceTimersByTimeAsync(minutes - 10)
    await search(one)
    expect(listener).toHaveBeenCalledTimes(3)
    await vi.advanceTimersByTimeAsync(10)
    await search(one)
    expect(listener).toHaveBeenCalledTimes(4)
  })

  it('may throw, which the others do not notice', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const error = new Error('no helper')
    const one = await tab(() => {
      throw error
    })
    const other = vi.fn()
    one.listeners.add(other)
    await search(one)
    expect(said.mock.calls).toEqual([['[wend]', error]])
    expect(other).toHaveBeenCalledOnce()
    said.mockRestore()
  })

  it('is not put off by what others say in the channel', async () => {
    const listener = vi.fn()
    const one = await tab(listener)
    for (const said of ['help', null, {}, Number.NaN, -1]) new BroadcastChannel('wend/help').postMessage(said)
    await vi.advanceTimersByTimeAsync(1)
    await search(one)
    expect(listener).toHaveBeenCalledOnce()
    new BroadcastChannel('wend/help').postMessage(Date.now() + 1e9)
    await vi.advanceTimersByTimeAsync(10 * minutes)
    await search(one)
    expect(listener).toHaveBeenCalledTimes(2)
  })

  it('hears nothing after the end, and its channel is closed', async () => {
    const listener = vi.fn()
    const one = await tab(listener)
    one.stop()
    await search(one)
    expect([listener.mock.calls.length, open.size]).toEqual([0, 0])
  })

  it('works by itself where tabs cannot talk', async () => {
    vi.stubGlobal('BroadcastChannel', undefined)
    const listener = vi.fn()
    await search(await tab(listener))
    expect(listener).toHaveBeenCalledOnce()
  })
})
