import { pageKey } from './address.ts'

export type Stop = () => void
/** How a page came up. */
export type Via = 'load' | 'navigation' | 'restored'

/** The address changed; `replaced` when that was no new history entry. */
type Moved = (replaced: boolean) => void

/** How long a new address must stand: until then its page sets its title, and a redirect may take its place. */
const settled = 300
/** How long the first page may take to load before it counts all the same. */
const loaded = 3000

/**
 * Watches the pages that the visitor gets to see. `opened` is called when one comes up after the first, `report` when one
 * counts: after it has stood for a moment, so that it has its title and a redirect (a push and at once a replace) is one
 * view, or when the next page comes. A replace that changes the query alone is no view: filters do that. `settle` counts
 * what is pending now, for when the page is left.
 */
export function watchViews(
  opened: (via: Via) => void,
  report: (url: string, at: number) => void,
): { settle: Stop; stop: Stop } {
  let pending: { url: string; at: number } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let here = new URL(location.href)

  const settle = () => {
    clearTimeout(timer)
    const view = pending
    pending = undefined
    if (view) report(view.url, view.at)
  }
  const wait = (delay: number) => {
    clearTimeout(timer)
    timer = setTimeout(settle, delay)
  }
  const stand = (delay: number) => {
    pending = { url: location.href, at: Date.now() }
    wait(delay)
  }
  const open = (via: Via) => {
    settle()
    opened(via)
    stand(settled)
  }
  const moved: Moved = (replaced) => {
    const before = here
    here = new URL(location.href)
    if (pageKey(before, !replaced) === pageKey(here, !replaced)) return
    if (pending && replaced) pending.url = here.href
    else open('navigation')
  }
  const restored = (event: PageTransitionEvent) => {
    if (event.persisted) open('restored')
  }
  const load = () => wait(settled)

  const complete = document.readyState === 'complete'
  stand(complete ? settled : loaded)
  if (!complete) addEventListener('load', load, { once: true })
  addEventListener('pageshow', restored)
  const unhook = hookNavigation(moved)
  return {
    settle,
    stop() {
      clearTimeout(timer)
      removeEventListener('load', load)
      removeEventListener('pageshow', restored)
      unhook()
    },
  }
}

/** The Navigation API tells of every change (Chrome 102, Firefox 147, Safari 26.2); elsewhere History has to be wrapped. */
function hookNavigation(moved: Moved): Stop {
  const { navigation } = window as { navigation?: EventTarget & { currentEntry?: unknown } }
  // Where there is no such API this can be the page's own <nav id="navigation">, and without an origin it is silent.
  if (navigation?.currentEntry) {
    const changed = (event: Event & { navigationType?: string | null }) => moved(event.navigationType === 'replace')
    navigation.addEventListener('currententrychange', changed)
    return () => navigation.removeEventListener('currententrychange', changed)
  }

  let tell: Moved | undefined = moved
  const travelled = () => moved(false)
  const unwrap = (['pushState', 'replaceState'] as const).map((method) => {
    const original = history[method]
    const wrapped: typeof original = function (this: History, ...args) {
      original.apply(this, args)
      tell?.(method === 'replaceState')
    }
    history[method] = wrapped
    return () => {
      if (history[method] === wrapped) history[method] = original
    }
  })
  addEventListener('popstate', travelled)
  addEventListener('hashchange', travelled)
  return () => {
    // Who has wrapped after us keeps calling.
    tell = undefined
    for (const restore of unwrap) restore()
    removeEventListener('popstate', travelled)
    removeEventListener('hashchange', travelled)
  }
}
