import { writeFile } from 'node:fs/promises'
import type { Cookie, Json, Page } from './browser.ts'
import { pressing } from './keys.ts'
import { poll } from './poll.ts'
import { asExpression, readResult } from './script.ts'
import type { WebDriver } from './webdriver.ts'
import type { Tab } from './webkit-tabs.ts'

interface Answer {
  readonly text?: string
  readonly errors: readonly string[]
}

/** One tab of WebKit. */
export function createPage(session: WebDriver, tab: Tab): Page {
  const errors: string[] = []

  /** Runs the script and brings back what went wrong in the page since the last time. */
  async function run(script: (...args: never[]) => unknown, args: readonly Json[]): Promise<unknown> {
    const answer = await session.post<Answer>('/execute/sync', {
      script: `return (${listen})(() => ${asExpression(script, args)})`,
      args: [],
    })
    errors.push(...answer.errors)
    return answer.text
  }

  /** A command that leaves the document: takes its errors along, and listens in the next one. */
  const leave = (command: () => Promise<unknown>) =>
    tab.use(async () => {
      await run(() => {}, []).catch(() => {})
      await command()
      await run(() => {}, [])
    })

  const onElement = (selector: string, command: string, body?: object) =>
    tab.use(async () => {
      const element = await session.post<Record<string, string>>('/element', { using: 'css selector', value: selector })
      await session.post<void>(`/element/${Object.values(element)[0]}/${command}`, body)
    })

  const page: Page = {
    goto: (url) => leave(() => session.post('/url', { url })),
    evaluate: async (script, ...args) => readResult(await tab.use(() => run(script, args))),
    async waitFor(script, ...args) {
      await poll(`${script}`, () => page.evaluate(script, ...args))
    },
    click: (selector) => onElement(selector, 'click'),
    type: (selector, text) => onElement(selector, 'value', { text }),
    press: (key, held) => tab.use(() => session.post('/actions', { actions: [pressing(key, held)] })),
    back: () => leave(() => session.post('/back')),
    forward: () => leave(() => session.post('/forward')),
    reload: () => leave(() => session.post('/refresh')),
    url: () => page.evaluate(() => location.href),
    async cookies() {
      type WebDriverCookie = Omit<Cookie, 'expires'> & { readonly expiry?: number }
      const cookies = await tab.use(() => session.get<readonly WebDriverCookie[]>('/cookie'))
      return cookies.map(({ expiry, ...cookie }) => ({ ...cookie, ...(expiry !== undefined && { expires: expiry }) }))
    },
    async viewport(width, height) {
      const frame = await page.evaluate(() => [outerWidth - innerWidth, outerHeight - innerHeight] as const)
      const rect = { width: width + frame[0], height: height + frame[1] }
      await tab.use(() => session.post('/window/rect', rect))
      // MiniBrowser's toolbar keeps the window from getting narrower than about 450 px.
      await page.waitFor((width, height) => innerWidth >= width && innerHeight === height, width, height)
    },
    async screenshot(path) {
      const data = await tab.use(() => session.get<string>('/screenshot'))
      await writeFile(path, Buffer.from(data, 'base64'))
    },
    errors: () => errors,
    close: () => tab.use(() => run(() => {}, []).catch(() => {})).then(tab.close),
  }
  return page
}

/** Runs in the page: listens for errors once a document, and hands over those heard so far beside the result. */
async function listen(work: () => Promise<string>): Promise<Answer> {
  const key = Symbol.for('wend test errors')
  const document = globalThis as { [key]?: string[] }
  if (document[key] === undefined) {
    const heard: string[] = []
    document[key] = heard
    addEventListener('error', (event) => heard.push(event.message))
    addEventListener('unhandledrejection', (event) => heard.push(String(event.reason)))
    addEventListener('securitypolicyviolation', (event) =>
      heard.push(`Content Security Policy: ${event.effectiveDirective} blocked ${event.blockedURI} ${event.sample}`),
    )
  }
  const text = await work()
  return { text, errors: document[key].splice(0) }
}
