import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerOptions,
  type ServerResponse,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener, type HttpBindings, RequestError } from '@hono/node-server'
import type { Hono } from 'hono'
import { type Connections, watchConnections } from './connections.ts'
import { Refused } from './refused.ts'

/**
 * How long, in milliseconds, and how much of its headers, in bytes, the server waits for before it gives a client up.
 * `timeout` is for one that does not read its answer.
 */
export const patience = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1000,
  keepAliveTimeout: 65_000,
  timeout: 30_000,
  maxHeaderSize: 16_384,
} as const satisfies ServerOptions & { timeout: number }

export type Patience = Readonly<Record<keyof typeof patience, number>>

/** What Node's parser refuses before there is a request. Everything it has no name for is `invalid_request`. */
const refusals: Readonly<Record<string, Refused>> = {
  ERR_HTTP_REQUEST_TIMEOUT: new Refused('request_timeout', 'The request did not arrive in time. Send it again.'),
  HPE_HEADER_OVERFLOW: new Refused(
    'headers_too_large',
    `The headers are over ${patience.maxHeaderSize / 1024} KB. Send fewer or shorter ones.`,
  ),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: new Refused('body_too_large', 'The chunk extensions are too long. Send none.'),
}
const unreadable = new Refused('invalid_request', 'This is not a readable HTTP request.')

/**
 * The HTTP server around the app. What never becomes a request is answered as well with a code and a sentence, where Node
 * by itself would send an empty body or only hang up.
 */
export function createServer(
  app: Hono<{ Bindings: HttpBindings }>,
  limits: Patience = patience,
  isProxy: (address: string) => boolean = () => true,
): Server {
  const listener = getRequestListener(app.fetch as Parameters<typeof getRequestListener>[0], {
    errorHandler: (error) => {
      const refused =
        error instanceof RequestError
          ? new Refused('invalid_request', 'The address or the Host header is not readable.')
          : new Refused(
              'internal',
              'Something went wrong here. Nothing is known to be stored; send the same again later.',
            )
      return Response.json(refused.body, { status: refused.status })
    },
  })
  // A request without Host reaches the listener, so that its refusal has a body.
  const server = createHttpServer({ ...limits, requireHostHeader: false })
  server.timeout = limits.timeout
  const open = watchConnections(server, isProxy)
  connections.set(server, open)
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (!open.asks(incoming, outgoing)) return
    if (hosts(incoming) <= 1) return void listener(incoming, outgoing)
    const text = JSON.stringify(unreadable.body)
    const head = { 'Content-Type': 'application/json', 'Content-Length': text.length, Connection: 'close' }
    outgoing.writeHead(unreadable.status, head).end(text)
  }
  server.on('request', answer)
  server.on('checkExpectation', answer)
  server.on('connect', (_, socket: Duplex) =>
    refuse(socket, new Refused('method_not_allowed', 'This is no proxy. See /api/openapi.json.')),
  )
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) socket.destroy()
    else refuse(socket, refusals[error.code ?? ''] ?? unreadable)
  })
  return server
}

/**
 * Takes no more connections, lets requests under way finish for five seconds, and resolves when every connection is closed.
 * `createServer` has to have made the server.
 */
export async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  // Again and again: a connection is idle only once its last answer is out. One that never asked for anything (browsers
  // open some ahead of need) is none of Node's idle ones.
  const sweep = () => {
    server.closeIdleConnections()
    connections.get(server)?.closeSilent()
  }
  sweep()
  const sweeping = setInterval(sweep, 50)
  const last = setTimeout(() => server.closeAllConnections(), 5000)
  await closed
  clearInterval(sweeping)
  clearTimeout(last)
}

/** How many Host headers there are. With two, a proxy may have gone by the one and we by the other (RFC 9112, 3.2). */
function hosts({ rawHeaders }: IncomingMessage): number {
  let count = 0
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (rawHeaders[at]?.length === 4 && rawHeaders[at]?.toLowerCase() === 'host') count++
  return count
}

const connections = new WeakMap<Server, Connections>()

function refuse(socket: Duplex, { status, body }: Refused): void {
  const text = JSON.stringify(body)
  const head = `HTTP/1.1 ${status} ${body.code}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}`
  socket.on('error', () => {})
  socket.end(`${head}\r\nConnection: close\r\n\r\n${text}`, () => socket.destroy())
}
