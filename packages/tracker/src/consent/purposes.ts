import type { Said, TcfMap } from './adapter.ts'

/** By number of a TCF purpose. What is missing was not given. */
export type Given = { readonly [purpose: number]: unknown }

/** What a TC string holds, whichever API brought it. */
export interface Transparency {
  /** What was said to the site itself. */
  _publisher: readonly [consents: Given, legitimateInterests: Given]
  /** What was said to everybody. */
  _general: readonly [consents: Given, legitimateInterests: Given]
  /** What the site forbids (0), or allows with consent (1) or legitimate interest (2) only, for a purpose, by vendor. */
  _restrictions(purpose: number): readonly unknown[]
  /** Whether purpose 1 was not asked for, because the law of the country where the site is does not want it. */
  _oneTreatment: unknown
  _country: unknown
}

/**
 * What a TC string says about our purposes: yes where each of the TCF purposes that the policy lists for it is given, else
 * no. A restriction for any vendor is taken as one for the site. Read for the site itself; where the policy also takes what
 * was said to everybody, that counts where nothing at all was given to the site, as with platforms that do not ask for it.
 */
export function saysOf(map: TcfMap, said: Transparency): Said {
  const used = said._publisher.some((list) => Object.values(list).includes(true))
  const [consents, interests] = map.use === 'purpose' && !used ? said._general : said._publisher
  const given = (purpose: number) => {
    const limits = said._restrictions(purpose)
    if (limits.includes(0)) return false
    if (consents[purpose] === true && !limits.includes(2)) return true
    // Storage is never a legitimate interest. AA stands for a country that is not known.
    if (purpose === 1) return said._oneTreatment === true && /^(?!AA)[A-Z]{2}$/.test(String(said._country))
    return map.legitimateInterest?.includes(purpose) === true && interests[purpose] === true && !limits.includes(1)
  }
  const says: { -readonly [purpose in keyof Said]: Said[purpose] } = {}
  for (const purpose of ['analytics', 'personalisation', 'marketing'] as const) {
    const needed = map[purpose]
    // Needing nothing is no consent.
    if (needed?.length) says[purpose] = needed.every(given)
  }
  return says
}
