import type { Wend } from './api.ts'
import type { Call } from './core.ts'
import { createTracker, type Settings } from './tracker.ts'

/** Replaced with the site's settings by the collector when it serves the script. */
declare const __WEND_SETTINGS__: Omit<Settings, 'endpoint'>

/** Runs as the script tag: takes over from the stub and makes the calls that it queued, in order. */
function boot(settings: Omit<Settings, 'endpoint'>): void {
  const page = window as unknown as { wend?: Wend & { q?: Call[] } }
  const queued = page.wend?.q
  if (page.wend && !queued) return
  // The collector is where the script came from. Without an address (inline, or a module) there is none to send to.
  const source = (document.currentScript as HTMLScriptElement).src
  const endpoint = new URL('.', source).href.slice(0, -1)
  const { api, act } = createTracker(
    { ...settings, endpoint },
    (part) => import(`${endpoint}/${part}.js?site=${settings.site}`),
  )
  page.wend = api
  if (queued) {
    // Whoever kept a function of the stub still gets through.
    queued.push = act as typeof queued.push
    for (const call of queued.splice(0)) act(call)
  }
  Object.freeze(api)
}

try {
  boot(__WEND_SETTINGS__)
} catch {
  // The page comes first: a tracker that cannot start is not there.
}
