import type { CloudEvent } from '@wend/protocol'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { page } from '../fixtures/page.ts'
import { withSnippet } from '../fixtures/snippet.ts'
import { type Stack, startStack } from './stack.ts'

/** A page that goes on within itself: a click changes the address, and then what is seen. */
const app = page(
  'App',
  `<main><p>The first view of a page that goes on within itself.</p></main><button id="next" type="button">Next</button>
  <script>
    let count = 0
    next.onclick = () => {
      history.pushState(null, '', '/view-' + ++count)
      setTimeout(() => {
        document.querySelector('main').innerHTML = '<h2>View ' + count + '</h2><p>' + 'Another text for another view. '.repeat(9) + '</p>'
      }, 50)
    }
  </script>`,
)

const wait = () => new Promise((resolve) => setTimeout(resolve, 1000))

describe.each(browsers)('in $name', ({ features, launch }) => {
  let stack: Stack
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
    stack = await startStack({
      site: (snippet) => new Hono().get('/', (c) => c.html(withSnippet(app, snippet))),
      config: '    undeclared: accept\n    capture: { vitals: true }\n',
    })
  })
  afterAll(async () => {
    await browser.close()
    await stack.stop()
  })

  it('tells each vital once a view, also of views within a page where the browser tells them apart', async () => {
    const tab = await browser.open(`${stack.site}/`)
    await tab.evaluate(() => window.wend.consent({ analytics: true }))
    await tab.waitFor(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/capture.js')))
    for (const view of [1, 2]) {
      await wait()
      await tab.click('#next')
      await tab.waitFor((title) => document.querySelector('h2')?.textContent === title, `View ${view}`)
    }
    await wait()
    await tab.close()

    const told = (events: readonly CloudEvent[]) => {
      const views = events.filter(({ type }) => type === 'page.viewed').map(({ view }) => view)
      return events
        .filter(({ type }) => type === 'vital.measured')
        .map(({ view, data }) => `${data.metric} of view ${views.indexOf(view) + 1}`)
        .sort()
    }
    const expected = [
      'TTFB of view 1',
      ...(features.softNavigation
        ? ['CLS', 'FCP', 'LCP'].flatMap((metric) => [1, 2, 3].map((view) => `${metric} of view ${view}`))
        : ['FCP of view 1']),
    ]
    const found = told(await stack.until((events) => expected.every((one) => told(events).includes(one))))
    expect(new Set(found).size).toBe(found.length)
    const others = found.filter((one) => !expected.includes(one))
    // The click that leads to a view is answered on the one before.
    const possible = features.softNavigation ? /^INP of view [12]$/ : /^(INP|CLS|LCP) of view 1$/
    expect(others.filter((one) => !possible.test(one))).toEqual([])
  })
})
