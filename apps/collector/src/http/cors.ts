import type { MiddlewareHandler } from 'hono'
import type { Bindings } from '../parts.ts'
import type { Sites } from '../site.ts'

/**
 * Lets pages of configured origins read the answers, errors included: a browser that may not read an error takes it for
 * a broken network and tries for ever. Which site an origin belongs to is decided later, by `authenticate`.
 *
 * Hono's own middleware writes to a finished response, which takes every answer off the fast path of the Node adapter;
 * this one says its headers beforehand.
 */
export const crossOrigin =
  (sites: Sites): MiddlewareHandler<Bindings> =>
  async (c, next) => {
    const { origin } = c.env.incoming.headers
    c.header('Vary', 'Origin')
    if (origin !== undefined && [...sites.values()].some((site) => site.allows(origin))) {
      c.header('Access-Control-Allow-Origin', origin)
      c.header('Access-Control-Allow-Credentials', 'true')
      c.header('Access-Control-Expose-Headers', 'retry-after')
    }
    if (c.req.method !== 'OPTIONS') return next()
    c.header('Access-Control-Allow-Methods', 'GET, POST')
    c.header('Access-Control-Allow-Headers', 'authorization, content-encoding, content-type')
    c.header('Access-Control-Max-Age', '7200')
    return c.body(null, 204)
  }
