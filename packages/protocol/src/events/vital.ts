import { z } from 'zod'
import { family } from '../family.ts'
import { address, code, milliseconds, text } from '../fields.ts'

export const vital = family({
  name: 'vital',
  label: 'Web vitals',
  comes: 'Load a page and leave it, with `capture.vitals`.',
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
        /** Selector of the element that it is due to, where the site asks for that. */
        target: text().optional(),
        /** What took longest of it: `input-delay`, `resource-load` … */
        phase: code().optional(),
      }),
    },
  },
})
