import type { Piece } from '../core.ts'
import type { HookHistory, Moved } from '../views.ts'

/** Tells of every change of address by wrapping History, for browsers that have no Navigation API. */
export const hookHistory: HookHistory = (moved, over) => {
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
  addEventListener('popstate', travelled, over)
  addEventListener('hashchange', travelled, over)
  over.signal.addEventListener('abort', () => {
    // Who has wrapped after us keeps calling.
    tell = undefined
    for (const restore of unwrap) restore()
  })
}

/** Without it, page views inside a page are seen where the browser tells of them only. */
export const older: Piece = (core) => {
  core.hookHistory = hookHistory
  return undefined
}
