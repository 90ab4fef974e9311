import type { MiddlewareHandler } from 'hono'
import type { Sites } from '../site.ts'
import type { Bindings } from './handler.ts'

/**
 * Lets pages of configured origins read the answers, errors included: a browser that may not read an error takes it for
 * a broken network and tries for ever. Which site an origin belongs to is decided later, by `authenticate`.
 *
 * Hono's own middleware writes to a finished response, which takes every answer off the fast path of the Node adapter;
 * this one says its headers beforehand. Those of a batch's answer go to Node itself: as `Headers` they cost more than the
 * rest of it.
 */
export const crossOrigin =
  (sites: Sites): MiddlewareHandler<Bindings> =>
  async (c, next) => {
    const { incoming, outgoing } = c.env
    const { origin } = incoming.headers
    const say = (name: string, value: string) =>
      incoming.method === 'POST' ? outgoing.setHeader(name, value) : c.header(name, value)
    say('Vary', 'Origin')
    if (origin !== undefined && [...sites.values()].some((site) => site.allows(origin))) {
      say('Access-Control-Allow-Origin', origin)
      say('Access-Control-Allow-Credentials', 'true')
      say('Access-Control-Expose-Headers', 'retry-after')
    }
    if (c.req.method !== 'OPTIONS') return next()
    say('Access-Control-Allow-Methods', 'GET, POST')
    say('Access-Control-Allow-Headers', 'authorization, content-encoding, content-type')
    say('Access-Control-Max-Age', '7200')
    return c.body(null, 204)
  }
