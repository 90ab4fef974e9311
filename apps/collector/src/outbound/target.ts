import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { isGlobal } from './global.ts'

/** An address outside that the collector will not call, or an answer from there that it will not take. No value stands in it. */
export class OutboundRefused extends Error {
  override name = 'OutboundRefused'
}

export interface Resolved {
  address: string
  family: number
}

export interface TargetOptions {
  /** Whether plain http may be called too. */
  http?: boolean
  /** Every address of a name. The system's resolver by default. */
  resolve?: (name: string) => Promise<readonly Resolved[]>
  /** Which addresses may be called: those of the public internet, unless the operator knows of others. */
  allows?: (address: string) => boolean
}

export interface Target {
  readonly url: URL
  /** What was checked, and the only thing to connect to. */
  readonly address: string
  readonly family: 4 | 6
}

/**
 * Checks an address that somebody typed in: when it is saved, when it is tried, and each time before it is called, because
 * names change what they stand for. Throws `OutboundRefused`.
 */
export async function checkTarget(text: string | URL, options: TargetOptions = {}): Promise<Target> {
  const { http = false, resolve = resolveAll, allows = isGlobal } = options
  // A backslash or a line break means one thing to this parser and another to the next.
  const url = /[\\\s\p{Cc}]/u.test(String(text)) ? null : URL.parse(String(text))
  if (!url) throw new OutboundRefused('This is no address. Write one such as https://hooks.example/in.')
  if (url.protocol !== 'https:' && !(http && url.protocol === 'http:'))
    throw new OutboundRefused(`Only ${http ? 'http and https' : 'https'} addresses can be called.`)
  if (url.username || url.password)
    throw new OutboundRefused('The address holds a name or a password. Put them into a header.')
  // The parser has already turned 0x7f.1, 2130706433 and the like into what they mean.
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const found = isIP(name)
    ? [{ address: name, family: isIP(name) }]
    : await resolve(name).catch((cause: unknown) => {
        throw new OutboundRefused('The name of this address is not known.', { cause })
      })
  const [first] = found
  // One bad address among good ones is no mistake of anybody's: it is the next answer's first.
  if (!first || !found.every(({ address }) => allows(address)))
    throw new OutboundRefused('This address does not lead to the public internet. Only such can be called.')
  return { url, address: first.address, family: first.family === 6 ? 6 : 4 }
}

const resolveAll = (name: string): Promise<readonly Resolved[]> => lookup(name, { all: true, verbatim: true })
