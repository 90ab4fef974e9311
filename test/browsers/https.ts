import { type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream'
import { generate } from 'selfsigned'

export interface HttpsProxy {
  /** Without a slash at the end. */
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves an http server over https on a free loopback port, with a throw-away certificate: WebKit keeps no Secure cookie
 * that came over plain http, not even from loopback. Host is kept, and X-Forwarded-Proto says https.
 */
export async function serveHttps(target: string, host = 'localhost'): Promise<HttpsProxy> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  })
  const server = createServer({ key, cert }, (incoming, outgoing) => forward(target, incoming, outgoing))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `https://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

function forward(target: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url = '/', headers } = incoming
  const onward = request(new URL(url, target), {
    ...{ method, agent: false },
    headers: { ...headers, 'x-forwarded-proto': 'https' },
  })
  onward.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    outgoing.flushHeaders()
    pipeline(answer, outgoing, () => {})
  })
  onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()))
  pipeline(incoming, onward, () => {})
  outgoing.on('close', () => outgoing.writableFinished || onward.destroy())
}
