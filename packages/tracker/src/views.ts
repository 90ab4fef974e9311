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

/** How long a new address must stand: until then its page sets its title, and a redirect may take its place. */
const settled = 300
/** How long the first page may take to load before it counts all the same. */
const loaded = 3000

/**
 * Reports each page the visitor gets to see, once. `opened` is called when a page comes up, `report` when it counts: after
 * it has stood for a moment, so that it has its title and a redirect (a push and at once a replace) is one view, or when
 * the next page comes. A replace that changes the query alone is no view: filters do that. `settle` counts what is
 * pending now, for when the page is left.
 */
export function watchViews(opened: () => void, report: (view: View) => void): { settle: Stop; stop: Stop } {
  let pending: View | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown = ''
  let here = new URL(location.href)

  const settle = () => {
    clearTimeout(timer)
    const view = pending
    if (!view) return
    pending = undefined
    shown = view.url
    report(view)
  }
  const wait = (delay: number) => {
    clearTimeout(timer)
    timer = setTimeout(settle, delay)
  }
  const open = (via: View['via'], referrer: string, delay = settled) => {
    here = new URL(location.href)
    pending = { url: here.href, referrer, via, at: Date.now() }
    opened()
    wait(delay)
  }
  const moved: Moved = (replaced) => {
    if (pageKey(here, !replaced) === pageKey(location, !replaced)) return
    if (pending && replaced) {
      here = new URL(location.href)
      pending.url = here.href
    } else {
      settle()
      open('navigation', shown)
    }
  }
  const restored = (event: PageTransitionEvent) => {
    if (event.persisted) open('restored', document.referrer)
  }
  const load = () => wait(settled)

  const complete = document.readyState === 'complete'
  open('load', document.referrer, complete ? settled : loaded)
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
