import { scrubText, suspicious } from './scrub.ts'

/** Query keys that say where a visitor came from, kept unless a site says otherwise. */
export const campaignKeys = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** One segment or value: what would be scrubbed from its decoded form goes, everything else stays as it was written. */
function clean(part: string): string {
  if (!suspicious.test(part)) return part
  const plain = decoded(part)
  const scrubbed = scrubText(plain)
  return scrubbed === plain ? part : encodeURIComponent(scrubbed).replace(/%5B(\w+)%5D/gi, ':$1')
}

/**
 * A URL or path without user, password, unlisted query keys and identifiers. A fragment stays only where it routes
 * (`#/…` or `#!…`), and is cleaned like a path. Never throws: what is no URL is cleaned as text.
 */
export function cleanUrl(url: string, allowed: ReadonlySet<string>): string {
  const match = /^(?:([a-z][a-z0-9+.-]*:)?\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/is.exec(url.slice(0, 4096))
  if (!match) return scrubText(url)
  const [, scheme = '', host, path = '', query = '', hash = ''] = match
  const origin = host === undefined ? '' : `${scheme}//${host.slice(host.lastIndexOf('@') + 1)}`
  return origin + cleanPath(path) + cleanQuery(query, allowed) + cleanHash(hash, allowed)
}

const cleanPath = (path: string): string => (suspicious.test(path) ? path.split('/').map(clean).join('/') : path)

function cleanQuery(query: string, allowed: ReadonlySet<string>): string {
  if (!query) return ''
  const kept = query.split('&').flatMap((pair) => {
    const equals = pair.indexOf('=')
    const key = equals < 0 ? pair : pair.slice(0, equals)
    if (!allowed.has(decoded(key))) return []
    return equals < 0 ? [pair] : [`${key}=${clean(pair.slice(equals + 1).replaceAll('+', ' ')).replaceAll(' ', '+')}`]
  })
  return kept.length ? `?${kept.join('&')}` : ''
}

function cleanHash(hash: string, allowed: ReadonlySet<string>): string {
  if (!/^!?\//.test(hash)) return ''
  const [path = '', query = ''] = hash.split('?', 2)
  return `#${cleanPath(path)}${cleanQuery(query, allowed)}`
}
