import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** How each tells its version. WebKit's MiniBrowser and its driver do not; the package they come in does. */
const commands: readonly [name: string, program: string, ...args: string[]][] = [
  ['Chromium', 'chromium', '--version'],
  ['Firefox', 'firefox-esr', '--version'],
  ['WebKitGTK', 'dpkg-query', '--show', 'libwebkit2gtk-4.1-0'],
]

/** The browsers that stand on this machine. */
export async function versions(): Promise<string[]> {
  const told = commands.map(([name, program, ...args]) =>
    promisify(execFile)(program, args).then(
      ({ stdout }) => `${name} ${/\d+\.\d+\.[\d.]+(esr)?/.exec(stdout)?.[0] ?? 'of an unknown version'}`,
      () => '',
    ),
  )
  return (await Promise.all(told)).filter(Boolean)
}
