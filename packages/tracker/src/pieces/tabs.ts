import type { Piece } from '../core.ts'

/**
 * Tells the other pages of this origin of every no, and whether the collector knows of it, and hears of theirs. Between `pagehide` and `pageshow` the channel is
 * closed: some browsers keep no page with an open one in the back/forward cache. What a page there does not hear, the
 * collector's next answer says, or the memory of the decision.
 */
export const tabs: Piece = ({ site, gate, changed, deny }) => {
  let last = gate.choice
  /** What was heard is not said again: two pages would never end. */
  let hearing = false
  let channel: BroadcastChannel | undefined
  const open = () => {
    try {
      channel = new BroadcastChannel('wend')
      channel.onmessage = ({ data }) => {
        // Whoever else may speak here can only say no.
        if (!Array.isArray(data) || data[0] !== site) return
        hearing = true
        deny(data.slice(2), data[1] === true)
        hearing = false
      }
    } catch {
      // Not in Safari before 15.4, nor where the page has no storage.
    }
  }
  const close = () => channel?.close()
  const shown = ({ persisted }: PageTransitionEvent) => {
    if (persisted) open()
  }
  open()
  changed.push((lost, told) => {
    try {
      const refused = Object.entries(gate.choice === last ? {} : (gate.choice?.says ?? {})).filter(([, yes]) => !yes)
      last = gate.choice
      const list = [...lost, ...refused.map(([purpose]) => purpose)]
      if (list[0] && !told && !hearing) channel?.postMessage([site, !!lost[0], ...list])
    } catch {
      // It is closed: the page is being left.
    }
  })
  addEventListener('pagehide', close)
  addEventListener('pageshow', shown)
  return () => {
    close()
    removeEventListener('pagehide', close)
    removeEventListener('pageshow', shown)
  }
}
