import { parseArgs } from 'node:util'
import { browsers } from '../browsers/browsers.ts'
import { startStack } from '../e2e/stack.ts'
import { createSpa } from '../fixtures/spa.ts'

/**
 * `npm run session`: what a visit costs on the wire. In a real browser: three views of a single-page app, ten custom events
 * with three properties each, a form sent, and the page closed. Counts what reached the collector after the script itself.
 */
const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, browser: { type: 'string', default: 'chromium' } },
})
const kind = browsers.find(({ name }) => name === values.browser)
if (!kind)
  throw new Error(`There is no browser “${values.browser}”. Use ${browsers.map(({ name }) => name).join(', ')}.`)

const stack = await startStack({
  site: (snippet) => createSpa('history', { snippet }),
  config: '    undeclared: accept\n',
})
const browser = await kind.launch()
try {
  const page = await browser.open(`${stack.site}/history/`)
  await page.waitFor(() => Object.isFrozen(window.wend))
  await page.evaluate(() => window.wend.consent({ analytics: true }, 'banner'))
  const pause = () => new Promise((resolve) => setTimeout(resolve, 400))
  for (const link of ['#push', '#push-two']) {
    await pause()
    await page.click(link)
  }
  for (let step = 0; step < 10; step++) {
    await page.evaluate(
      (number) => window.wend.track('step taken', { number, name: `step ${number}`, last: number === 9 }),
      step,
    )
    await pause()
  }
  await page.evaluate(() => window.wend.track('form.submitted', { form: 'newsletter' }))
  await page.close()
  const events = await stack.until((found) => found.length === 14)

  const sent = stack.requests.filter(({ path }) => !path.startsWith('/w/w.js'))
  const result = {
    browser: kind.name,
    events: events.length,
    requests: sent.length,
    preflights: sent.filter(({ method }) => method === 'OPTIONS').length,
    bytes: sent.reduce((sum, { size }) => sum + size, 0),
    bodyBytesPerEvent: Math.round(sent.reduce((sum, { body }) => sum + body.length, 0) / events.length),
  }
  console.log(
    values.json
      ? JSON.stringify(result)
      : `${result.browser}: ${result.events} events in ${result.requests} requests (${result.preflights} preflights), ${result.bytes} bytes with headers, ${result.bodyBytesPerEvent} bytes of body an event`,
  )
} finally {
  await browser.close()
  await stack.stop()
}
