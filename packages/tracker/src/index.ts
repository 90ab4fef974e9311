import type { Compiled } from '@wend/privacy/decide'
import { captured } from '@wend/protocol/captured'
import { absent } from './absent.ts'
import type { Options, Wend } from './api.ts'
import type { SignalAdapter } from './consent/adapter.ts'
import type { Piece } from './core.ts'
import { defaults } from './defaults.ts'
import type { Load } from './parts/part.ts'
import { always } from './pieces/always.ts'
import { arrival } from './pieces/arrival.ts'
import { ask } from './pieces/ask.ts'
import { capture } from './pieces/capture.ts'
import { landing } from './pieces/landing.ts'
import { legal } from './pieces/legal.ts'
import { memory } from './pieces/memory.ts'
import { refusals } from './pieces/refusals.ts'
import { regime } from './pieces/regime.ts'
import { createTracker } from './tracker.ts'

export type { Data, Frustration, Identifiers, Json, Options, Policy, Shown, Signal, Wend } from './api.ts'

/** What runs in this page, by the name of its site: a second one would report everything twice. */
const running = new Map<string, Wend>()

/** A bundler of the site finds these and makes chunks of them. The banner has its texts from the collector, and what is captured its settings. */
const partsFor = ({ endpoint, site }: Pick<Options, 'endpoint' | 'site'>): Load => {
  const known = { identify: () => import('./parts/identify.ts'), scrub: () => import('./parts/scrub.ts') }
  return (part) =>
    part === 'identify' || part === 'scrub'
      ? known[part]()
      : import(
          /* @vite-ignore */ /* webpackIgnore: true */ /* turbopackIgnore: true */ `${endpoint}/${part}.js?site=${site}`
        )
}

/** What a policy asks for, as the collector puts it into the script. */
const piecesFor = (
  { legal: frameworks, remember, regimes }: Compiled,
  { banner, capture: captures }: Pick<Options, 'banner' | 'capture'>,
): Piece[] => [
  always,
  regime,
  landing,
  ...(frameworks.length ? [legal] : []),
  ...(remember || Object.values(regimes).some(([, before]) => before !== 'hold') ? [refusals] : []),
  ...(remember ? [memory] : []),
  ...(banner ? [ask] : []),
  ...(captures ? [capture, arrival] : []),
]

/**
 * Starts a tracker in this page, or gives the one that runs for this site: what renders or reloads modules again may call it
 * again. On a server, where there is no page, it gives one that does nothing.
 */
export function init(options: Options): Wend {
  if (typeof document === 'undefined') return absent
  try {
    const { site } = options
    const runs = running.get(site)
    if (runs) return runs
    const endpoint = options.endpoint.replace(/\/+$/, '')
    const policy = (options.policy ?? defaults.policy) as Compiled
    const settings = {
      ...options,
      endpoint,
      policy,
      query: options.query ?? defaults.query,
      signals: options.signals as readonly SignalAdapter[] | undefined,
      pieces: piecesFor(policy, options),
      // Which of them the site has, the collector's module knows.
      capture: options.capture ? Object.values(captured) : undefined,
    }
    const { api } = createTracker(settings, partsFor(settings))
    const wend = Object.freeze({
      ...api,
      stop() {
        running.delete(site)
        api.stop()
      },
    })
    running.set(site, wend)
    return wend
  } catch (error) {
    console.error('[wend] cannot start.', error)
    return absent
  }
}
