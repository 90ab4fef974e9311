import { setTimeout as sleep } from 'node:timers/promises'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { poll } from '../browsers/poll.ts'
import { page } from '../fixtures/page.ts'
import { withSnippet } from '../fixtures/snippet.ts'
import { type Stack, startStack } from './stack.ts'

declare global {
  interface Window {
    offers: { kind: string }[]
    endOffers: () => void
  }
}

const helpful = `<script>
  offers = []
  endOffers = wend.on('frustration', (sign) => { offers.push(sign) })
</script><button id="pay" onclick="throw new Error('no such service')">Pay</button>`

describe.each(browsers.filter(({ name }) => name !== 'webkit'))('in $name', ({ launch }) => {
  let browser: Browser
  let stack: Stack
  beforeAll(async () => {
    stack = await startStack({
      site: (snippet) => new Hono().get('/', (c) => c.html(withSnippet(page('Pay', helpful), snippet))),
      config: '    capture: { errors: true, frustration: true }\n',
    })
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await stack?.stop()
  })
  const open = async () => {
    const tab = await browser.open(stack.site)
    await tab.waitFor(() => Object.isFrozen(window.wend))
    return tab
  }
  const detected = async () => (await stack.events()).filter(({ type }) => type === 'frustration.detected').length
  /** The parts come in their own time. A kind is told once a view, so more clicks do no harm. */
  const fail = (tab: Page, times: number) =>
    poll(`sign ${times} of trouble`, async () => {
      await tab.click('#pay')
      await tab.evaluate(() => window.wend.flush())
      return (await detected()) === times
    })

  it('offers help in one of two tabs, and only after a yes', async () => {
    const one = await open()
    const before = await detected()
    await one.click('#pay')
    await one.evaluate(() => window.wend.consent({ analytics: true }))
    expect(await one.evaluate(() => window.offers)).toEqual([])
    await fail(one, before + 1)
    expect(await one.evaluate(() => window.offers)).toEqual([
      { kind: 'error_click', score: 0.5, evidence: [expect.any(String)], view: expect.any(String) },
    ])

    // It came after the offer.
    const two = await open()
    await two.evaluate(() => window.wend.consent({ analytics: true }))
    await two.waitFor(() => performance.getEntriesByType('resource').some(({ name }) => name.includes('capture.js')))
    // It asks the other tabs as it starts. Who clicks before they have answered may be offered help twice.
    await sleep(1000)
    await fail(two, before + 2)
    expect(await two.evaluate(() => window.offers)).toEqual([])
    expect(await two.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }))).toEqual([])
    await two.close()
    await one.evaluate(() => window.endOffers())
    await one.close()
  })
})
