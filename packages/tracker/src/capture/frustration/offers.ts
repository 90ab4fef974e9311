import type { Frustration } from '../../api.ts'
import type { Host } from '../host.ts'

/**
 * Tells the page that a visitor may be offered help: once, and then not again for some time, in whichever tab of the origin.
 * Tabs tell each other; nothing is stored. Between `pagehide` and `pageshow` the channel is closed: some browsers keep no page
 * with an open one in the back/forward cache.
 */
export function watchOffers({ signal, listeners }: Host, coolDown: number): (sign: Frustration) => void {
  let last = 0
  let channel: BroadcastChannel | undefined
  const rests = () => Date.now() - last < coolDown
  const open = () => {
    try {
      channel = new BroadcastChannel('wend/help')
      channel.onmessage = ({ data }) => {
        // Whoever else may speak here cannot put it off for longer than an offer would.
        if (data > last) last = Math.min(data, Date.now())
        else if (!data && rests()) channel?.postMessage(last)
      }
      // A new tab asks what it has missed.
      channel.postMessage(0)
    } catch {
      // Not in Safari before 15.4, nor where the page has no storage: each tab by itself.
    }
  }
  const close = () => {
    channel?.close()
    channel = undefined
  }
  open()
  addEventListener('pagehide', close, { signal })
  addEventListener('pageshow', ({ persisted }) => persisted && open(), { signal })
  signal.addEventListener('abort', close)

  return (sign) => {
    if (rests()) return
    for (const listener of listeners)
      try {
        if (listener(sign) === false) continue
        last = Date.now()
        channel?.postMessage(last)
      } catch (error) {
        console.error('[wend]', error)
      }
  }
}
