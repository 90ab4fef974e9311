import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { createSSRApp, defineComponent, h } from 'vue'
import { renderToString as renderVue } from 'vue/server-renderer'
import { useWend as useReact, WendProvider } from './react.ts'
import { useWend as useVue, wend } from './vue.ts'

const options = { site: 'shop', endpoint: 'https://shop.example/w' }

function Child() {
  useReact().track('made')
  return createElement('p', null, 'child')
}
const child = defineComponent(() => {
  const tracker = useVue()
  tracker.track('made')
  return () => h('p', 'child')
})

it('renders on a server as if it were not there, and says nothing', async () => {
  const said = vi.spyOn(console, 'error')
  expect(renderToString(createElement(WendProvider, options, createElement(Child)))).toBe('<p>child</p>')
  expect(renderToString(createElement(Child))).toBe('<p>child</p>')
  expect(await renderVue(createSSRApp(child).use(wend, options))).toBe('<p>child</p>')
  expect(await renderVue(createSSRApp(child))).toBe('<p>child</p>')
  expect(said).not.toHaveBeenCalled()
})
