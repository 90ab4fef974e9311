import { type ClientRequest, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import { isGlobal } from './global.ts'
import { checkTarget, OutboundRefused, type Target, type TargetOptions } from './target.ts'

export interface OutboundOptions extends TargetOptions {
  method?: 'GET' | 'HEAD' | 'POST'
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array
  /** Milliseconds for everything together. */
  timeout?: number
  /** Bytes of the answer's body. */
  most?: number
  /** How many redirects are followed, each checked like the first address. Only where nothing is posted. */
  redirects?: number
  /** Certificates to trust besides those of Node. */
  ca?: string
}

export interface OutboundAnswer {
  status: number
  headers: IncomingMessage['headers']
  body: Buffer
}

/**
 * The one way in which the collector calls an address that somebody typed in. It connects to the address that was checked, looks
 * no name up a second time, follows no redirect unasked, and takes an answer only so long and so large. The answer is for
 * the caller: never hand it on to whoever named the address. Throws `OutboundRefused`.
 */
export async function outbound(address: string | URL, options: OutboundOptions = {}): Promise<OutboundAnswer> {
  const { timeout = 10_000, redirects = 0, method = 'GET' } = options
  const signal = AbortSignal.timeout(timeout)
  let headers = options.headers ?? {}
  let target = await inTime(checkTarget(address, options), signal)
  for (let hop = 0; ; hop++) {
    const answer = await inTime(call(target, { ...options, headers }, signal), signal)
    const to = answer.headers.location
    if (answer.status < 300 || answer.status > 399 || to === undefined || redirects === 0) return answer
    if (hop >= redirects || method === 'POST') throw new OutboundRefused('The address leads on and on elsewhere.')
    const next = URL.parse(to, target.url)
    if (!next) throw new OutboundRefused('The address leads on to something that is no address.')
    // What is meant for one host is not for the next.
    if (next.origin !== target.url.origin) headers = {}
    target = await inTime(checkTarget(next, options), signal)
  }
}

function call(
  { url, address, family }: Target,
  options: OutboundOptions,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const { method = 'GET', headers = {}, body, most = 65_536, ca, allows = isGlobal } = options
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const secure = url.protocol === 'https:'
  return new Promise((resolve, reject) => {
    const given: RequestOptions & { servername?: string; ca?: string } = {
      host: address,
      family,
      port: url.port || (secure ? 443 : 80),
      path: url.pathname + url.search,
      method,
      // Whatever the caller gives, the host is the one of the address, and nothing comes packed.
      headers: { ...lower(headers), host: url.host, 'accept-encoding': 'identity' },
      agent: false,
      signal,
      ...(secure && !isIP(name) && { servername: name.replace(/\.$/, '') }),
      ...(ca !== undefined && { ca }),
    }
    const refuse = (sentence: string, cause?: unknown) => reject(new OutboundRefused(sentence, { cause }))
    const request: ClientRequest = (secure ? httpsRequest : httpRequest)(given, (answer) => {
      const chunks: Buffer[] = []
      let size = 0
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size <= most) return void chunks.push(chunk)
        request.destroy()
        refuse('The answer is too large.')
      })
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      )
      answer.on('error', (cause) => refuse('The answer did not come whole.', cause))
    })
    request.on('socket', (socket) => {
      socket.once('connect', () => {
        if (socket.remoteAddress === undefined || !allows(socket.remoteAddress)) request.destroy()
      })
    })
    request.on('error', (cause) => refuse('The address did not answer.', cause))
    request.end(body)
  })
}

const lower = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/** A name cannot be looked up with a limit, so the wait for it has one. */
function inTime<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new OutboundRefused('The address did not answer in time.'))
    if (signal.aborted) late()
    signal.addEventListener('abort', late, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', late))
  })
}
