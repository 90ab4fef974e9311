import type { SignalAdapter, TcfMap } from './adapter.ts'
import { type Reading, watchCmp } from './cmp.ts'
import { type Given, saysOf } from './purposes.ts'

interface Basis {
  consents?: Given
  legitimateInterests?: Given
}

/** What `addEventListener` of the CMP API brings. All of it may be missing, or rubbish. */
interface TcData {
  cmpStatus?: string
  eventStatus?: string
  gdprApplies?: boolean
  tcString: string
  purposeOneTreatment?: boolean
  publisherCC?: string
  purpose?: Basis
  publisher?: Basis & { restrictions?: { [purpose: number]: { [vendor: string]: number } } }
}

const basis = ({ consents = {}, legitimateInterests = {} }: Basis = {}) => [consents, legitimateInterests] as const

/**
 * When a TC string was last changed, to the day: 36 bits from the seventh character on, in tenths of a second. A time to
 * come would outlive what is decided next, so it counts as now.
 */
const changedAt = (text: string): number => {
  const bytes = atob(`AA${text.slice(7, 13).replace(/-/g, '+').replace(/_/g, '/')}`)
  return Math.min(Date.now(), [...bytes].reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0) * 100)
}

/** IAB Transparency and Consent Framework, CMP API 2. No version is refused: older strings stay valid. */
export const tcf: SignalAdapter = {
  name: 'tcf',
  watch(tell, map) {
    let decided = false
    let first = true
    const read = (data: TcData): Reading => {
      const live = !first
      first = false
      const { cmpStatus, eventStatus, gdprApplies, tcString, purpose, publisher } = data
      if (cmpStatus === 'error') return 'failed'
      if (gdprApplies === false) return { says: {} }
      if (gdprApplies !== true) return 'pending'
      const acted = eventStatus === 'useractioncomplete'
      // While the dialog is shown again, what was decided before stands.
      if (!acted && eventStatus !== 'tcloaded') return decided ? undefined : 'pending'
      decided = true
      return {
        says: saysOf(map as TcfMap, {
          _publisher: basis(publisher),
          _general: basis(purpose),
          _restrictions: (number) => Object.values(publisher?.restrictions?.[number] ?? {}),
          _oneTreatment: data.purposeOneTreatment,
          _country: data.publisherCC,
        }),
        text: tcString,
        // What comes first may have been decided before we were there.
        at: acted && live ? Date.now() : changedAt(tcString),
      }
    }
    return map && watchCmp('__tcfapi', read, tell)
  },
}
