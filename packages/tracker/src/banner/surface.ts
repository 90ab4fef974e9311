import type { Stop } from '../views.ts'
import { directionOf } from './language.ts'
import { make } from './make.ts'
import { style } from './style.ts'

/** The one element that the banner adds to a page. All else is in its shadow, out of reach of the page's styles. */
export interface Surface {
  readonly root: ShadowRoot
  readonly there: () => boolean
  /** Keeps room at the page's end for what covers it there, so that its last lines can be read and used all the same. */
  reserve(cover: HTMLElement): void
  /** Removes everything, and gives the focus back to where it was before it came in here. */
  remove: Stop
}

/** Pixels kept free beside what covers the page. */
const around = 16

export function createSurface(language: string): Surface {
  const host = make('wend-banner' as 'div', { lang: language, dir: directionOf(language) })
  const root = host.attachShadow({ mode: 'open' })
  const room = dress(root)
  let before: EventTarget | null = null
  let observer: ResizeObserver | undefined
  // Moves of the focus within the shadow do not come out to the host.
  host.addEventListener('focusin', ({ relatedTarget }) => {
    before = relatedTarget ?? before
  })
  document.body.append(host)
  return {
    root,
    there: () => host.isConnected,
    reserve(cover) {
      if (!room) return
      // In the page the first rule counts, in the shadow the second.
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, room]
      const fit = () => {
        const height = cover.offsetHeight + around
        room.replaceSync(`:where(html){scroll-padding-bottom:${height}px}:host{height:${height}px!important}`)
      }
      fit()
      // In the next frame: a scroll bar that comes up here would be an error of the page's, a resize within a resize.
      observer = new ResizeObserver(() => requestAnimationFrame(fit))
      observer.observe(cover)
    },
    remove() {
      const inside = root.activeElement
      observer?.disconnect()
      if (room) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== room)
      host.remove()
      if (inside) (before as HTMLElement | null)?.focus({ preventScroll: true })
    },
  }
}

/** Styles a shadow by sheets of script, which no policy blocks; in browsers without them (Safari 16.3) by an element. */
function dress(root: ShadowRoot): CSSStyleSheet | undefined {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(style)
    const room = new CSSStyleSheet()
    root.adoptedStyleSheets = [sheet, room]
    return room
  } catch {
    root.append(make('style', {}, style))
    return
  }
}
