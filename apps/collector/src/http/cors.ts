import { cors } from 'hono/cors'
import type { Sites } from '../site.ts'

/**
 * Lets pages of configured origins read the answers, errors included: a browser that may not read an error takes it for
 * a broken network and tries for ever. Which site an origin belongs to is decided later, by `authenticate`.
 */
export const crossOrigin = (sites: Sites) =>
  cors({
    origin: (origin) => ([...sites.values()].some((site) => site.allows(origin)) ? origin : null),
    credentials: true,
    allowMethods: ['GET', 'POST'],
    allowHeaders: ['authorization', 'content-encoding', 'content-type'],
    exposeHeaders: ['retry-after'],
    maxAge: 7200,
  })
