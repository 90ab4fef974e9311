import type { Host } from './host.ts'

/** The same while the part runs. What goes wrong in it stays away from the page. */
export const guarded =
  <Args extends unknown[]>({ signal }: Host, act: (...args: Args) => void) =>
  (...args: Args): void => {
    try {
      signal.aborted || act(...args)
    } catch {}
  }

/** Does something once the part ends. */
export const ended = ({ signal }: Host, done: () => void) => signal.addEventListener('abort', done)

/**
 * Hears of events, in a list with blanks, before the page does and until the part ends. Also hands over where they come from:
 * out of a shadow root, an event itself says that it comes from its host.
 */
export const listen = <E extends Event, T = HTMLInputElement>(
  host: Host,
  at: EventTarget,
  types: string,
  heard: (target: T, event: E) => void,
) => {
  const safe = guarded(host, (event: Event) => heard(event.composedPath()[0] as T, event as E))
  for (const type of types.split(' '))
    at.addEventListener(type, safe, { capture: true, passive: true, signal: host.signal })
}

/** Hears of what `leaving` of the host tells, until the part ends. */
export const leaving = (host: Host, heard: (over: boolean) => void) => {
  const safe = guarded(host, heard)
  host.leaving.add(safe)
  ended(host, () => host.leaving.delete(safe))
}

/**
 * Gives the way to do something in this frame once the browser has laid the page out, so that it lays nothing out for us. What
 * begins to be observed is told of then.
 */
export const laidOut = ({ signal }: Host, act: () => void): (() => void) => {
  const observer = new ResizeObserver(() => {
    observer.disconnect()
    act()
  })
  signal.addEventListener('abort', () => observer.disconnect())
  return () => observer.observe(document.documentElement)
}

/** Looks now, and half a second after each other view began, when its page has had the time to set itself up. May look twice. */
export const eachView = (host: Host, look: () => void) => {
  leaving(host, (over) => over && setTimeout(guarded(host, look), 500))
  look()
}

/** An attribute, or nothing. Not the property: a field called `id` stands in the way of that of its form. */
export const attribute = (element: Element, name: string): string => element.getAttribute(name) ?? ''

/** The element around another one, out of shadow roots too. */
export const around = (element: Element): Element | undefined =>
  element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host

/** The first of some texts that makes a `code` of the protocol. One that is long, or could be a number or an address of somebody, is passed over. */
export const code = (...texts: string[]): string =>
  texts
    .map((text) => (/@|(\d\D*){5}|.{41}/.test(text) ? '' : text.replace(/[^\w.:/-]+/g, '-').replace(/^-|-$/g, '')))
    .find(Boolean) ?? ''
