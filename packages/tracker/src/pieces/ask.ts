import type { OpenBanner } from '../banner/host.ts'
import type { Piece } from '../core.ts'

/**
 * Opens the site's own banner: by itself, once the page is loaded and seen and nobody has decided, and when the visitor
 * wants their preferences.
 */
export const ask: Piece = (core) => {
  const { endpoint, site, gate, load, act } = core
  let done = false
  const show = (wanted: boolean) => {
    done = true
    Promise.resolve('banner' as const)
      .then(load)
      .then(({ default: open }) =>
        (open as OpenBanner)(
          {
            endpoint,
            site,
            current: () => gate.choice?.says,
            choose: (says, shown) => {
              act(['consent', [says, 'banner', shown], Date.now()])
            },
          },
          wanted,
        ),
      )
      .catch(() => {
        // Without it nobody has decided, and that means no.
      })
  }
  const look = () => {
    if (done || gate.choice || document.readyState !== 'complete' || document.visibilityState !== 'visible') return
    const undecided = Object.values(gate.answers).includes(undefined)
    // Where another dialog is about to speak, it asks.
    if (undecided && !Object.values(gate.legal).includes('pending')) show(false)
  }
  // What the page says while its scripts run comes first.
  const soon = () => setTimeout(look)
  core.methods.preferences = () => show(true)
  core.changed.push(soon)
  addEventListener('load', soon)
  document.addEventListener('visibilitychange', look)
  return () => {
    done = true
    core.methods.preferences = () => {}
    removeEventListener('load', soon)
    document.removeEventListener('visibilitychange', look)
  }
}
