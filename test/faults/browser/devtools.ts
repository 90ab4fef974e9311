import { createServer } from 'node:net'
import puppeteer, { type Page as Tab } from 'puppeteer-core'
import type { Browser, LaunchOptions } from '../../browsers/browser.ts'

/** What only the DevTools of Chromium can do to a browser. */
export interface DevTools {
  /** Takes the network from every tab whose address begins so, or gives it back. */
  offline(url: string, off: boolean): Promise<void>
  /** Kills the process that renders the tab, as when it runs out of memory: no event, no last word. */
  crash(url: string): Promise<void>
  version: string
  close(): Promise<void>
}

/** Launches Chromium with a second door for DevTools, beside the one of the driver. */
export async function withDevTools(
  launch: (options: LaunchOptions) => Promise<Browser>,
): Promise<{ browser: Browser; devtools: DevTools }> {
  const port = await freePort()
  const browser = await launch({ flags: [`--remote-debugging-port=${port}`] })
  const second = await puppeteer.connect({ browserURL: `http://127.0.0.1:${port}`, defaultViewport: null })
  const tabs = async (url: string): Promise<Tab[]> => (await second.pages()).filter((tab) => tab.url().startsWith(url))
  return {
    browser,
    devtools: {
      async offline(url, off) {
        for (const tab of await tabs(url)) await tab.setOfflineMode(off)
      },
      async crash(url) {
        const [tab] = await tabs(url)
        if (!tab) throw new Error(`No tab shows ${url}.`)
        const session = await tab.createCDPSession()
        // It has no answer: who would have to answer is gone.
        session.send('Page.crash').catch(() => {})
        await new Promise((resolve) => setTimeout(resolve, 300))
      },
      version: await second.version(),
      close: () => second.disconnect(),
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('A loopback server reported no port.')
  return address.port
}
