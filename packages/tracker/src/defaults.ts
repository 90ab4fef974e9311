import type { Compiled } from '@wend/privacy/decide'
import { campaignKeys } from '@wend/protocol/campaign'

/** The strictest rules: nobody is recognised and nothing is sent before a yes, wherever the visitor is. */
export const strict: Compiled = {
  id: 'default',
  of: { '*': 'analytics', consent: 'necessary', ad: 'marketing', email: 'marketing', social: 'marketing' },
  regimes: { '*': ['opt-in', 'hold'], '': ['opt-in', 'hold'] },
  gpc: ['marketing', 'personalisation'],
  dnt: [],
  visitor: 'analytics',
  legal: [],
  remember: 0,
}

/** What a tracker goes by unless it is told otherwise. */
export const defaults = { query: campaignKeys, policy: strict } as const
