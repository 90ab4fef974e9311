import type { PolicyFile, Purpose, Rules, Signals } from '../format.ts'

/** What a policy file comes to, by the table of presets in docs/policy.md: written here again, so that the two can differ. */
export interface Effective {
  readonly regions: Readonly<Record<string, Rules>>
  readonly signals: Signals
  /** Types and families that a purpose lists. A purpose that lists none takes what declares it. */
  readonly lists: Readonly<Partial<Record<Purpose, readonly string[]>>>
  readonly identify: boolean
  readonly visitor: Purpose | ''
}

const signals: Signals = {
  gpc: ['personalisation', 'marketing'],
  dnt: [],
  tcf: false,
  gpp: false,
  consentMode: false,
}
const asksFirst: Effective = {
  regions: { default: { mode: 'opt-in', before: 'hold' } },
  signals,
  lists: {},
  identify: true,
  visitor: 'analytics',
}
const presets: Readonly<Record<string, Effective>> = {
  'strict-opt-in': asksFirst,
  'us-opt-out': { ...asksFirst, regions: { ...asksFirst.regions, US: { mode: 'opt-out', before: 'hold' } } },
  'audience-exempt': {
    ...asksFirst,
    regions: { default: { mode: 'opt-out', before: 'hold' } },
    lists: { analytics: ['page', 'link', 'search', 'vital', 'error'], personalisation: [], marketing: [] },
    identify: false,
  },
  off: {
    ...asksFirst,
    regions: { default: { mode: 'opt-in', before: 'off' } },
    lists: { necessary: [], analytics: [], personalisation: [], marketing: [] },
    identify: false,
    visitor: '',
  },
}

export function effective(file: PolicyFile): Effective {
  const base = presets[file.preset ?? 'strict-opt-in']
  if (!base) throw new Error('There is no such preset.')
  const own = Object.entries(file.purposes ?? {}).flatMap(([purpose, { events }]) =>
    events ? [[purpose, events]] : [],
  )
  return {
    regions: { ...base.regions, ...file.regions },
    signals: { ...base.signals, ...file.signals },
    lists: { ...base.lists, ...Object.fromEntries(own) },
    identify: file.identify ?? base.identify,
    visitor: file.visitor === undefined ? base.visitor : file.visitor ? file.visitor.purpose : '',
  }
}
