import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { createSpa, spaNames } from '../fixtures/spa.ts'
import { type Stack, startStack } from './stack.ts'

/** One step of a visit: what is done, and the view it makes, as `title < title of the page before`. */
type Step = readonly [does: string, act: string | 'back' | 'forward', view?: string]

const visit: readonly Step[] = [
  ['a link that pushes', '#push', 'One < Home'],
  ['a button that pushes', '#push-two', 'Two < One'],
  ['the current address again', '#same'],
  ['a place within the page', '#hash'],
  ['back', 'back', 'One < Two'],
  ['forward', 'forward', 'Two < One'],
  ['home', '#home', 'Home < Two'],
  ['a replace', '#replace', 'Two < Home'],
  ['a redirect of the router', '#redirect', 'New < Two'],
  ['home again', '#home', 'Home < New'],
  ['a redirect of a rendered page', '#redirect-effect', 'New < Home'],
  ['a push of another query', '#query', 'New < New'],
]

/** Goes back until another page shows: a fragment, or the same address again, may be an entry of its own. */
async function leaveBack(page: Page): Promise<void> {
  const path = () => page.evaluate(() => location.pathname + location.hash.replace(/^#[^/].*/, ''))
  const before = await path()
  while ((await path()) === before) {
    await page.back()
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

describe.each(browsers)('in $name', ({ name: browserName, launch }) => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())

  it.each(spaNames)('sees each page of the %s router exactly once', async (name) => {
    const stack: Stack = await startStack({ site: (snippet) => createSpa(name, { snippet }) })
    try {
      const page = await browser.open(`${stack.site}/${name}/`)
      await page.waitFor(() => document.title === 'Home' && Object.isFrozen(window.wend))
      await page.evaluate(() => window.wend.consent({ analytics: true }))
      const pause = () => new Promise((resolve) => setTimeout(resolve, 500))
      await pause()
      // The hash router has its pages in the fragment: to it, a place within the page is another page.
      const steps = name === 'react-hash' ? visit.filter(([, act]) => act !== '#hash') : visit
      const expected = ['Home < ', ...steps.flatMap(([, , view]) => view ?? [])]
      for (const [, act] of steps) {
        if (act === 'back') await leaveBack(page)
        else if (act === 'forward') await page.forward()
        else await page.click(act)
        await pause()
      }
      await page.evaluate(() => window.wend.flush())
      const events = await stack.until((found) => found.length >= expected.length)
      const titles = new Map<unknown, unknown>()
      const seen = events.map(({ data }) => {
        const before = titles.get(data.referrer) ?? ''
        titles.set(data.url, data.title)
        return `${data.title} < ${before}`
      })
      expect(seen, `${name} in ${browserName}`).toEqual(expected)
      expect(events.map(({ number }) => number)).toEqual(expected.map((_, index) => index))
      expect(new Set(events.map(({ view }) => view)).size).toBe(expected.length)
      expect(page.errors()).toEqual([])
      await page.close()
    } finally {
      await stack.stop()
    }
  })
})
