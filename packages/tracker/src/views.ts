import { pageKey } from './address.ts'

export type Stop = () => void

export interface View {
  /** The whole address; it is cleaned before it goes anywhere. */
  url: string
  referrer: string
  via: 'load' | 'navigation' | 'restored'
  at: number
}

/** The address changed; `replaced` when that was no new history entry. */
type Moved = (replaced: boolean) => void

/**
 * Reports each page the visitor gets to see, once. A new address counts after it has stood for `settle` milliseconds, so
 * that the page has set its title and a redirect (a push and at once a replace) is one view. A replace that changes the
 * query alone is no view: filters do that. `settleNow` counts what is pending, for when an event happens on the page.
 */
export function watchViews(
  report: (view: View) => void,
  now: () => number,
  settle = 100,
): { settleNow: Stop; stop: Stop } {
  let pending: View | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown = ''
  let here = new URL(location.href)

  const settleNow = () => {
    clearTimeout(timer)
    const view = pending
    pending = undefined
    if (!view || (view.via === 'navigation' && view.url === shown)) return
    shown = view.url
    report(view)
  }
  const open = (via: View['via'], referrer: string) => {
    here = new URL(location.href)
    pending = { url: here.href, referrer, via, at: now() }
    clearTimeout(timer)
    timer = setTimeout(settleNow, settle)
  }
  const moved: Moved = (replaced) => {
    if (pageKey(here, !replaced) === pageKey(location, !replaced)) return
    if (pending && replaced) {
      here = new URL(location.href)
      pending.url = here.href
      return
    }
    settleNow()
    open('navigation', shown)
  }
  const restored = (event: PageTransitionEvent) => {
    if (event.persisted) open('restored', document.referrer)
  }

  open('load', document.referrer)
  addEventListener('pageshow', restored)
  const unhook = hookNavigation(moved)
  return {
    settleNow,
    stop() {
      clearTimeout(timer)
      removeEventListener('pageshow', restored)
      unhook()
    },
  }
}

/** The Navigation API tells of every change (Chrome 102, Firefox 147, Safari 26.2); elsewhere History has to be wrapped. */
function hookNavigation(moved: Moved): Stop {
  const { navigation } = window as { navigation?: EventTarget }
  if (navigation) {
    const changed = (event: Event & { navigationType?: string | null }) => moved(event.navigationType === 'replace')
    navigation.addEventListener('currententrychange', changed)
    return () => navigation.removeEventListener('currententrychange', changed)
  }

  const travelled = () => moved(false)
  const unwrap = (['pushState', 'replaceState'] as const).map((method) => {
    const original = history[method]
    const wrapped: typeof original = function (this: History, ...args) {
      original.apply(this, args)
      moved(method === 'replaceState')
    }
    history[method] = wrapped
    return () => {
      if (history[method] === wrapped) history[method] = original
    }
  })
  addEventListener('popstate', travelled)
  addEventListener('hashchange', travelled)
  return () => {
    for (const restore of unwrap) restore()
    removeEventListener('popstate', travelled)
    removeEventListener('hashchange', travelled)
  }
}
