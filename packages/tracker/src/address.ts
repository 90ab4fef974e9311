/** The query keys kept where a site says nothing else: those that name a campaign. */
export const campaignKeys: readonly string[] = ['source', 'medium', 'campaign', 'term', 'content'].map(
  (key) => `utm_${key}`,
)

/** Only `#/…` and `#!/…` name a page; any other fragment is a place within one. */
const routed = (hash: string): string => (/^#!?\//.test(hash) ? hash : '')

/** What tells one page of a site from another: path and routed fragment, and the whole query where `query` is set. */
export const pageKey = ({ pathname, search, hash }: Location | URL, query: boolean): string =>
  pathname + (query ? search : '') + routed(hash)

/** An address with the allowed query keys only, without user and password, and with its fragment only where that routes. */
export function clean(address: string, allowed: readonly string[]): string {
  const url = new URL(address)
  const kept = new URLSearchParams([...url.searchParams].filter(([key]) => allowed.includes(key))).toString()
  return url.origin + url.pathname + (kept && `?${kept}`) + routed(url.hash)
}
