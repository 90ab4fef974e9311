import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Bidi, connectBidi } from './bidi.ts'
import type { Browser, LaunchOptions } from './browser.ts'
import { findExecutable } from './executable.ts'
import { watchErrors } from './firefox-errors.ts'
import { createPage } from './firefox-page.ts'
import { poll } from './poll.ts'
import { createProfile } from './profile.ts'
import { type Program, startProgram } from './program.ts'

/** On top of `remote.prefs.recommended`, which Firefox applies by itself when it is driven from outside. */
const preferences: LaunchOptions['preferences'] = {
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.proxy.type': 0,
}

/**
 * Firefox over WebDriver BiDi, spoken directly: puppeteer loses track of a page that comes back from the back/forward cache,
 * because no load event follows, and its next navigation then waits for ever.
 */
export async function launchFirefox(options: LaunchOptions = {}): Promise<Browser> {
  const file = findExecutable('firefox-esr', 'firefox-esr')
  const profile = await createProfile('firefox')
  await writeFile(join(profile.folder, 'user.js'), userPreferences({ ...preferences, ...options.preferences }))
  const program = startProgram(
    file,
    ['--headless', '--no-remote', '--profile', profile.folder, '--remote-debugging-port', '0', 'about:blank'],
    ['ignore', 'ignore', 'pipe'],
  )
  const stop = async () => {
    await program.stop()
    await profile.remove()
  }
  try {
    const errors = watchErrors()
    const bidi = await connectBidi(`${await readAddress(program)}/session`, errors.listener)
    await bidi.send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } })
    await bidi.send('session.subscribe', { events: errors.events })
    return {
      name: 'firefox',
      async open(url) {
        const context = await openTab(bidi)
        const page = createPage(bidi, context, () => errors.of(context))
        if (url !== undefined) await page.goto(url)
        return page
      },
      async close() {
        await Promise.race([bidi.send('browser.close', {}), sleep(3_000, undefined, { ref: false })])
        bidi.close()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}

function userPreferences(values: Required<LaunchOptions>['preferences']): string {
  return Object.entries(values)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('')
}

async function readAddress(program: Program): Promise<string> {
  let said = ''
  program.child.stderr?.on('data', (data) => {
    said += data
  })
  const address = () => /^WebDriver BiDi listening on (ws:\S+)/m.exec(said)?.[1]
  try {
    return await poll('Firefox to listen for a driver', address, 30_000)
  } catch (cause) {
    throw new Error(`Firefox did not start. It said: ${said || 'nothing'}`, { cause })
  }
}

async function openTab(bidi: Bidi): Promise<string> {
  const { context } = await bidi.send<{ context: string }>('browsingContext.create', { type: 'tab' })
  return context
}
