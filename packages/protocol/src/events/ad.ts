import { z } from 'zod'
import { clickKeys } from '../campaign.ts'
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
    clicked: {
      label: 'Ad clicked',
      display: 'Followed an ad of {campaign|network}',
      data: z.object({
        ...placement,
        parameter: z.enum(Object.keys(clickKeys) as (keyof typeof clickKeys)[]).optional(),
        /** By what the network names this click. Taken out where the visitor is nobody. */
        click: z
          .string()
          .regex(/^(?=.*\d)(?=.*[A-Za-z])[\w.~-]{16,512}$/, 'Use what the network put into the address, as it is')
          .optional(),
      }),
    },
  },
})
