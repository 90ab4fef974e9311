import type { Options, Wend } from './api.ts'
import { createTracker } from './tracker.ts'

export type { Data, Identifiers, Json, Options, Wend } from './api.ts'

const nothing = (): void => {}
const absent: Wend = {
  track: nothing,
  page: nothing,
  identify: nothing,
  consent: nothing,
  flush: async () => {},
  debug: nothing,
  stop: nothing,
}

/** Starts a tracker in this page. On a server, where there is no page, it gives one that does nothing. */
export function init(options: Options): Wend {
  if (typeof document === 'undefined') return absent
  try {
    return createTracker({ ...options, endpoint: options.endpoint.replace(/\/+$/, '') }).api
  } catch (error) {
    console.error('[wend] cannot start.', error)
    return absent
  }
}
