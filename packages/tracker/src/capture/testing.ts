import type { Data, Frustration } from '../api.ts'
import type { Host, Part } from './host.ts'

/** Stands in for the tracker. What a part reports is kept as it would travel. */
export function stage(part: Part, settings: Host['settings'] = {}) {
  const over = new AbortController()
  const events: { type: string; data: Data; view: string }[] = []
  const leaving = new Set<(over: boolean) => void>()
  const listeners = new Set<(sign: Frustration) => unknown>()
  let views = 1
  const host: Host & { view: string } = {
    view: 'view-1',
    leaving,
    hearing: new Set(),
    listeners,
    load: () => Promise.reject(new Error('nothing to load')),
    allowed: () => false,
    signal: over.signal,
    settings,
    track(type, data = {}, view = host.view) {
      events.push({ type, data: JSON.parse(JSON.stringify(data)), view })
    },
  }
  const call = part(host) as ((...args: unknown[]) => void) | undefined
  return {
    /** What the page, or a piece, says to the part. */
    call: (...args: unknown[]) => call?.(...args),
    events,
    leaving,
    listeners,
    /** Types of what was reported, without the family. */
    verbs: () => events.map(({ type }) => type.replace(/^.*\./, '')),
    of: (type: string) => events.filter((event) => event.type === type).map(({ data }) => data),
    /** The page is hidden or left, or another view begins. */
    leave(next = false) {
      for (const heard of leaving) heard(next)
      if (next) host.view = `view-${++views}`
    },
    /** The page or another part reports an event. */
    hear(type: string, data: Data = {}) {
      for (const hear of host.hearing) hear(type, data)
    },
    stop: () => over.abort(),
  }
}

/** In place of the browser's: the page is always laid out. */
export class LaidOut {
  heard: () => void
  constructor(heard: () => void) {
    this.heard = heard
  }
  observe() {
    this.heard()
  }
  disconnect() {}
}
