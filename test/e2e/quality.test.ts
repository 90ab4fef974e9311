import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@wend/collector/config'
import { serve as serveCollector } from '@wend/collector/serve'
import type { QualityReport } from '@wend/protocol'
import { Hono } from 'hono'
import { proxy } from 'hono/proxy'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { serveHttps } from '../browsers/https.ts'
import { serve } from '../fixtures/serve.ts'
import { createSite } from '../fixtures/site.ts'

const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'
const stops: (() => unknown)[] = []
let browser: Browser
beforeAll(async () => {
  const chromium = browsers.find(({ name }) => name === 'chromium')
  if (!chromium) throw new Error('There is no Chromium among the browsers.')
  browser = await chromium.launch({ flags: [`--user-agent=${agent}`] })
})
afterAll(async () => {
  await browser.close()
  for (const stop of stops.reverse()) await stop()
})

/** A collector behind something that can swallow what is posted to it, and say that all is well. */
async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'wend-e2e-'))
  stops.push(() => rmSync(folder, { recursive: true, force: true }))
  let target = ''
  let swallows = false
  const between = await serve(
    new Hono().all('*', async (c) => {
      if (!swallows || c.req.method !== 'POST')
        return proxy(target + c.req.raw.url.replace(/^https?:\/\/[^/]+/, ''), c.req)
      const origin = c.req.header('origin') ?? ''
      const cors = { 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Credentials': 'true' }
      return c.json({ accepted: 1, others: [] }, 200, cors)
    }),
  )
  stops.push(() => between.close())
  const front = await serveHttps(() => between.url)
  stops.push(() => front.close())
  const config = join(folder, 'wend.yaml')
  writeFileSync(
    config,
    `port: 0\nlevel: warn\npublicUrl: ${front.url}\nsites:\n  shop:\n    origins: ["https://localhost:*"]\n    undeclared: accept\n`,
  )
  const collector = await serveCollector(loadConfig(config), {})
  stops.push(() => collector.stop())
  target = collector.url
  const snippet = () => collector.snippets.get('shop') ?? ''
  const pages = await serve(new Hono().route('/', createSite({ snippet, collector: front.url })))
  stops.push(() => pages.close())
  const site = await serveHttps(() => pages.url)
  stops.push(() => site.close())
  return {
    site: site.url,
    swallow: (yes: boolean) => {
      swallows = yes
    },
    async report(): Promise<QualityReport> {
      const headers = { Authorization: `Bearer ${collector.token}` }
      return (await (await fetch(`${collector.url}/api/quality`, { headers })).json()) as QualityReport
    },
  }
}

it('finds the events of a tab whose request was swallowed on the way', async () => {
  const { site, swallow, report } = await start()
  const page = await browser.open(`${site}/`)
  await page.evaluate(() => {
    window.wend.consent({ analytics: true }, 'banner')
    window.wend.track('first')
    return window.wend.flush()
  })
  await expect.poll(async () => (await report()).totals).toMatchObject({ seen: 2, missing: 0 })
  swallow(true)
  await page.evaluate(() => {
    for (const name of ['second', 'third', 'fourth']) window.wend.track(name)
    return window.wend.flush()
  })
  swallow(false)
  await page.evaluate(() => {
    window.wend.track('fifth')
    return window.wend.flush()
  })
  await expect.poll(async () => (await report()).totals).toMatchObject({ seen: 3, missing: 3, duplicates: 0 })
  expect((await report()).browsers).toMatchObject([{ browser: 'Chrome 156', missing: 3 }])
  await page.close()
})
