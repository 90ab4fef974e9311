import { pageKey } from './address.ts'

export type Stop = () => void
/** How a page came up. */
export type Via = 'load' | 'navigation' | 'restored'

/** The address changed; `replaced` when that was no new history entry. */
export type Moved = (replaced: boolean) => void

/** How long a new address must stand: until then its page sets its title, and a redirect may take its place. */
const settled = 300
/** How long the first page may take to load before it counts all the same. */
const loaded = 3000

export interface Views {
  /** What is pending counts now, for when the page is left. */
  settle: Stop
  /** A page came up. */
  open(via: Via): void
}

/** Hears of every change of address, where the browser has no Navigation API to tell of it. */
export type HookHistory = (moved: Moved, over: AbortController) => void

/**
 * Watches the pages that the visitor gets to see. `opened` is called when one comes up after the first, `report` when one
 * counts: after it has stood for a moment, so that it has its title and a redirect (a push and at once a replace) is one
 * view, or when the next page comes. A replace that changes the query alone is no view: filters do that. It hears of nothing any
 * more once it is over.
 */
export function watchViews(
  opened: (via: Via) => void,
  report: (url: string) => void,
  over: AbortController,
  hookHistory?: HookHistory,
): Views {
  let pending: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let here = new URL(location.href)

  const settle = () => {
    clearTimeout(timer)
    try {
      if (pending) report(pending)
    } finally {
      // Not where the browser cuts off what runs: then it is still to be told.
      pending = undefined
    }
  }
  const stand = (delay: number) => {
    pending ??= location.href
    clearTimeout(timer)
    timer = setTimeout(settle, delay)
  }
  const open = (via: Via) => {
    settle()
    opened(via)
    stand(settled)
  }
  const moved: Moved = (replaced) => {
    try {
      const before = here
      here = new URL(location.href)
      if (pageKey(before, !replaced) === pageKey(here, !replaced)) return
      if (pending && replaced) pending = here.href
      else open('navigation')
    } catch {
      // The page, which may call us here itself, has broken something that we need.
    }
  }
  stand(document.readyState === 'complete' ? settled : loaded)
  addEventListener('load', () => pending && stand(settled), over)
  // It tells of every change (Chrome 102, Firefox 147, Safari 26.2). Where there is no such API this can be the page's own
  // <nav id="navigation">, and without an origin it is silent.
  const { navigation } = window as { navigation?: EventTarget & { currentEntry?: unknown } }
  if (navigation?.currentEntry)
    navigation.addEventListener(
      'currententrychange',
      (event: Event & { navigationType?: string | null }) => moved(event.navigationType === 'replace'),
      over,
    )
  else hookHistory?.(moved, over)
  return { settle, open }
}
