import type { Known, Says, Statement } from './format.ts'

/** Three midnights, so that a TC string, which knows days only, can hold each. */
export const moments = {
  early: Date.UTC(2024, 1, 1),
  middle: Date.UTC(2024, 2, 1),
  late: Date.UTC(2024, 3, 1),
} as const
const { early, middle, late } = moments

export const yes: Says = { analytics: true, personalisation: true, marketing: true }
export const no: Says = { analytics: false, personalisation: false, marketing: false }
const chose = (says: Says, at = middle): Pick<Known, 'choice'> => ({ choice: { says, at } })
const only = (purpose: keyof Says) => chose({ ...no, [purpose]: true })

export type States = Readonly<Record<string, Known>>

/** What visitors and their browsers say. */
export const states = {
  'says nothing': {},
  agrees: chose(yes),
  refuses: chose(no),
  'agrees to analytics only': only('analytics'),
  'agrees to personalisation only': only('personalisation'),
  'agrees to marketing only': only('marketing'),
  'refuses marketing only': chose({ ...yes, marketing: false }),
  'refuses analytics only': chose({ ...yes, analytics: false }),
  'speaks of marketing only, and agrees': chose({ marketing: true }),
  'speaks of analytics only, and refuses': chose({ analytics: false }),
  'opens the dialog and says nothing': chose({}),
  'agrees, nobody knows when': { choice: { says: yes } },
  'refuses, nobody knows when': { choice: { says: no } },
  GPC: { gpc: true },
  'GPC off': { gpc: false },
  'GPC, agrees': { gpc: true, ...chose(yes) },
  'GPC, refuses': { gpc: true, ...chose(no) },
  DNT: { dnt: true },
  'DNT off, agrees': { dnt: false, ...chose(yes) },
  'DNT, agrees': { dnt: true, ...chose(yes) },
  'GPC and DNT, agrees': { gpc: true, dnt: true, ...chose(yes) },
} as const satisfies States

const says = (of: Says, at?: number): Statement => ({ says: of, ...(at !== undefined && { at }) })

/** What one framework says, alone and beside the visitor. */
export const framework = (name: string): States => {
  const legal = (statement: Statement, more: Known = {}): Known => ({ legal: { [name]: statement }, ...more })
  return {
    [`${name} yes`]: legal(says(yes, middle)),
    [`${name} no`]: legal(says(no, middle)),
    [`${name} yes, nobody knows when`]: legal(says(yes)),
    [`${name} has nothing to say`]: legal(says({})),
    [`${name} pending`]: legal('pending'),
    [`${name} failed`]: legal('failed'),
    [`${name} yes, refuses earlier`]: legal(says(yes, middle), chose(no, early)),
    [`${name} yes, refuses later`]: legal(says(yes, middle), chose(no, late)),
    [`${name} yes, refuses at the same moment`]: legal(says(yes, middle), chose(no)),
    [`${name} yes, refuses, nobody knows when`]: legal(says(yes, middle), { choice: { says: no } }),
    [`${name} yes, agrees later`]: legal(says(yes, middle), chose(yes, late)),
    [`${name} yes, nobody knows when, refuses`]: legal(says(yes), chose(no)),
    [`${name} no, agrees earlier`]: legal(says(no, middle), chose(yes, early)),
    [`${name} no, agrees later`]: legal(says(no, middle), chose(yes, late)),
    [`${name} no to marketing only`]: legal(says({ marketing: false }, middle)),
    [`${name} no to marketing only, agrees later`]: legal(says({ marketing: false }, middle), chose(yes, late)),
    [`${name} yes to analytics only`]: legal(says({ ...no, analytics: true }, middle)),
    [`${name} has nothing to say, agrees`]: legal(says({}), chose(yes)),
    [`${name} pending, agrees`]: legal('pending', chose(yes)),
    [`${name} pending, refuses`]: legal('pending', chose(no)),
    [`${name} pending, agrees to analytics only`]: legal('pending', only('analytics')),
    [`${name} failed, agrees`]: legal('failed', chose(yes)),
    [`${name} yes, GPC`]: legal(says(yes, middle), { gpc: true }),
    [`${name} pending, GPC`]: legal('pending', { gpc: true }),
  }
}

/** Two frameworks that do not agree. */
export const together: States = {
  'gpp yes, consent-mode no': { legal: { gpp: says(yes, late), 'consent-mode': says(no, early) } },
  'gpp no, consent-mode yes': { legal: { gpp: says(no, early), 'consent-mode': says(yes, late) } },
  'gpp yes, consent-mode pending': { legal: { gpp: says(yes, middle), 'consent-mode': 'pending' } },
  'gpp pending, consent-mode no': { legal: { gpp: 'pending', 'consent-mode': says(no, middle) } },
  'gpp failed, consent-mode yes': { legal: { gpp: 'failed', 'consent-mode': says(yes, middle) } },
  'gpp failed, consent-mode pending': { legal: { gpp: 'failed', 'consent-mode': 'pending' } },
  'gpp yes, consent-mode yes, refuses between': {
    legal: { gpp: says(yes, early), 'consent-mode': says(yes, late) },
    ...chose(no),
  },
  'gpp and consent-mode yes, refuses later': {
    legal: { gpp: says(yes, early), 'consent-mode': says(yes, middle) },
    ...chose(no, late),
  },
}
