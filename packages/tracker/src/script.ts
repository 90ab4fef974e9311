import type { Options, Wend } from './api.ts'
import { type Call, createTracker } from './tracker.ts'

/** Replaced with the site's settings by the collector when it serves the script. */
declare const __WEND_SETTINGS__: Omit<Options, 'endpoint'>

/** Runs as the script tag: takes over from the stub and makes the calls that it queued, in order. */
function boot(settings: Omit<Options, 'endpoint'>): void {
  const page = window as { wend?: Wend & { q?: Call[] } }
  const queued = page.wend?.q
  if (page.wend && !queued) return
  const source = (document.currentScript as HTMLScriptElement | null)?.src ?? ''
  const { api, add } = createTracker({ ...settings, endpoint: source.replace(/\/[^/]*$/, '') }, queued)
  // Whoever kept a function of the stub still gets through.
  if (queued) queued.push = (...calls) => calls.map(add).length
  page.wend = api
}

try {
  boot(__WEND_SETTINGS__)
} catch {
  // The page comes first: a tracker that cannot start is not there.
}
