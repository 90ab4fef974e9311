import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './install.mjs'

/** Debian's packages that the tests drive, and a file of each that shows it is there. */
const packages = {
  chromium: 'chromium',
  'firefox-esr': 'firefox-esr',
  'webkit2gtk-driver': 'WebKitWebDriver',
  xvfb: 'Xvfb',
  nginx: 'nginx',
  caddy: 'caddy',
}

/** Where Debian has what only administrators are thought to start. */
const folders = () => [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']

const found = (program) =>
  folders().some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })

/** Installs the browsers and proxies that are missing, with apt-get. Throws a sentence that says what to do where it may not. */
export function installPrograms() {
  const missing = Object.entries(packages).flatMap(([name, program]) => (found(program) ? [] : [name]))
  if (!missing.length) return
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`
  if (process.getuid?.() !== 0) throw new Error(`The tests need browsers and proxies. As root, run: ${command}`)
  console.error(`Installing ${missing.join(', ')} …`)
  // Nothing that is installed here is to start by itself: the tests start what they need, on ports of their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  run('apt-get', ['update', '-qq'], { env })
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], { env })
}
