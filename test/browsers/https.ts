import { type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { type AddressInfo, isIP } from 'node:net'
import { pipeline } from 'node:stream'
import { generate } from 'selfsigned'

export interface HttpsProxy {
  /** Without a slash at the end. */
  readonly url: string
  close(): Promise<void>
}

/** One request that went through, after its answer. */
export interface Passed {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
  /** Bytes of the request as it travelled, headers included. */
  readonly size: number
  readonly status: number
}

export interface HttpsOptions {
  /** `localhost`, or an address of loopback such as 127.0.0.7, which has cookies and storage of its own. */
  readonly host?: string
  /** Told of each request when its answer begins. */
  readonly watch?: (passed: Passed) => void
}

/**
 * Serves an http server over https on a free loopback port, with a throw-away certificate: WebKit keeps no Secure cookie
 * that came over plain http, not even from loopback. Host is kept, and X-Forwarded-Proto says https.
 */
export async function serveHttps(
  target: string | (() => string),
  { host = 'localhost', watch }: HttpsOptions = {},
): Promise<HttpsProxy> {
  const where = typeof target === 'string' ? () => target : target
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
  const server = createServer({ key, cert }, (incoming, outgoing) => forward(where(), incoming, outgoing, watch))
  await new Promise<void>((resolve) => server.listen(0, isIP(host) ? host : '127.0.0.1', resolve))
  return {
    url: `https://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeAllConnections()
      }),
  }
}

function forward(
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  watch?: HttpsOptions['watch'],
): void {
  const { method, url = '/', headers } = incoming
  const onward = request(new URL(url, target), {
    ...{ method, agent: false },
    headers: { ...headers, 'x-forwarded-proto': 'https' },
  })
  const chunks: Buffer[] = []
  if (watch) incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
  onward.on('response', (answer) => {
    const body = Buffer.concat(chunks)
    const head = [`${method} ${url} HTTP/1.1`, ...pairs(incoming.rawHeaders), '', ''].join('\r\n')
    const size = Buffer.byteLength(head) + body.length
    watch?.({ method: method ?? '', path: url, headers, body, size, status: answer.statusCode ?? 0 })
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    outgoing.flushHeaders()
    pipeline(answer, outgoing, () => {})
  })
  onward.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()))
  pipeline(incoming, onward, () => {})
  outgoing.on('close', () => outgoing.writableFinished || onward.destroy())
}

const pairs = (raw: readonly string[]): string[] =>
  raw.flatMap((name, index) => (index % 2 ? [] : [`${name}: ${raw[index + 1]}`]))
