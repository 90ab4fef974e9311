// @vitest-environment happy-dom
import { act, createElement, StrictMode, useEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, expect, it, vi } from 'vitest'
import type { Wend } from '../api.ts'
import { useWend, WendProvider } from './react.ts'

const options = { site: 'shop', endpoint: 'https://shop.example/w', pages: false }
let seen: Wend[] = []
function Child() {
  const wend = useWend()
  seen.push(wend)
  useEffect(() => wend.track('made'), [wend])
  return 'child'
}
const app = createElement(StrictMode, null, createElement(WendProvider, options, createElement(Child)))

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
afterEach(() => {
  seen.at(-1)?.stop()
  seen = []
  Reflect.deleteProperty(window, 'wend')
  vi.restoreAllMocks()
})

it('starts one tracker in StrictMode, and keeps it when it is mounted again', async () => {
  const listened = vi.spyOn(window, 'addEventListener')
  const started = () => listened.mock.calls.filter(([type]) => type === 'pagehide').length
  for (const container of [document.createElement('div'), document.createElement('div')]) {
    const root = createRoot(container)
    await act(() => root.render(app))
    expect(container.textContent).toBe('child')
    await act(() => root.unmount())
  }
  expect(started()).toBe(1)
  expect(new Set(seen).size).toBe(1)
  expect(Object.isFrozen(seen[0])).toBe(true)
})

it('starts another one after the first was stopped', async () => {
  const trackers = []
  for (const container of [document.createElement('div'), document.createElement('div')]) {
    const root = createRoot(container)
    await act(() => root.render(app))
    trackers.push(seen.at(-1))
    seen.at(-1)?.stop()
    await act(() => root.unmount())
  }
  expect(trackers[0]).not.toBe(trackers[1])
})

it('gives the tracker of the script tag where there is no provider', async () => {
  const track = vi.fn()
  Object.assign(window, { wend: { track, stop: () => {} } })
  const root = createRoot(document.createElement('div'))
  await act(() => root.render(createElement(Child)))
  expect(track).toHaveBeenCalledWith('made')
  await act(() => root.unmount())
})

it.each([undefined, document.createElement('div')])('says where there is none, and does nothing (%s)', async (wend) => {
  Object.assign(window, { wend })
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  const root = createRoot(document.createElement('div'))
  await act(() => root.render(createElement(Child)))
  expect(said.mock.calls).toEqual([[expect.stringMatching(/^\[wend\] There is no tracker/)]])
  await act(() => root.unmount())
})
