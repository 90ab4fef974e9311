import { getConnInfo } from '@hono/node-server/conninfo'
import { Hono } from 'hono'
import { proxy } from 'hono/proxy'

const collector = process.env.WEND_URL ?? 'http://127.0.0.1:4000'

export const site = new Hono()

site.on(['GET', 'POST'], ['/w/*', '/.well-known/gpc.json'], (c) => {
  const { pathname, search } = new URL(c.req.url)
  return proxy(collector + pathname + search, {
    raw: c.req.raw,
    redirect: 'manual',
    // Whoever connects to this site; what they say of themselves is overwritten.
    headers: { ...c.req.header(), 'X-Forwarded-For': getConnInfo(c).remote.address },
  })
})
