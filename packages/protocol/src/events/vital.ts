import { z } from 'zod'
import { family } from '../family.ts'
import { address, milliseconds, text } from '../fields.ts'

export const vital = family({
  name: 'vital',
  label: 'Web vitals',
  purpose: 'analytics',
  channel: 'web',
  stage: 'none',
  sensitivity: 'low',
  events: {
    measured: {
      label: 'Web vital measured',
      display: '{metric} was {value}',
      data: z.object({
        metric: z.enum(['LCP', 'INP', 'CLS', 'FCP', 'TTFB']),
        /** Milliseconds; for CLS a score without unit. */
        value: milliseconds(),
        rating: z.enum(['good', 'needs-improvement', 'poor']).optional(),
        url: address().optional(),
        target: text().optional(),
      }),
    },
  },
})
