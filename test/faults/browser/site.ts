import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { page } from '../../fixtures/page.ts'
import { withSnippet } from '../../fixtures/snippet.ts'
import { certificate } from './proxy.ts'

/** A shop's pages. Every one asks for consent as a dialog does that remembers the answer: on each page, at once. */
export interface Site {
  /** `https://localhost:…` */
  url: string
  /** A page without Wend on another host. */
  elsewhere: string
  close(): Promise<void>
}

const agreed = "<script>wend.consent({ analytics: true }, 'banner')</script>"

/** What could keep something on the device throws on touch, and locks are refused, as browsers do it that deny storage. */
const deny = `<script>
  const denied = () => new DOMException('Access is denied for this document.', 'SecurityError')
  for (const [owner, name] of [
    [window, 'localStorage'], [window, 'sessionStorage'], [window, 'indexedDB'], [window, 'caches'],
    [window, 'cookieStore'], [document, 'cookie'],
  ]) {
    const refuse = () => { throw denied() }
    Object.defineProperty(owner, name, { get: refuse, set: refuse })
  }
  for (const name of ['request', 'query']) LockManager.prototype[name] = async () => { throw denied() }
</script>`

/** The page of a visitor in a hurry: as soon as the tracker is there, forty calls, and on to the next page. */
const hurry = `<script>
  const step = Number(new URLSearchParams(location.search).get('step'))
  const wait = setInterval(() => {
    if (!Object.isFrozen(window.wend)) return
    clearInterval(wait)
    for (let n = 0; n < 40; n++) wend.track('counted', { n: step * 40 + n })
    if (step < 4) location.assign('/hurry?step=' + (step + 1))
    else location.assign('https://127.0.0.1:' + location.port + '/elsewhere')
  }, 5)
</script>`

export async function startSite(snippet: string): Promise<Site> {
  const tracked = (title: string, head = '') => withSnippet(page(title, '', head), () => snippet + agreed)
  const pages: Record<string, string> = {
    '/': tracked('Home'),
    '/b': tracked('Page B'),
    '/denied': tracked('Denied', deny),
    '/hurry': withSnippet(page('Hurry', '', ''), () => snippet + agreed + hurry),
    '/elsewhere': page('Elsewhere', ''),
  }
  const server = createServer(await certificate(), ({ url = '/' }, response) => {
    const html = pages[new URL(url, 'https://localhost').pathname]
    response.writeHead(html ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8' }).end(html)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `https://localhost:${port}`,
    elsewhere: `https://127.0.0.1:${port}/elsewhere`,
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
