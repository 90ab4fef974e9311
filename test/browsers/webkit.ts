import { createServer } from 'node:net'
import type { Browser } from './browser.ts'
import { startDisplay } from './display.ts'
import { findExecutable, findLibraryExecutable } from './executable.ts'
import { poll } from './poll.ts'
import { createProfile } from './profile.ts'
import { startProgram } from './program.ts'
import { startSession } from './webdriver.ts'
import { createPage } from './webkit-page.ts'
import { createTabs } from './webkit-tabs.ts'

/** WebKitGTK, Safari's engine, over classic WebDriver and on a display that nobody sees. */
export async function launchWebKit(): Promise<Browser> {
  const file = findExecutable('WebKitWebDriver', 'webkit2gtk-driver')
  const binary = findLibraryExecutable('/usr/lib/*/webkit2gtk-4.1/MiniBrowser', 'libwebkit2gtk-4.1-0')
  const display = await startDisplay()
  const profile = await createProfile('webkit')
  const port = await freePort()
  const driver = startProgram(file, [`--port=${port}`], 'ignore', {
    DISPLAY: display.name,
    XDG_CACHE_HOME: profile.folder,
    XDG_CONFIG_HOME: profile.folder,
    XDG_DATA_HOME: profile.folder,
    // WebKit's sandbox needs user namespaces, which root in a container seldom has.
    ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
  })
  const stop = async () => {
    await driver.stop()
    await display.stop()
    await profile.remove()
  }
  try {
    const address = `http://127.0.0.1:${port}`
    await poll('WebKitWebDriver to answer', async () => (await fetch(`${address}/status`)).ok)
    const session = await startSession(address, {
      acceptInsecureCerts: true,
      'webkitgtk:browserOptions': { binary, args: ['--automation', '--ignore-tls-errors'] },
    })
    const tabs = await createTabs(session)
    return {
      name: 'webkit',
      async open(url) {
        const page = createPage(session, await tabs.open())
        if (url !== undefined) await page.goto(url)
        return page
      },
      async close() {
        await session.delete('')
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('A loopback server reported no port.')
  return address.port
}
