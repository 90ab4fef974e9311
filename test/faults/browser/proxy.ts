import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { generate } from 'selfsigned'

/** What is wrong between the browser and the collector. */
export type Fault =
  | { kind: 'none' }
  /** Answers so, whatever is asked, and passes nothing on. With `retryAfter` as the collector says it, readable by the page. */
  | { kind: 'status'; status: number; retryAfter?: number }
  /** Nobody listens. */
  | { kind: 'closed' }
  /** The collector stores and answers; its answer never arrives. */
  | { kind: 'cut' }
  /** Requests are taken, and nothing comes back. */
  | { kind: 'silent' }

/** One request that reached the proxy. Times in milliseconds since 1970. */
export interface Attempt {
  at: number
  method: string
  path: string
  fault: Fault['kind']
  bytes: number
  /** Of the collector's answer: its status and verdicts. */
  status?: number
  answered?: number
  accepted: number
  duplicate: number
  /** The other verdicts, with their codes. */
  others: string
}

export interface FaultyProxy {
  /** `https://localhost:…` */
  url: string
  attempts: readonly Attempt[]
  fail(fault: Fault): Promise<void>
  close(): Promise<void>
}

export async function certificate(): Promise<{ key: string; cert: string }> {
  const altNames = [
    { type: 2 as const, value: 'localhost' },
    { type: 7 as const, ip: '127.0.0.1' },
  ]
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    extensions: [{ name: 'subjectAltName', altNames }],
  })
  return { key, cert }
}

/** Stands before the collector over https, and fails as told. */
export async function faultyProxy(target: () => string): Promise<FaultyProxy> {
  const attempts: Attempt[] = []
  let fault: Fault = { kind: 'none' }
  const server = createServer(await certificate(), (request, response) => {
    pass(request, response).catch(() => response.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '/', headers } = request
    const attempt: Attempt = {
      at: Date.now(),
      method,
      path,
      fault: fault.kind,
      bytes: 0,
      accepted: 0,
      duplicate: 0,
      others: '',
    }
    attempts.push(attempt)
    const now = fault
    const body = await buffer(request)
    attempt.bytes = body.length
    if (now.kind === 'silent') return
    if (now.kind === 'status') {
      const cors = {
        'Access-Control-Allow-Origin': headers.origin ?? '*',
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Expose-Headers': 'Retry-After',
      }
      response.writeHead(now.status, now.retryAfter ? { ...cors, 'Retry-After': now.retryAfter } : {}).end()
      return
    }
    const answer = await fetch(target() + path, {
      method,
      headers: { ...without(headers, ofTheWay), 'x-forwarded-proto': 'https' } as Record<string, string>,
      ...(method !== 'GET' && method !== 'HEAD' && { body }),
      redirect: 'manual',
    })
    const text = Buffer.from(await answer.arrayBuffer())
    note(attempt, answer.status, text)
    if (now.kind === 'cut') return void response.destroy()
    response.writeHead(answer.status, without(headersOf(answer), ofTheWay)).end(text)
  }

  return {
    url: `https://localhost:${port}`,
    attempts,
    async fail(next) {
      const before = fault.kind
      fault = next
      if (next.kind === 'closed' && before !== 'closed') {
        const closed = once(server, 'close')
        server.close()
        server.closeAllConnections()
        await closed
      } else if (before === 'closed' && next.kind !== 'closed') {
        server.listen(port, '127.0.0.1')
        await once(server, 'listening')
      } else if (before === 'silent') server.closeAllConnections()
    },
    async close() {
      if (!server.listening) return
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

/** Headers that belong to one connection, or to how a body travelled on it. */
const ofTheWay = ['host', 'connection', 'keep-alive', 'content-encoding', 'content-length', 'transfer-encoding']

const without = <T>(headers: Record<string, T>, names: readonly string[]): Record<string, T> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)))

/** Several cookies are several headers, which `Object.fromEntries` would fold into one that no browser reads. */
const headersOf = ({ headers }: Response): Record<string, string | string[]> => ({
  ...Object.fromEntries(headers),
  ...(headers.has('set-cookie') && { 'set-cookie': headers.getSetCookie() }),
})

function note(attempt: Attempt, status: number, body: Buffer): void {
  attempt.status = status
  attempt.answered = Date.now()
  try {
    const { accepted, others } = JSON.parse(body.toString()) as {
      accepted: number
      others: { verdict: string; code: string }[]
    }
    attempt.accepted = accepted
    attempt.duplicate = others.filter(({ verdict }) => verdict === 'duplicate').length
    const rest = others
      .filter(({ verdict }) => verdict !== 'duplicate')
      .map(({ verdict, code }) => `${verdict} ${code}`)
    attempt.others = [...new Set(rest)].join(', ')
  } catch {
    // The script, a preflight, a refusal: no verdicts in it.
  }
}
