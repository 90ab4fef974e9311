import { scrubText, suspicious } from './scrub.ts'

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
  const [address, hash] = cut(shortened(url.trim()), '#')
  const [start, query] = cut(address, '?')
  const [, scheme = '', slashes, host = ''] = beginning.exec(start) ?? []
  if (scheme && !slashes) return scheme
  const path = start.slice(scheme.length + (slashes ? 2 : 0) + host.length)
  const origin = slashes ? `${scheme}//${host.replace(/^.*(?:@|%40)/s, '')}` : ''
  return origin + cleanPath(path) + cleanQuery(query, allowed) + cleanHash(hash, allowed)
}

const beginning = /^([a-z][a-z0-9+.-]*:)?(?:(\/\/)([^/]*))?/i

/** What stands before and after the first such sign. */
function cut(text: string, sign: string): [before: string, after: string] {
  const at = text.indexOf(sign)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function shortened(url: string): string {
  if (url.length <= 4096) return url
  const start = url.slice(0, 4096)
  return start.slice(0, Math.max(0, ...['/', '?', '&', '#'].map((sign) => start.lastIndexOf(sign))))
}

const cleanPath = (path: string): string => (suspicious(path) ? path.split('/').map(clean).join('/') : path)

function cleanQuery(query: string, allowed: ReadonlySet<string>): string {
  if (!query) return ''
  let kept = ''
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=')
    const key = equals < 0 ? pair : pair.slice(0, equals)
    if (!allowed.has(decoded(key))) continue
    kept += `${kept ? '&' : '?'}${equals < 0 ? pair : `${key}=${clean(pair.slice(equals + 1))}`}`
  }
  return kept
}

function cleanHash(hash: string, allowed: ReadonlySet<string>): string {
  if (!/^!?\//.test(hash)) return ''
  const [path = '', query = ''] = hash.split('?', 2)
  return `#${cleanPath(path)}${cleanQuery(query, allowed)}`
}
