/** What stands in the payloads of every stand-in where a vendor has words, names and addresses. None of it may be reported. */
export const canary = {
  text: 'My canary is ill, please call me',
  name: 'Jo Canary',
  email: 'jo.canary@example.com',
  url: 'https://files.example/canary.pdf',
}

/** One thing that happens in the widget, and what is told of it. */
export type Step = readonly [what: string, act: () => unknown, told?: readonly [event: string, facts?: object]]

/** Stands in for a vendor's widget, made from its documented names and payloads. */
export interface StandIn {
  /** What the page's snippet does: mostly sets the global, with a queue. */
  snippet(): void
  /** The vendor's own script comes. */
  arrive(): void
  /** The page itself listens to the event that `poke` makes. */
  page(heard: () => void): void
  poke(): void
  /** The widget tells of something. */
  emit?(event: string, ...payload: unknown[]): unknown
  /** In order. A step without anything told is one that must not be. `live`: where the widget was there before us. */
  steps(live: boolean): readonly Step[]
  /** How many listeners of anybody the widget has. Left out where it keeps them for ever. */
  listeners?(): number
  leave(): void
}

export const page = globalThis as unknown as Record<string, unknown>
export const put = (global: string, value: unknown): void => void Object.assign(page, { [global]: value })

/** Listeners by event, as most vendors keep them. */
export function emitter() {
  const listeners: [event: string, heard: (...payload: unknown[]) => void][] = []
  return {
    on: (event: string, heard: never) => void listeners.push([event, heard]),
    off(event: string, heard: unknown) {
      const at = listeners.findIndex((one) => one[0] === event && one[1] === heard)
      if (at >= 0) listeners.splice(at, 1)
    },
    emit(event: string, ...payload: unknown[]) {
      for (const [name, heard] of [...listeners]) if (name === event) heard(...payload)
    },
    listeners: () => listeners.length,
  }
}
