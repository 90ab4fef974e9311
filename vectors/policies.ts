import type { PolicyFile } from './format.ts'

const undeclared = 'Things that the shop tries out.'
const all = { tcf: {}, gpp: true, consentMode: true } as const

/** The presets as they are, and files that between them use every key on which a decision rests. */
export const policies = {
  'strict-opt-in': { version: 1 },
  'us-opt-out': { version: 1, preset: 'us-opt-out' },
  'audience-exempt': { version: 1, preset: 'audience-exempt' },
  off: { version: 1, preset: 'off' },
  /** Every kind of region name, and every way of waiting. */
  regions: {
    version: 2,
    regions: {
      default: { mode: 'opt-in', before: 'anonymous' },
      EEA: { mode: 'opt-in', before: 'hold' },
      DE: { mode: 'opt-in', before: 'off' },
      'DE-BY': { mode: 'opt-in', before: 'hold' },
      FR: { mode: 'opt-out' },
      US: { mode: 'opt-out' },
      'US-CA': { mode: 'opt-in' },
    },
  },
  /** Everybody else is not the strictest here. */
  'opt-out elsewhere': {
    version: 3,
    regions: {
      default: { mode: 'opt-out' },
      EEA: { mode: 'opt-in' },
      'CA-QC': { mode: 'opt-in', before: 'anonymous' },
    },
  },
  /** Hears everything. Search is for personalisation, so that each purpose has a type. */
  listening: {
    version: 4,
    purposes: { personalisation: { events: ['search'] } },
    regions: {
      EEA: { mode: 'opt-in', before: 'anonymous' },
      US: { mode: 'opt-out' },
      BR: { mode: 'opt-in', before: 'off' },
    },
    signals: { gpc: ['marketing', 'personalisation'], dnt: ['analytics'], ...all },
  },
  /** Takes what was said to everybody, claims legitimate interest, and asks for less. */
  'tcf of everybody': {
    version: 5,
    purposes: { personalisation: { events: ['search'] } },
    signals: {
      tcf: {
        use: 'purpose',
        analytics: [1, 8],
        personalisation: [1, 5, 6],
        marketing: [1, 2, 7],
        legitimateInterest: [2, 7, 8],
      },
    },
  },
  /** The preset, listening. */
  'us-opt-out, listening': { version: 6, preset: 'us-opt-out', signals: { dnt: ['marketing'], ...all } },
  /** Families and single types moved to other purposes; the visitor needs one of their own. */
  moved: {
    version: 7,
    purposes: {
      personalisation: { events: ['search', 'product.viewed', 'custom'] },
      marketing: { events: ['chat', 'ad', 'email.opened', 'custom.gift_wrapped'] },
    },
    visitor: { purpose: 'personalisation' },
    undeclared,
  },
  /** Lists what it collects, and nothing else. */
  'collects little': {
    version: 8,
    purposes: { analytics: { events: ['page', 'form.started'] }, marketing: { events: ['chat'] } },
    regions: { default: { mode: 'opt-in', before: 'anonymous' } },
    visitor: { purpose: 'marketing' },
    identify: false,
  },
  'recognises nobody': { version: 9, regions: { default: { mode: 'opt-out' } }, visitor: false, undeclared },
  /** Counts without identity until somebody agrees, and stops for Do Not Track. */
  'counts at first': {
    version: 10,
    regions: { default: { mode: 'opt-in', before: 'anonymous' } },
    signals: { dnt: ['analytics', 'marketing'], gpc: [] },
    undeclared,
  },
} as const satisfies Readonly<Record<string, PolicyFile>>

export type PolicyName = keyof typeof policies
