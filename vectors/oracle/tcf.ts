import type { Platform, Purpose, Says, Statement, TcfFile } from '../format.ts'

const ours = { analytics: [1, 8, 9], personalisation: [1, 5, 6], marketing: [1, 2, 3, 4, 7] } as const

/** Why a TCF purpose is given, or not. The first that applies. */
type Ground = readonly [applies: (of: Asked) => boolean, given: boolean]
interface Asked {
  number: number
  agreed: readonly number[]
  unopposed: readonly number[]
  claimed: readonly number[]
  limits: readonly number[]
  made: Platform['made']
}
const [forbidden, consentOnly, interestOnly] = [0, 1, 2]
const grounds: readonly Ground[] = [
  [({ limits }) => limits.includes(forbidden), false],
  [({ agreed, number, limits }) => agreed.includes(number) && !limits.includes(interestOnly), true],
  // Not asked for where the law of the site's country does not want it; nobody knows which country AA is.
  [({ number, made }) => number === 1 && made.oneTreatment === true && made.country !== 'AA', true],
  [({ number }) => number === 1, false],
  [({ limits }) => limits.includes(consentOnly), false],
  [({ claimed, unopposed, number }) => claimed.includes(number) && unopposed.includes(number), true],
  [() => true, false],
]

function saysOf(made: Platform['made'], file: TcfFile): Says {
  const site = { agreed: made.publisher ?? [], unopposed: made.publisherInterests ?? [] }
  const everybody = { agreed: made.purposes ?? [], unopposed: made.interests ?? [] }
  // A string that serves several sites has no part for this one.
  const silent = made.general || (!site.agreed.length && !site.unopposed.length)
  const nobody = { agreed: [], unopposed: [] }
  const heard = silent ? (file.use === 'purpose' ? everybody : nobody) : site
  const given = (number: number) => {
    const limits = (made.restrictions ?? []).filter(([purpose]) => purpose === number).map(([, type]) => Number(type))
    const asked = { number, ...heard, claimed: file.legitimateInterest ?? [], limits, made }
    return grounds.find(([applies]) => applies(asked))?.[1] === true
  }
  const answers = Object.entries({ ...ours, ...file })
    .filter(([name]) => name in ours)
    .map(([name, numbers]) => [name as Purpose, (numbers as readonly number[]).every(given)])
  return Object.fromEntries(answers)
}

/** What a platform says by a policy, or nothing where the policy does not listen. */
export function meaningOf(
  platform: Omit<Platform, 'means'>,
  file: false | TcfFile,
  changed: number,
): Statement | undefined {
  if (!file) return undefined
  if (platform.cmpStatus === 'error') return 'failed'
  if (platform.gdprApplies === false) return { says: {} }
  if (platform.gdprApplies === undefined) return 'pending'
  if (!['tcloaded', 'useractioncomplete'].includes(platform.eventStatus)) return 'pending'
  return { says: saysOf(platform.made, file), at: changed }
}
