import type { SignalAdapter } from './adapter.ts'

/** Whether this browser asks not to be tracked. Old ones say `yes`, or say it on the window. */
export const doNotTrack = (): boolean =>
  [navigator.doNotTrack, (window as { doNotTrack?: unknown }).doNotTrack].some((said) => said === '1' || said === 'yes')

/** Do Not Track. It is set before the page is there and does not change while it is. */
export const dnt: SignalAdapter = {
  name: 'dnt',
  watch(tell) {
    if (!doNotTrack()) return
    tell({ says: { analytics: false, personalisation: false, marketing: false } })
    return () => {}
  },
}
