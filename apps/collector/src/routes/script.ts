import { createHash } from 'node:crypto'
import type { Handler, Parts } from '../app.ts'
import { siteFor } from './site.ts'

/** `GET {prefix}/w.js`: the tracker with the settings of its site, so that a page need ask for nothing else. */
export const script = ({ tracker, sites }: Parts): Handler => {
  const built = new Map(
    [...sites.values()].map((site) => {
      const source = tracker.script(site)
      return [site, { source, etag: `"${createHash('sha256').update(source).digest('base64url').slice(0, 22)}"` }]
    }),
  )
  return (c) => {
    const { source, etag } = built.get(siteFor(c, sites)) ?? { source: '', etag: '' }
    c.header('Cache-Control', 'public, max-age=300')
    c.header('ETag', etag)
    c.header('Access-Control-Allow-Origin', '*')
    c.header('Cross-Origin-Resource-Policy', 'cross-origin')
    c.header('SourceMap', 'w.js.map')
    if (matches(c.req.header('if-none-match'), etag)) return c.body(null, 304)
    return c.body(source, 200, { 'Content-Type': 'text/javascript; charset=utf-8' })
  }
}

/** Weak comparison (RFC 9110 13.1.2): a proxy that compresses marks our tag as weak. */
const matches = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false

/** `GET {prefix}/w.js.map`: its source map. */
export const scriptMap =
  ({ tracker }: Parts): Handler =>
  (c) =>
    c.body(tracker.map, 200, { 'Content-Type': 'application/json' })
