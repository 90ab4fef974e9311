import type { Part } from './host.ts'
import { guarded, listen } from './page.ts'

/** How long a token is used that was fetched for a link, in milliseconds. It is good for two minutes. */
const fresh = 90_000

/**
 * Lets a link to another domain of the company take the visitor along. Its token is fetched when it is about to be followed, and
 * stands in the link only while a click is under way: nobody copies it with the link. Where it has not come by then the link
 * leads on without it. It stands in the fragment, which no request and no referrer has.
 */
export const links: Part = (host) => {
  const { own, site, domains } = host.settings as { own: string; site: string; domains: string[] }
  const tokens = new Map<string, { token?: string; at: number }>()

  const linkOf = (event: Event) => {
    const link = (event.composedPath() as HTMLAnchorElement[]).find((each) => each.matches?.('a[href],area[href]'))
    return link?.protocol === location.protocol &&
      link.hostname !== location.hostname &&
      domains.includes(link.hostname)
      ? link
      : undefined
  }

  listen(host, window, 'pointerdown focusin keydown', async (_, event) => {
    const to = linkOf(event)?.origin
    const known = to && tokens.get(to)
    if (!to || (known && Date.now() - known.at < fresh)) return
    const entry: { token?: string; at: number } = { at: Date.now() }
    tokens.set(to, entry)
    try {
      const response = await fetch(`${own}/l`, {
        method: 'POST',
        body: JSON.stringify({ site, to }),
        headers: { 'Content-Type': 'text/plain' },
        credentials: 'include',
        signal: host.signal,
      })
      entry.token = (await response.json()).token
    } catch {
      // There is no network, or no room.
    }
    // Whoever has not agreed may agree yet.
    if (!entry.token) tokens.delete(to)
  })

  listen<MouseEvent>(host, window, 'click auxclick', (_, event) => {
    const link = linkOf(event)
    const token = link && tokens.get(link.origin)?.token
    // The right button opens a menu, from which the link can be copied.
    if (!token || event.button > 1) return
    tokens.delete(link.origin)
    const before = link.getAttribute('href') as string
    const { hash } = link
    const after = `${before}${/^#!?\/[^?]*$/.test(hash) ? '?' : hash ? '&' : '#'}wend=${token}`
    link.setAttribute('href', after)
    setTimeout(() => link.getAttribute('href') === after && link.setAttribute('href', before))
  })

  return guarded(host, (token: string) => {
    const from = document.referrer ? new URL(document.referrer).origin : undefined
    host.track('identity.linked', { from, proof: token }, undefined, true)
  })
}
export default links
