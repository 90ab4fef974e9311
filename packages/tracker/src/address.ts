/** What the wire format takes of an address. */
const longest = 4096

/** Only `#/…` and `#!/…` name a page; any other fragment is a place within one. */
const routed = (hash: string): string => (/^#!?\//.test(hash) ? hash : '')

/** What tells one page of a site from another: path and routed fragment, and the whole query where `query` is set. */
export const pageKey = ({ pathname, search, hash }: Location | URL, query: boolean): string =>
  pathname + (query ? search : '') + routed(hash)

/**
 * An address with the allowed query keys only, also within its fragment, which stays only where it routes; without user and
 * password. Of one without a host (`file:`, `data:`, `about:`) only the scheme. Undefined for what is no address.
 */
export function clean(address: string, allowed: readonly string[]): string | undefined {
  const kept = (query?: string): string => {
    // The first use of these costs a page milliseconds.
    if (!query) return ''
    const pairs = [...new URLSearchParams(query)].filter(([key]) => allowed.includes(key))
    return pairs[0] ? `?${new URLSearchParams(pairs)}` : ''
  }
  // Where none is said. What throws costs a page a millisecond.
  if (!address) return
  try {
    // Not its origin: that of android-app://… is "null".
    const { protocol, host, pathname, search, hash } = new URL(address)
    const [route, query] = routed(hash).split('?')
    return host ? `${protocol}//${host}${pathname}${kept(search)}${route}${kept(query)}`.slice(0, longest) : protocol
  } catch {
    return undefined
  }
}
