import { useSyncExternalStore } from 'react'

function subscribe(changed: () => void) {
  window.addEventListener('hashchange', changed)
  return () => window.removeEventListener('hashchange', changed)
}

/** What stands after `#/` in the address. The collector serves one document, so pages are told apart by fragment. */
export function useRoute(): string {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  return hash.replace(/^#\/?/, '')
}
