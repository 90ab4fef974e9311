import { scrubText, suspicious } from './scrub.ts'

/** Query keys that say where a visitor came from, kept unless a site says otherwise. */
export const campaignKeys = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'] as const

/** Percent-escapes undone; where some are broken, those of ASCII. */
function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text.replace(/%[2-7][\da-f]/gi, (found) => decodeURIComponent(found))
  }
}

/** One segment or value: what would be scrubbed from its decoded form goes, everything else stays as it was written. */
function clean(part: string): string {
  const plain = decoded(part)
  const scrubbed = scrubText(plain)
  if (scrubbed === plain) return part
  return encodeURIComponent(scrubbed.replace(/\p{Surrogate}/gu, '')).replace(/%5B(email|phone|card|token)%5D/g, ':$1')
}

/**
 * A URL or path without user, password, unlisted query keys and identifiers. A fragment stays only where it routes
 * (`#/…` or `#!/…`), and is cleaned like a path. Of an address without a host (`mailto:…`, `tel:…`, `data:…`) only the
 * scheme stays. One over 4,096 characters is cut there, at the end of a part. Never throws.
 */
export function cleanUrl(url: string, allowed: ReadonlySet<string>): string {
  const match = shape.exec(shortened(url.trim()))
  if (!match) return ''
  const [, opaque, scheme = '', host, path = '', query = '', hash = ''] = match
  if (opaque) return opaque
  const origin = host === undefined ? '' : `${scheme}//${host.replace(/^.*(?:@|%40)/s, '')}`
  return origin + cleanPath(path) + cleanQuery(query, allowed) + cleanHash(hash, allowed)
}

const shape =
  /^(?:([a-z][a-z0-9+.-]*:)(?!\/\/)|(?:([a-z][a-z0-9+.-]*:)?\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$)/is

function shortened(url: string): string {
  if (url.length <= 4096) return url
  const start = url.slice(0, 4096)
  return start.slice(0, Math.max(0, ...['/', '?', '&', '#'].map((sign) => start.lastIndexOf(sign))))
}

const cleanPath = (path: string): string =>
  path.includes('%') || suspicious.test(path) ? path.split('/').map(clean).join('/') : path

function cleanQuery(query: string, allowed: ReadonlySet<string>): string {
  if (!query) return ''
  const kept = query.split('&').flatMap((pair) => {
    const equals = pair.indexOf('=')
    const key = equals < 0 ? pair : pair.slice(0, equals)
    if (!allowed.has(decoded(key))) return []
    return equals < 0 ? [pair] : [`${key}=${clean(pair.slice(equals + 1))}`]
  })
  return kept.length ? `?${kept.join('&')}` : ''
}

function cleanHash(hash: string, allowed: ReadonlySet<string>): string {
  if (!/^!?\//.test(hash)) return ''
  const [path = '', query = ''] = hash.split('?', 2)
  return `#${cleanPath(path)}${cleanQuery(query, allowed)}`
}
