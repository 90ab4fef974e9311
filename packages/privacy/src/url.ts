import { decoded, entities } from './disguise.ts'
import { phones, scrubText } from './scrub.ts'
import { suspicious } from './suspicious.ts'

const placeholders = /%5B(email|phone|card|iban|id|token)%5D/g

/**
 * One segment or value: what would be scrubbed from its decoded form goes, everything else stays as it was written. Where what
 * is left beside it reads like an identifier again, nothing of the part stays.
 */
function clean(part: string): string {
  const plain = decoded(part)
  const scrubbed = scrubText(plain)
  if (scrubbed === plain) return part
  const left = encodeURIComponent(scrubbed.replace(/\p{Surrogate}/gu, '')).replace(placeholders, ':$1')
  const again = decoded(left)
  return scrubText(again) === again ? left : ':token'
}

/**
 * A URL or path without user, password, unlisted query keys and identifiers. A fragment stays only where it routes
 * (`#/…` or `#!/…`), and is cleaned like a path. Of an address without a host (`mailto:…`, `tel:…`, `data:…`) only the
 * scheme stays. One over 4,096 characters is cut there, at the end of a part. Never throws.
 */
export function cleanUrl(url: string, allowed: ReadonlySet<string>): string {
  const [address, hash] = cut(entities(shortened(url.trim())), '#')
  const [start, query] = cut(address, '?')
  const rest = () => cleanQuery(query, allowed) + cleanHash(hash, allowed)
  // Nearly every address: one look at all of it instead of one at each part.
  if (usual.test(start) && !suspicious(start)) return start + rest()
  const [, scheme = '', slashes, host = ''] = beginning.exec(start) ?? []
  if (scheme && !slashes) return suspicious(scheme) ? '' : scheme
  const path = start.slice(scheme.length + (slashes ? 2 : 0) + host.length)
  const origin = slashes ? `${suspicious(scheme) ? '' : scheme}//${cleanHost(host)}` : ''
  return origin + cleanPath(path) + rest()
}

const usual = /^https?:\/\/[\w.:-]*(?:\/|$)/i

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

const hostSigns = /^[\p{L}\p{M}\p{N}._:[\]-]*$/u

/** Without user and password. One that is somebody's number says only of which kind: `phone.shop.example`. */
function cleanHost(host: string): string {
  if (/^[\w.:-]*$/.test(host) && !suspicious(host)) return host
  const name = host.replace(/^.*(?:@|%(?:25)*40)/is, '')
  const plain = decoded(name)
  const scrubbed = scrubText(plain)
  if (!hostSigns.test(plain)) return ''
  return scrubbed === plain ? name : scrubbed.replace(/[[\]]/g, '').replace(/[^\w.:-]/g, '-')
}

/** Segment by segment, then across: a phone number may be written with slashes. */
const cleanPath = (path: string): string =>
  suspicious(path) ? path.split('/').map(clean).join('/').replace(phones, ':phone') : path

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
