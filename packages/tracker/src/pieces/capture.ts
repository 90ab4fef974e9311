import type { Data, Frustration } from '../api.ts'
import type { Host, Part } from '../capture/host.ts'
import type { Piece } from '../core.ts'
import type { PartName } from '../parts/part.ts'

/** A part of capture: the type that it needs consent for, what the site has set for it, and itself. */
export type Capture = readonly [type: string, settings: Host['settings'], part: Part]

/**
 * Starts each part of capture once policy and consent allow what it reports, and ends it when they no longer do. The file
 * that has them comes when the first of them may run and the page is loaded: nobody who has said nothing fetches it.
 */
export const capture: Piece = (core) => {
  const { gate, load } = core
  const running = new Map<string, Host & { life: AbortController }>()
  let parts: Promise<{ default: unknown }> | undefined
  const allowed = (type: string) => {
    const { verb, purpose } = gate.decide(type)
    // An advert that was clicked names its click, so nobody's is told of.
    return (/^ad/.test(type) ? /keep/ : /keep|anon/).test(verb) && `${gate.epochs[purpose]}`
  }

  /** What the page can say to a part, by its name, and what it has said before that runs. */
  const calls: { [part: string]: (...args: unknown[]) => void } = {}
  let said: [part: string, args: readonly unknown[]][] = []
  /** What was said while the answer was no, a later yes does not tell. */
  const waits = ([part]: (typeof said)[number]) => gate.decide(part).verb !== 'drop'
  const say = (part: string, args: readonly unknown[]) => {
    const call = calls[part]
    if (call) call(...args)
    else said = [...said, [part, args] as (typeof said)[0]].slice(-50).filter(waits)
  }
  /** These stay through a no and the next yes. */
  const listeners = new Set<(sign: Frustration) => unknown>()
  const start = (type: string, settings: Host['settings'], part: Part) => {
    const life = new AbortController()
    const host = {
      life,
      // What went wrong in our own script is not the page's.
      settings: { own: core.endpoint, ...settings },
      signal: life.signal,
      allowed,
      load: (name: string) => load(`chat/${name}` as PartName),
      leaving: new Set<(over: boolean) => void>(),
      hearing: new Set<(type: string, data: Data) => void>(),
      listeners,
      track: (type: string, data?: Data, view?: string, ready?: boolean) => {
        if (!life.signal.aborted) core.report(type, data, view, undefined, ready)
      },
      get view() {
        return core.view()
      },
    }
    running.set(type, host)
    try {
      const call = part(host)
      if (!call) return
      calls[type.replace(/\..*/, '')] = call as (...args: unknown[]) => void
      const waiting = said
      said = []
      for (const [name, args] of waiting) say(name, args)
    } catch {
      // It cannot run here; the others can.
    }
  }
  const look = async () => {
    try {
      said = said.filter(waits)
      for (const [type, { life }] of running)
        if (!allowed(type)) {
          running.delete(type)
          life.abort()
        }
      if (document.readyState !== 'complete' || !core.capture?.some(allowed)) return
      parts ??= load('capture')
      for (const [type, settings, part] of (await parts).default as readonly Capture[])
        if (allowed(type) && !running.has(type)) start(type, settings, part)
    } catch {
      // It did not come, or the page has broken what we need. The next change tries again.
      parts = undefined
    }
  }
  const each = (work: (host: Host) => void) => {
    for (const host of running.values())
      try {
        work(host)
      } catch {
        // The page and the other parts come first.
      }
  }
  core.gathered = (over) => each(({ leaving }) => leaving.forEach((tell) => void tell(over)))
  core.told = (type, data) => each(({ hearing }) => hearing.forEach((hear) => void hear(type, data)))
  core.say = say
  core.methods.chat = (...args) => say('chat', args)
  core.methods.on = (what, listener) => {
    // Added twice it is two.
    const hear = (sign: Frustration) => listener(sign)
    if (what === 'frustration' && typeof listener === 'function') listeners.add(hear)
    else console.warn('[wend] wend.on takes “frustration” and a function.')
    return () => void listeners.delete(hear)
  }
  core.changed.push(look)
  addEventListener('load', look)
  void look()
  return () => {
    removeEventListener('load', look)
    for (const { life } of running.values()) life.abort()
    running.clear()
  }
}
