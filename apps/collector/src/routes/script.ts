import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import type { Handler } from '../http/handler.ts'
import type { Parts } from '../parts.ts'
import { isTold } from '../tracker.ts'
import { siteFor } from './site.ts'

const minutes = 'max-age=300'

/** `GET {prefix}/w.js`: the tracker with the settings of its site, so that a page need ask for nothing else. */
export const script = ({ tracker, sites }: Parts): Handler => {
  const built = new Map([...sites.values()].map((site) => [site, packed(tracker.script(site))]))
  return (c) => {
    const site = siteFor(c, sites)
    const region = isTold(site) ? site.regionOf({ header: (name) => c.req.header(name) }) : undefined
    // The script is the same everywhere, so that its hash can stand in the page; where the visitor is travels beside it.
    if (region) c.header('Server-Timing', `region;desc="${region}"`)
    const { origin } = c.env.incoming.headers
    // Whose pages may load it need not be whose pages may know where a visitor is.
    if (region && origin !== undefined && site.allows(origin)) c.header('Timing-Allow-Origin', origin)
    c.header('Cache-Control', `${isTold(site) ? 'private' : 'public'}, ${minutes}`)
    return send(c, built.get(site) ?? packed(''))
  }
}

/** `GET {prefix}/{part}.js`: a part of the tracker that it loads when it is needed. */
export const part = ({ tracker, sites }: Parts, name: string): Handler => {
  const built = new Map([...sites.values()].map((site) => [site, packed(tracker.part(name, site) ?? '')]))
  return (c) => {
    c.header('Cache-Control', `public, ${minutes}`)
    return send(c, built.get(siteFor(c, sites)) ?? packed(''))
  }
}

function send(c: Parameters<Handler>[0], { etag, ...bodies }: ReturnType<typeof packed>): Response {
  c.header('ETag', etag)
  c.header('Vary', 'Accept-Encoding', { append: true })
  c.header('Access-Control-Allow-Origin', '*')
  c.header('Cross-Origin-Resource-Policy', 'cross-origin')
  if (c.req.path.endsWith('/w.js')) c.header('SourceMap', 'w.js.map')
  if (matches(c.req.header('if-none-match'), etag)) return c.body(null, 304)
  const accepted = c.req.header('accept-encoding') ?? ''
  const encoding = (['br', 'gzip'] as const).find((name) => new RegExp(`\\b${name}\\b(?!;q=0)`).test(accepted))
  if (encoding) c.header('Content-Encoding', encoding)
  return c.body(bodies[encoding ?? 'plain'], 200, { 'Content-Type': 'text/javascript; charset=utf-8' })
}

/** The script in every encoding it may be asked for, made once. */
const packed = (source: string) => ({
  etag: `"${createHash('sha256').update(source).digest('base64url').slice(0, 22)}"`,
  plain: source,
  br: new Uint8Array(brotliCompressSync(source)),
  gzip: new Uint8Array(gzipSync(source, { level: 9 })),
})

/** Weak comparison (RFC 9110 13.1.2): a proxy that compresses marks our tag as weak. */
const matches = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false

/** `GET {prefix}/w.js.map`: its source map. */
export const scriptMap =
  ({ tracker }: Parts): Handler =>
  (c) =>
    c.body(tracker.map, 200, { 'Content-Type': 'application/json' })
