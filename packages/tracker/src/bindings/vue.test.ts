// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest'
import { createApp, defineComponent, h } from 'vue'
import type { Wend } from '../api.ts'
import { useWend, wend } from './vue.ts'

const options = { site: 'shop', endpoint: 'https://shop.example/w', pages: false }
let seen: Wend[] = []
const child = defineComponent({ setup: () => void seen.push(useWend()), render: () => h('p') })
afterEach(() => {
  seen[0]?.stop()
  seen = []
  Reflect.deleteProperty(window, 'wend')
  vi.restoreAllMocks()
})

it('starts one tracker for all apps of a page, for components and their templates', () => {
  const listened = vi.spyOn(window, 'addEventListener')
  const both = defineComponent({
    render() {
      seen.push(this.$wend)
      return h(child)
    },
  })
  for (const container of [document.createElement('div'), document.createElement('div')]) {
    const app = createApp(both).use(wend, options)
    app.mount(container)
    app.unmount()
  }
  expect(seen).toHaveLength(4)
  expect(new Set(seen).size).toBe(1)
  expect(listened.mock.calls.filter(([type]) => type === 'pagehide')).toHaveLength(1)
})

it('gives the tracker of the script tag where there is no plugin', () => {
  const tag = { track: () => {}, stop: () => {} }
  Object.assign(window, { wend: tag })
  createApp(child).mount(document.createElement('div'))
  expect(seen[0]).toBe(tag)
})

it('says where there is none, and does nothing', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  createApp(child).mount(document.createElement('div'))
  seen[0]?.track('made')
  expect(said.mock.calls).toEqual([[expect.stringMatching(/^\[wend\] There is no tracker/)]])
})
