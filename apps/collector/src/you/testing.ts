import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Hono } from 'hono'
import { pino } from 'pino'
import { createEnded } from '../ended.ts'
import { crossOrigin } from '../http/cors.ts'
import { answerError } from '../http/errors.ts'
import type { Bindings } from '../http/handler.ts'
import { close, createServer } from '../http/server.ts'
import { createMetrics } from '../metrics.ts'
import { now, openRoom, visitorKey } from '../people/testing.ts'
import { erasePerson, exportPerson } from '../routes/people.ts'
import { you } from '../routes/you.ts'
import type { Site } from '../site.ts'

export const origin = 'https://shop.example'
const token = 'a token of forty-three characters, for tests'

export type Served = Awaited<ReturnType<typeof serveRoom>>

/** The routes about people on a real server, over real data in a folder. */
export async function serveRoom(sites: readonly Site[]) {
  const room = await openRoom(sites)
  await room.people.reapply()
  const logger = pino({ level: 'silent' })
  const metrics = createMetrics(room.log)
  const parts = {
    prefix: '/w',
    publicUrl: () => origin,
    sites: new Map(sites.map((site) => [site.name, site])),
    people: room.people,
    ledger: room.ledger,
    logger,
    clock: () => now,
    token,
    ended: createEnded(),
    visitorKey,
  }
  const app = new Hono<Bindings>()
  app.onError((error, c) => answerError(error, c, logger, metrics))
  app.use('/w/*', crossOrigin(parts.sites))
  const { get, post } = you(parts)
  for (const [part, handler] of Object.entries(get)) app.get(`/w/you${part}`, handler)
  for (const [part, handler] of Object.entries(post)) app.post(`/w/you${part}`, handler)
  app.post('/api/people/erase', erasePerson(parts))
  app.post('/api/people/export', exportPerson(parts))
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const ask = (path: string, init: RequestInit = {}) => fetch(url + path, { redirect: 'manual', ...init })

  return {
    ...room,
    url,
    ask,
    /** Opens a part of the page, as a browser does with this cookie. */
    async open(part: string, visitor?: string, headers: Record<string, string> = {}) {
      const response = await ask(`/w/you${part}${part.includes('?') ? '&' : '?'}site=shop`, {
        headers: { ...(visitor !== undefined && { Cookie: `__Host-wend=${visitor}` }), ...headers },
      })
      return { response, text: await response.text() }
    },
    /** Sends a form of the page. */
    async send(part: string, visitor?: string, body = '', headers: Record<string, string> = {}) {
      const response = await ask(`/w/you${part}?site=shop`, {
        method: 'POST',
        body,
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'Sec-Fetch-Site': 'same-origin',
          ...(visitor !== undefined && { Cookie: `__Host-wend=${visitor}` }),
          ...headers,
        },
      })
      return { response, text: await response.text() }
    },
    /** Posts a body as a backend does. */
    async post(path: string, body: unknown) {
      const response = await ask(path, { method: 'POST', body: JSON.stringify(body) })
      return { response, text: await response.text() }
    },
    async stop() {
      await close(server)
      await room.remove()
    },
  }
}
