import puppeteer, { type Page as Tab } from 'puppeteer-core'
import type { Browser, Cookie, LaunchOptions, Page } from './browser.ts'
import { findExecutable } from './executable.ts'
import { poll } from './poll.ts'
import { asExpression, readResult } from './script.ts'

export const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-proxy-server',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--ignore-certificate-errors',
]

/**
 * Chromium over the DevTools protocol. Its back/forward cache and prerendering work with puppeteer attached; a DevTools session
 * of our own beside puppeteer's would end prerendering (`PrerenderingDisabledByDevTools`), so there is none.
 */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const browser = await puppeteer.launch({
    executablePath: findExecutable('chromium', 'chromium'),
    defaultViewport: { width: 1280, height: 800 },
    args: [...flags, ...(options.flags ?? [])],
  })
  return {
    name: 'chromium',
    async open(url) {
      const tab = await browser.newPage()
      const page = createPage(tab)
      if (url !== undefined) await page.goto(url)
      return page
    },
    close: () => browser.close(),
  }
}

function createPage(tab: Tab): Page {
  const errors = collectErrors(tab)
  const page: Page = {
    async goto(url) {
      await tab.goto(url)
    },
    evaluate: async (script, ...args) => readResult(await tab.evaluate(asExpression(script, args))),
    async waitFor(script, ...args) {
      await poll(`${script}`, () => page.evaluate(script, ...args))
    },
    click: (selector) => tab.click(selector),
    type: (selector, text) => tab.type(selector, text),
    async press(key, held) {
      if (held) await tab.keyboard.down(held)
      await tab.keyboard.press(key)
      if (held) await tab.keyboard.up(held)
    },
    async back() {
      await tab.goBack()
    },
    async forward() {
      await tab.goForward()
    },
    async reload() {
      await tab.reload()
    },
    url: () => page.evaluate(() => location.href),
    async cookies() {
      const cookies = await tab.cookies(await page.url())
      return cookies.map(
        ({ name, value, domain, path, httpOnly = false, secure, sameSite, session, expires }): Cookie => ({
          ...{ name, value, domain, path, httpOnly, secure },
          ...(sameSite && sameSite !== 'Default' && { sameSite }),
          ...(!session && { expires }),
        }),
      )
    },
    viewport: (width, height) => tab.setViewport({ width, height }),
    colorScheme: (scheme) => tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]),
    async autofill(selector, address) {
      const field = await tab.$(selector)
      await field?.autofill({ address: { fields: Object.entries(address).map(([name, value]) => ({ name, value })) } })
    },
    async screenshot(path) {
      await tab.screenshot({ path: path as `${string}.png` })
    },
    errors: () => errors,
    close: () => tab.close(),
  }
  return page
}

function collectErrors(tab: Tab): readonly string[] {
  const errors: string[] = []
  tab.on('pageerror', (error) => errors.push(String(error)))
  tab.on('console', (message) => {
    // What Chromium itself logs comes without arguments, and among it are failed loads, which are no errors of the page.
    const byPage = message.args().length > 0
    if (!byPage && /Content Security Policy|requires 'Trusted/.test(message.text())) errors.push(message.text())
  })
  return errors
}
