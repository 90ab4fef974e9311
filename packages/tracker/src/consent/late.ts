import type { Stop } from './adapter.ts'

/** How often one looks for what the page has yet to bring, a second apart. */
const looks = 10

/**
 * Looks for something until it is found: now, each second for ten seconds, when the page has loaded, and whenever somebody
 * clicks, because a dialog that comes after all that is answered with a click. No timer runs on. `missing` is called when
 * it is not there after ten seconds and the page has loaded.
 */
export function lookFor(found: () => boolean, missing: () => void): Stop {
  let looked = 0
  const stop = () => {
    clearInterval(timer)
    removeEventListener('load', look)
    removeEventListener('click', look, true)
  }
  const look = () => {
    if (found()) stop()
    else if (looked >= looks && document.readyState === 'complete') missing()
  }
  const timer = setInterval(() => {
    if (++looked >= looks) clearInterval(timer)
    look()
  }, 1000)
  addEventListener('load', look)
  addEventListener('click', look, true)
  look()
  return stop
}
