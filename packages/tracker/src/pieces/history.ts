import type { HookHistory } from '../views.ts'

/**
 * Tells of every change of address by wrapping History, for browsers that have no Navigation API. Who has wrapped after us
 * would bring back what we took away: so ours stay, and tell nothing any more once it is over.
 */
export const hookHistory: HookHistory = (moved, over) => {
  for (const method of ['pushState', 'replaceState'] as const) {
    const original = history[method]
    history[method] = function (this: History, ...args) {
      original.apply(this, args)
      if (!over.signal.aborted) moved(method === 'replaceState')
    }
  }
  // Of a change of the fragment as well.
  addEventListener('popstate', () => moved(false), over)
}
