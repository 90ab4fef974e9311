import { z } from 'zod'
import { family } from '../family.ts'
import { code } from '../fields.ts'

const placement = { network: code().optional(), campaign: code().optional(), creative: code().optional() }

export const ad = family({
  name: 'ad',
  label: 'Advertising',
  comes: 'Let your advertising system report it through your backend.',
  purpose: 'marketing',
  channel: 'ads',
  stage: 'awareness',
  sensitivity: 'low',
  events: {
    shown: { label: 'Ad shown', display: 'Saw an ad of {campaign|network}', data: z.object(placement) },
    clicked: { label: 'Ad clicked', display: 'Followed an ad of {campaign|network}', data: z.object(placement) },
  },
})
