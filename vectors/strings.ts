import { tcString } from '../packages/tracker/src/consent/testing.ts'
import type { Platform } from './format.ts'
import { moments } from './states.ts'

type Made = Platform['made']

const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
const allBut = (...missing: number[]) => all.filter((purpose) => !missing.includes(purpose))

/** What visitors agreed to in a consent platform. */
export const agreements: Readonly<Record<string, Made>> = {
  everything: { publisher: all, purposes: all },
  nothing: {},
  'everything to the site': { publisher: all },
  'everything to everybody': { purposes: all },
  'everything to everybody, in a string for several sites': { purposes: all, general: true },
  'everything to everybody, statistics to the site': { purposes: all, publisher: [1, 8, 9] },
  'storage alone': { publisher: [1] },
  'all but storage': { publisher: allBut(1) },
  'all but 2': { publisher: allBut(2) },
  'all but 3 and 4': { publisher: allBut(3, 4) },
  'all but 5': { publisher: allBut(5) },
  'all but 6': { publisher: allBut(6) },
  'all but 7': { publisher: allBut(7) },
  'all but 8': { publisher: allBut(8) },
  'all but 9': { publisher: allBut(9) },
  'all but 10 and 11': { publisher: allBut(10, 11) },
  'statistics only': { publisher: [1, 8, 9] },
  'content only': { publisher: [1, 5, 6] },
  'ads only': { publisher: [1, 2, 3, 4, 7] },
  'storage, and no objection': { publisher: [1], publisherInterests: [2, 7, 8, 9] },
  'no objection, and no storage': { publisherInterests: [2, 7, 8, 9] },
  'storage to everybody, and no objection': { purposes: [1], interests: [2, 7, 8] },
  'everything, and 8 forbidden': { publisher: all, restrictions: [[8, 0, 2]] },
  'everything, and 1 forbidden': { publisher: all, restrictions: [[1, 0, 2]] },
  'everything, and 8 by consent only': { publisher: all, restrictions: [[8, 1, 3]] },
  'everything, and 8 by interest only': { publisher: all, restrictions: [[8, 2, 2]] },
  'no objection, and 8 by consent only': { publisher: [1, 9], publisherInterests: [8], restrictions: [[8, 1, 3]] },
  'no objection, and 8 by interest only': { publisher: [1, 9], publisherInterests: [8], restrictions: [[8, 2, 2]] },
  'all but storage, which is not asked for': { publisher: allBut(1), oneTreatment: true, country: 'DE' },
  'all but storage, not asked for, nobody knows where': { publisher: allBut(1), oneTreatment: true, country: 'AA' },
  'everything, under policy version 2': { publisher: all, policyVersion: 2 },
  'everything, under policy version 4': { publisher: all, policyVersion: 4 },
}

/** A platform that has loaded with an answer given before. */
export const platform = (made: Made, more: Partial<Platform> = {}): Platform => ({
  string: tcString({ ...made, updated: new Date(moments.middle) }),
  gdprApplies: true,
  eventStatus: 'tcloaded',
  cmpStatus: 'loaded',
  made,
  ...more,
})

const { gdprApplies: _, ...undecidedLaw } = platform(agreements.everything as Made)

/** Where a platform stands, whatever its string says. */
export const standings: Readonly<Record<string, Platform>> = {
  'tcf showing its dialog, everything agreed to before': platform({ publisher: all }, { eventStatus: 'cmpuishown' }),
  'tcf just answered, everything': platform({ publisher: all }, { eventStatus: 'useractioncomplete' }),
  'tcf just answered, nothing': platform({}, { eventStatus: 'useractioncomplete' }),
  'tcf with an event that nobody knows, everything': platform({ publisher: all }, { eventStatus: 'later' }),
  'tcf that does not apply, everything': platform({ publisher: all }, { gdprApplies: false }),
  'tcf that does not apply, nothing': platform({}, { gdprApplies: false }),
  'tcf that does not know whether it applies, everything': undecidedLaw,
  'tcf broken, everything': platform({ publisher: all }, { cmpStatus: 'error' }),
}
