import type { Purpose } from '@wend/protocol/purposes'
import type { PolicyFile, PresetName, PurposeEntry, Regime, Words } from './schema.ts'

type Complete<T> = { [K in keyof T]-?: Exclude<T[K], undefined> }

/** A policy with nothing left open. */
export interface Policy
  extends Complete<Omit<PolicyFile, 'controller' | 'purposes' | 'undeclared' | 'regions' | 'signals' | 'chat'>> {
  controller: PolicyFile['controller']
  chat: PolicyFile['chat']
  undeclared: string | undefined
  purposes: Readonly<Record<Purpose, Omit<PurposeEntry, 'texts'> & { texts: Readonly<Record<string, Words>> }>>
  regions: Readonly<Record<string, Regime>> & { readonly default: Regime }
  signals: Complete<NonNullable<PolicyFile['signals']>>
}

const purposes: Policy['purposes'] = {
  necessary: {
    version: 1,
    texts: { en: { title: 'Necessary', text: 'Keeps your privacy choice and keeps the site secure. Always on.' } },
  },
  analytics: {
    version: 1,
    texts: {
      en: {
        title: 'Statistics',
        text: 'We record which pages and products you look at and where you get stuck, to make this site better.',
      },
    },
  },
  personalisation: {
    version: 1,
    texts: { en: { title: 'Personalisation', text: 'We show you first what you are likely to look for.' } },
  },
  marketing: {
    version: 1,
    texts: {
      en: {
        title: 'Marketing',
        text: 'We record which advert or e-mail brought you here, and write to you about what you liked.',
      },
    },
  },
}

/** Asks first, everywhere, and recognises nobody before. */
const strict: Policy = {
  version: 1,
  preset: 'strict-opt-in',
  controller: undefined,
  chat: undefined,
  undeclared: undefined,
  purposes,
  regions: { default: { mode: 'opt-in', before: 'hold' } },
  signals: { gpc: ['personalisation', 'marketing'], dnt: [], tcf: false, gpp: false, consentMode: false },
  identify: true,
  visitor: { purpose: 'analytics', months: 13 },
  remember: 'page',
  askAgain: 6,
  banner: false,
  onWithdrawal: 'erase',
  retention: { default: 25, classes: {} },
}

const nothing = (purpose: Purpose) => ({ ...purposes[purpose], events: [] })

/** What holds where a policy file says nothing. */
export const presets: Readonly<Record<PresetName, Policy>> = {
  'strict-opt-in': strict,
  /** Collects in the United States until somebody says no, or their browser does; asks first everywhere else. */
  'us-opt-out': {
    ...strict,
    preset: 'us-opt-out',
    regions: { ...strict.regions, US: { mode: 'opt-out', before: 'hold' } },
  },
  /**
   * The conditions under which the French authority (CNIL) exempts audience measurement from consent: one's own audience
   * only, nobody identified, no chats and forms, a cookie of 13 months at most that visits do not renew, data for 25 months
   * at most, and a way out. Other authorities differ.
   */
  'audience-exempt': {
    ...strict,
    preset: 'audience-exempt',
    purposes: {
      necessary: purposes.necessary,
      analytics: { ...purposes.analytics, events: ['page', 'link', 'search', 'vital', 'error'] },
      personalisation: nothing('personalisation'),
      marketing: nothing('marketing'),
    },
    regions: { default: { mode: 'opt-out', before: 'hold' } },
    identify: false,
    remember: 'cookie',
  },
  /** Collects nothing. */
  off: {
    ...strict,
    preset: 'off',
    purposes: {
      necessary: nothing('necessary'),
      analytics: nothing('analytics'),
      personalisation: nothing('personalisation'),
      marketing: nothing('marketing'),
    },
    regions: { default: { mode: 'opt-in', before: 'off' } },
    identify: false,
    visitor: false,
  },
}
