import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from '../browsers/browser.ts'
import { browsers } from '../browsers/browsers.ts'
import { page } from '../fixtures/page.ts'
import { withSnippet } from '../fixtures/snippet.ts'
import { type Stack, startStack } from './stack.ts'

/** Notes what an address was at first, and when a token for a link is there. */
const notes = `<script>
  window.arrivedAt = location.href
  window.tokens = 0
  const real = window.fetch
  window.fetch = async (...args) => {
    const response = await real(...args)
    if (!String(args[0]).endsWith('/l')) return response
    const json = await response.json()
    setTimeout(() => tokens++)
    return Response.json(json)
  }
</script>`

// WebKitGTK finds no address for the names below localhost.
const two = browsers.filter(({ name }) => name !== 'webkit')
const on = (host: string, url: string) => url.replace('localhost', `${host}.localhost`)

describe.each(two)('in $name', ({ launch }) => {
  let stack: Stack
  let browser: Browser
  /** What the site’s own server got to see. */
  const seen: string[] = []
  beforeAll(async () => {
    browser = await launch()
    stack = await startStack({
      origin: 'https://*.localhost:*',
      config: '    domains: [a.localhost, b.localhost]\n    capture: { campaigns: true }\n',
      site: (snippet) =>
        new Hono().get('*', (c) => {
          const host = new URL(c.req.url).hostname.charAt(0)
          seen.push(c.req.url, c.req.header('referer') ?? '')
          const link = `<p id="part" style="margin: 3000px 0"><a id="on" href="${on('b', stack.site)}/b#part">On</a></p>`
          return c.html(withSnippet(page('Page', link, notes), () => on(host, snippet())))
        }),
    })
  })
  afterAll(async () => {
    await browser.close()
    await stack.stop()
  })
  const ready = (tab: Page) => tab.waitFor(() => Object.isFrozen(window.wend) && document.readyState === 'complete')
  const asked = () => stack.requests.filter(({ path }) => path === '/w/l')
  const follow = async (tab: Page) => {
    await tab.click('#on')
    await tab.waitFor(() => location.pathname === '/b')
    await ready(tab)
    return tab.evaluate(() => [(window as unknown as { arrivedAt: string }).arrivedAt, location.href])
  }

  it('follows nobody from one domain to another who has not agreed', async () => {
    const tab = await browser.open(`${on('a', stack.site)}/`)
    await ready(tab)
    const plain = `${on('b', stack.site)}/b#part`
    expect(await follow(tab)).toEqual([plain, plain])
    expect([asked(), await stack.events(), await tab.cookies()]).toEqual([[], [], []])
    await tab.close()
  })

  const click = 'Cj0KCQiA-canary_1234567890abcdef'
  it('makes one journey of two domains after consent on both, and leaves no trace of how', async () => {
    const tab = await browser.open(`${on('a', stack.site)}/?gclid=${click}`)
    await ready(tab)
    await tab.evaluate(() => {
      window.wend.debug()
      window.wend.consent({ analytics: true })
    })
    const [first] = await stack.until(({ length }) => length > 0)
    expect(stack.requests.map(({ body }) => body.toString()).join()).not.toContain(click)
    await tab.evaluate(() => window.wend.consent({ marketing: true }))
    const [, clicked] = await stack.until(({ length }) => length > 1)
    expect(clicked).toMatchObject({
      type: 'ad.clicked',
      subject: first?.subject,
      data: { network: 'google', parameter: 'gclid', click },
    })
    expect(JSON.stringify(first)).not.toContain('gclid')
    await tab.waitFor(() => {
      const link = document.querySelector<HTMLElement>('#on')
      link?.blur()
      link?.focus()
      return (window as unknown as { tokens: number }).tokens > 0
    })
    const [arrivedAt = '', now] = await follow(tab)
    const token = /^https:\/\/b\.localhost:\d+\/b#part&wend=([\w-]{91})$/.exec(arrivedAt)?.[1]
    if (!token) throw new Error(`It led to ${arrivedAt}`)
    expect(now).toBe(`${on('b', stack.site)}/b#part`)
    await tab.waitFor(() => scrollY > 1000)
    expect(await stack.events()).toHaveLength(2)

    await tab.evaluate(() => {
      window.wend.debug()
      window.wend.consent({ analytics: true })
    })
    const events = await stack.until((found) => found.some(({ type }) => type === 'identity.linked'))
    const linked = events.find(({ type }) => type === 'identity.linked')
    const there = events.filter(({ subject }) => subject === linked?.subject)
    expect(linked?.data).toEqual({
      from: on('a', stack.site),
      identifiers: { visitor: first?.subject },
    })
    expect(linked?.subject).not.toBe(first?.subject)
    expect(there.find(({ type }) => type === 'page.viewed')).toMatchObject({
      trafficchannel: 'internal',
      data: { url: `${on('b', stack.site)}/b`, referrer: `${on('a', stack.site)}/` },
    })

    expect(JSON.stringify(events)).not.toContain(token)
    expect(seen.join()).not.toContain('wend=')
    for (const { path, headers } of stack.requests) expect(path + JSON.stringify(headers)).not.toContain(token)
    for (const [name, bytes] of stack.files()) expect([name, bytes.includes(token)]).toEqual([name, false])
    await tab.close()
  })
})
