import type { Json } from '../api.ts'
import type { Part } from './host.ts'
import { attribute, code, listen } from './page.ts'
import { selector } from './selector.ts'

const files = /\.(pdf|docx?|xlsx?|pptx?|csv|zip|dmg|exe|apk|ics|mp[34])$/i
/** With a beginning that is none of an article or a date, or in groups as in North America. */
const phone = /^(([+(]|0\d\d)[\d ()./-]{6,18}|\d{3}([ .-])\d{3}\3\d{4})$/
const email = /^[^\s@]+@[^\s@]+\.\w+$/

/**
 * Reports links that lead away, what a site has declared with `data-wend-event`, other buttons by their place, and phone
 * numbers and e-mail addresses that are copied. A declared element with properties of its own is an event of the site's:
 * `data-wend-pieces="3"`, as JSON where it is that, else as text. A name with a dot is left to the part that knows that event.
 */
export const clicks: Part = (host) => {
  const domains = [location.hostname, ...((host.settings.domains as string[] | undefined) ?? [])]

  listen<MouseEvent>(host, window, 'click auxclick', (_, event) => {
    const element = (event.composedPath() as HTMLAnchorElement[]).find((each) =>
      each.matches?.('[data-wend-event],[href],button,summary,[role=button],[type=submit],[type=button]'),
    )
    // The right button opens a menu, the middle one links.
    if (!element || event.button > 1) return
    const declared = element.closest('[data-wend-event]')
    const place = { selector: selector(declared ?? element) }
    const { protocol, hostname, pathname, href } = element

    const name = declared ? code(attribute(declared, 'data-wend-event')) : ''
    if (!event.button && (declared ? !name.includes('.') : !href)) {
      let data: Record<string, Json> | undefined
      for (const { name, value } of declared?.attributes ?? []) {
        const [, key] = /^data-wend-(?!event|id$|field|form|step)(\w.*)/.exec(name) ?? []
        if (!key) continue
        const field = key.replace(/\W/g, '_')
        data ??= {}
        data[field] = value
        try {
          data[field] = JSON.parse(value)
        } catch {}
      }
      const role = code(attribute(element, 'role')) || element.localName
      if (name && data) host.track(`custom.${name.toLowerCase().replace(/\W+/g, '_')}`, data)
      else host.track('element.clicked', { name: name || undefined, role, ...place })
    }
    const kind = /^(mailto|tel):/.test(protocol)
      ? protocol.slice(0, -1)
      : hostname &&
        (element.download || files.test(pathname)
          ? 'download'
          : domains.some((domain) => `.${hostname}`.endsWith(`.${domain}`))
            ? declared && 'internal'
            : 'outbound')
    if (kind) host.track('link.clicked', { kind, url: /^[do]/.test(kind) ? href : undefined, ...place })
  })

  listen(host, window, 'copy', (target) => {
    const text = `${getSelection()}`.trim()
    const kind = email.test(text) ? 'email' : phone.test(text) && 'phone'
    // What somebody typed is none of our business.
    if (kind && !target.closest('input,textarea,[contenteditable]'))
      host.track('element.copied', { kind, selector: selector(target) })
  })
}
export default clicks
