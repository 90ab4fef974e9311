import type { BidiListener } from './bidi.ts'

interface Events {
  'browsingContext.contextCreated': { context: string; parent: string | null }
  'log.entryAdded': { type: string; level: string; text: string; source: { context?: string } }
}

/** Collects uncaught errors and policy violations by tab; those in a frame count for its tab. */
export function watchErrors() {
  const parents = new Map<string, string>()
  const errors = new Map<string, string[]>()
  const of = (context: string): string[] => {
    const known = errors.get(context) ?? []
    errors.set(context, known)
    return known
  }
  const tabOf = (context: string): string => {
    const parent = parents.get(context)
    return parent === undefined ? context : tabOf(parent)
  }
  const handlers: { [Name in keyof Events]: (event: Events[Name]) => void } = {
    'browsingContext.contextCreated': ({ context, parent }) => parent !== null && parents.set(context, parent),
    'log.entryAdded': ({ type, level, text, source }) => {
      // Firefox logs a policy violation as a warning.
      const counts = level === 'error' || text.startsWith('Content-Security-Policy:')
      if (type === 'javascript' && counts && source.context !== undefined) of(tabOf(source.context)).push(text)
    },
  }
  const listener: BidiListener = (method, params) => handlers[method as keyof Events]?.(params)
  return { listener, of, events: Object.keys(handlers) }
}
