import { z } from 'zod'
import { family } from '../family.ts'
import { address, code, text } from '../fields.ts'

export const frustration = family({
  name: 'frustration',
  label: 'Frustration',
  comes: 'Click again and again on what does nothing, with `capture.frustration`.',
  purpose: 'analytics',
  channel: 'web',
  stage: 'none',
  sensitivity: 'personal',
  events: {
    detected: {
      label: 'Frustration detected',
      display: 'Seemed stuck: {kind}',
      data: z.object({
        kind: z.enum([
          'rage_click',
          'dead_click',
          'error_click',
          'navigation_loop',
          'correction_loop',
          'repeated_search',
          'quick_back',
          'scroll_thrash',
          'no_submit',
          'no_next_step',
          'idle_after_error',
        ]),
        /** From 0, none, to 1, certain. */
        score: z.number().min(0).max(1),
        evidence: z.array(text()).max(20).optional(),
        selector: text().optional(),
        field: code().optional(),
        url: address().optional(),
      }),
    },
  },
})
