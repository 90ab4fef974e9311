import type { Part } from './host.ts'
import { ended, guarded, leaving, listen } from './page.ts'

const second = 1000

/**
 * Reports once a view how long it was in use and how far down it was seen. In use is a page that is visible, has the focus
 * and was touched within the last `idle` seconds (15). It counts by ticks of a second, which stop with the use: a tick that
 * comes late has slept, and counts for nothing.
 */
export const engagement: Part = (host) => {
  const idle = Number(host.settings.idle ?? 15) * second
  const root = document.documentElement
  let timer: ReturnType<typeof setTimeout> | undefined
  /** When it was last counted, and last touched. */
  let counted = 0
  let touched: number
  let engaged = 0
  /** The last pixel that was seen, of how many. */
  let deepest = 0
  let height: number | undefined
  let left: string | undefined
  let url: string

  const look = new ResizeObserver(() => {
    deepest = Math.max(deepest, scrollY + innerHeight)
    height = root.scrollHeight
  })
  const count = () => {
    const now = performance.now()
    if (timer && now - counted < 2 * second) engaged += now - counted
    counted = now
    clearTimeout(timer)
    timer =
      !document.hidden && document.hasFocus() && now - touched < idle
        ? setTimeout(guarded(host, count), second)
        : undefined
    // What begins to be observed is told of in the same frame, after the layout: nothing has to be laid out for us.
    look.disconnect()
    look.observe(root)
  }
  const touch = () => {
    touched = performance.now()
    // Not only at the beginning, because of redirects.
    // Without what a query may hold: there is no time to look closer when a page is left.
    url = location.origin + location.pathname
    timer ?? count()
  }
  const leave = () => {
    count()
    if (left !== host.view)
      host.track('page.left', {
        url,
        engaged: Math.round(engaged),
        depth: height && Math.min(100, Math.round((100 * deepest) / height)),
      })
    left = host.view
  }
  touch()
  leaving(host, (over) => {
    if (!over) return
    leave()
    engaged = deepest = 0
    height = undefined
    touch()
  })
  ended(host, () => look.disconnect())
  listen(host, window, 'pointermove pointerdown keydown scroll touchstart focus', touch)
  listen(host, window, 'scroll blur visibilitychange', count)
  listen(host, window, 'pagehide', leave)
}
export default engagement
