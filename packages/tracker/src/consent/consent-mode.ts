import { changes, type SignalAdapter } from './adapter.ts'
import { lookFor } from './late.ts'
import { wrapPush } from './push.ts'

/** The types that stand for each purpose. A no to any is a no; a yes needs the first. */
const types = {
  analytics: ['analytics_storage'],
  personalisation: ['personalization_storage', 'functionality_storage'],
  marketing: ['ad_storage', 'ad_user_data', 'ad_personalization'],
}

interface Values {
  readonly [type: string]: unknown
  readonly region?: string | readonly string[]
  readonly wait_for_update?: number
}

/** More than any default has. */
const decisive = 9

/** How much a default counts in a region: the more specific wins, and one that is perhaps ours counts where it denies. */
const rankOf = (values: Values, region: string, value: unknown): number => {
  if (!values.region) return 1
  const regions = [values.region].flat()
  if (regions.includes(region)) return 3
  if (regions.includes(region.slice(0, 2))) return 2
  return value === 'denied' && regions.some((name) => name.startsWith(region && `${region}-`)) ? 4 : 0
}

/**
 * Google Consent Mode v2, as `gtag('consent', …)` writes it into `dataLayer`. What templates of a tag manager set through
 * an API of their own is not there. A default that grants is a yes of the site. A default that denies is how things stand
 * before the visitor is asked: as long as nothing is granted, nothing is decided, and what waits survives until the update.
 * Beside something granted, or after an update, it is a no.
 */
export const consentMode: SignalAdapter = {
  name: 'consent-mode',
  watch(tell, _map, region = '') {
    const say = changes(tell)
    const state: Record<string, { rank: number; granted: boolean }> = {}
    let unhook: (() => void) | undefined
    let seen = false
    let updated = false
    let at = 0
    let timer: ReturnType<typeof setTimeout> | undefined

    const conclude = () => {
      const says: Record<string, boolean> = {}
      for (const [purpose, list] of Object.entries(types)) {
        if (list.some((type) => state[type]?.granted === false)) says[purpose] = false
        else if (state[list[0] as string]) says[purpose] = true
      }
      const decided = updated || (!timer && Object.values(says).includes(true))
      say(decided ? { says, at } : 'pending')
    }
    const waited = () => {
      timer = undefined
      conclude()
    }
    /** Gives whether it was about consent. */
    const hear = (entry: unknown, live: boolean) => {
      // Google reads the arguments of a function, neither lists nor objects.
      if (Object.prototype.toString.call(entry) !== '[object Arguments]') return false
      const [word, command, values] = entry as Iterable<unknown> as [unknown, unknown, Values]
      const update = command === 'update'
      if (word !== 'consent' || !(update || command === 'default')) return false
      seen = true
      for (const type of Object.values(types).flat()) {
        const value = values[type]
        const rank = update ? decisive : rankOf(values, region, value)
        if (!/^(granted|denied)$/.test(String(value)) || !rank || rank < (state[type]?.rank ?? 0)) continue
        state[type] = { rank, granted: value === 'granted' }
      }
      if (update) {
        updated = true
        if (live) at = Date.now()
      } else if (Number(values.wait_for_update) > 0 && rankOf(values, region, 'denied')) {
        clearTimeout(timer)
        timer = setTimeout(waited, values.wait_for_update)
      }
      return true
    }
    const hearAll = (entries: unknown[], live: boolean) => {
      try {
        if (entries.filter((entry) => hear(entry, live)).length) conclude()
      } catch {
        say('failed')
      }
    }
    const found = () => {
      const layer = (window as { dataLayer?: unknown }).dataLayer
      if (!unhook && Array.isArray(layer)) {
        unhook = wrapPush(layer, (entries) => hearAll(entries, true))
        hearAll(layer, false)
      }
      return seen
    }

    say('pending')
    const stopLooking = lookFor(found, () => say('failed'))
    return () => {
      stopLooking()
      clearTimeout(timer)
      unhook?.()
    }
  },
}
