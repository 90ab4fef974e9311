import { writeFile } from 'node:fs/promises'
import type { Bidi } from './bidi.ts'
import type { Cookie, Page } from './browser.ts'
import { pressing } from './keys.ts'
import { poll } from './poll.ts'
import { asExpression, readResult } from './script.ts'

type Evaluated =
  | { readonly type: 'success'; readonly result: { readonly value?: unknown } }
  | { readonly type: 'exception'; readonly exceptionDetails: { readonly text: string } }

interface BidiCookie {
  readonly name: string
  readonly value: { readonly type: 'string' | 'base64'; readonly value: string }
  readonly domain: string
  readonly path: string
  readonly httpOnly: boolean
  readonly secure: boolean
  readonly sameSite: string
  readonly expiry?: number
}

const sameSites: Readonly<Record<string, NonNullable<Cookie['sameSite']>>> = {
  strict: 'Strict',
  lax: 'Lax',
  none: 'None',
}

/** One tab of Firefox, named by its browsing context. */
export function createPage(bidi: Bidi, context: string, errors: Page['errors']): Page {
  const traverse = (delta: number) => bidi.send<void>('browsingContext.traverseHistory', { context, delta })

  async function find(selector: string) {
    const { nodes } = await bidi.send<{ nodes: readonly { sharedId: string }[] }>('browsingContext.locateNodes', {
      context,
      locator: { type: 'css', value: selector },
      maxNodeCount: 1,
    })
    if (nodes[0] === undefined) throw new Error(`No element matches ${selector}.`)
    return { sharedId: nodes[0].sharedId }
  }

  const act = (actions: object) => bidi.send<void>('input.performActions', { context, actions: [actions] })

  const callOn = (element: object, functionDeclaration: string) =>
    bidi.send('script.callFunction', {
      functionDeclaration,
      arguments: [element],
      target: { context },
      awaitPromise: false,
    })

  const page: Page = {
    async goto(url) {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })
    },
    async evaluate(script, ...args) {
      const expression = asExpression(script, args)
      const answer = await bidi.send<Evaluated>('script.evaluate', {
        expression,
        target: { context },
        awaitPromise: true,
      })
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text)
      return readResult(answer.result.value)
    },
    async waitFor(script, ...args) {
      await poll(`${script}`, () => page.evaluate(script, ...args))
    },
    async click(selector) {
      const element = await find(selector)
      await callOn(
        element,
        `(element) => element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' })`,
      )
      await act({
        type: 'pointer',
        id: 'mouse',
        actions: [
          { type: 'pointerMove', x: 0, y: 0, origin: { type: 'element', element } },
          { type: 'pointerDown', button: 0 },
          { type: 'pointerUp', button: 0 },
        ],
      })
    },
    async type(selector, text) {
      await callOn(await find(selector), '(element) => element.focus()')
      const keys = [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ])
      await act({ type: 'key', id: 'keyboard', actions: keys })
    },
    press: (key, held) => act(pressing(key, held)),
    back: () => traverse(-1),
    forward: () => traverse(1),
    async reload() {
      await bidi.send('browsingContext.reload', { context, wait: 'complete' })
    },
    url: () => page.evaluate(() => location.href),
    async cookies() {
      const { hostname } = new URL(await page.url())
      const { cookies } = await bidi.send<{ cookies: readonly BidiCookie[] }>('storage.getCookies', {
        filter: { domain: hostname },
        partition: { type: 'context', context },
      })
      return cookies.map(({ name, value, domain, path, httpOnly, secure, sameSite, expiry }): Cookie => {
        const known = sameSites[sameSite]
        return {
          ...{ name, value: value.value, domain, path, httpOnly, secure },
          ...(known && { sameSite: known }),
          ...(expiry !== undefined && { expires: expiry }),
        }
      })
    },
    async viewport(width, height) {
      await bidi.send('browsingContext.setViewport', { context, viewport: { width, height } })
    },
    async screenshot(path) {
      const { data } = await bidi.send<{ data: string }>('browsingContext.captureScreenshot', { context })
      await writeFile(path, Buffer.from(data, 'base64'))
    },
    errors,
    async close() {
      await bidi.send('browsingContext.close', { context })
    },
  }
  return page
}
