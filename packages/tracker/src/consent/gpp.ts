import type { Said, SignalAdapter, TcfMap } from './adapter.ts'
import { type Reading, watchCmp } from './cmp.ts'
import { type Given, saysOf } from './purposes.ts'

type Section = { readonly [field: string]: unknown }

/** What `addEventListener` of the CMP API brings. All of it may be missing, or rubbish. */
interface GppEvent {
  eventName?: string
  pingData: {
    cmpStatus?: string
    signalStatus?: string
    applicableSections?: number[]
    gppString?: string
    parsedSections?: { [name: string]: Section | Section[] }
  }
}

/** The sections that we read, at their numbers: Europe, the old one of the United States, and their new ones. */
const names =
  ',,tcfeuv2,,,,uspv1,usnat,usca,usva,usco,usut,usct,usfl,usmt,usor,ustx,usde,usia,usne,usnh,usnj,ustn,usmn,usmd,usin,usky,usri'.split(
    ',',
  )

/** Some platforms give the parts of a section one by one, and some write its version behind the name. */
const sectionOf = ({ parsedSections = {} }: GppEvent['pingData'], name: string): Section => {
  const parts = parsedSections[name] ?? parsedSections[`${name}v1`]
  return Object.assign({}, ...[parts].flat())
}

const is = (value: unknown) => /^(1|Y|true)$/.test(String(value))

/** Who did not opt out has said nothing: it is no consent where the law asks for one. Undefined: it cannot be read. */
const optedOut = (section: Section): Said | undefined => {
  const sale = section.SaleOptOut ?? section.OptOutSale ?? String(section.uspString ?? '')[2]
  const targeting = is(section.TargetedAdvertisingOptOut) || is(section.Gpc)
  return sale === undefined
    ? sale
    : {
        ...(targeting && { personalisation: false }),
        ...((targeting || is(sale) || is(section.SharingOptOut)) && { marketing: false }),
      }
}

/** Lists of booleans from purpose 1 on. */
const given = (list: unknown): Given => [false, ...(Array.isArray(list) ? list : [])]

const agreed = (section: Section, map: TcfMap): Said | undefined =>
  Array.isArray(section.PurposeConsents)
    ? saysOf(map, {
        _publisher: [given(section.PublisherConsents), given(section.PublisherLegitimateInterests)],
        _general: [given(section.PurposeConsents), given(section.PurposeLegitimateInterests)],
        _restrictions: (purpose) =>
          ((section.PublisherRestrictions ?? []) as { key: number; type: number; ids: unknown[] }[])
            .filter(({ key, ids }) => key === purpose && ids.length)
            .map(({ type }) => type),
        _oneTreatment: section.PurposeOneTreatment,
        _country: section.PublisherCountryCode,
      })
    : undefined

/** IAB Global Privacy Platform, CMP API 1.1: the European section and those of the United States. */
export const gpp: SignalAdapter = {
  name: 'gpp',
  watch(tell, map) {
    let decided = false
    const read = (event: GppEvent): Reading => {
      const { cmpStatus, signalStatus, applicableSections, gppString } = event.pingData
      if (event.eventName === 'error' || cmpStatus === 'error') return 'failed'
      // While the dialog is shown again, what was decided before stands.
      if (signalStatus !== 'ready') return decided ? undefined : 'pending'
      if (!applicableSections?.some((id) => id)) return 'pending'
      decided = true
      const says: Record<string, boolean> = {}
      let at = 0
      for (const id of applicableSections) {
        const name = names[id]
        // Of what we cannot read nothing is said.
        if (!name || (id === 2 && !map)) continue
        const section = sectionOf(event.pingData, name)
        const said = id === 2 ? agreed(section, map as TcfMap) : optedOut(section)
        // In force, and yet not there: that is a fault of the platform.
        if (!said) return 'failed'
        if (id === 2) at = Math.min(Date.now(), Number(new Date(section.LastUpdated as string)) || 0)
        // Where two sections are in force, a no of one of them is a no.
        for (const [purpose, answer] of Object.entries(said)) says[purpose] = says[purpose] !== false && answer
      }
      return { says, text: gppString, at }
    }
    return watchCmp('__gpp', read, tell)
  },
}
