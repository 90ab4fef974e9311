import { useSyncExternalStore } from 'react'

function subscribe(changed: () => void) {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

/** What stands between `#/` and `?` in the address. The collector serves one document, so pages are told apart by fragment. */
export function useRoute(): string {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  return hash.replace(/^#\/?/, '').replace(/\?.*/, '')
}

/** What stands after the `?` of the fragment: how a page is set, so that its address can be shared. */
export function readQuery(): URLSearchParams {
  return new URLSearchParams(/\?(.*)/.exec(window.location.hash)?.[1])
}

/** Writes how a page is set into its address. Back goes to the page before, not to the setting before. */
export function writeQuery(path: string, query: URLSearchParams): void {
  if (`${query}` === `${readQuery()}`) return
  window.history.replaceState(null, '', `#/${path}${query.size > 0 ? `?${query}` : ''}`)
}
