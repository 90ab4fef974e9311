import { z } from 'zod'
import { family } from '../family.ts'
import { code, text } from '../fields.ts'

const target = { name: code().optional(), selector: text().optional(), role: code().optional() }

export const element = family({
  name: 'element',
  label: 'Elements',
  comes: 'Click a button or something with `data-wend-event`, or copy a phone number, with `capture.clicks`.',
  purpose: 'analytics',
  channel: 'web',
  stage: 'consideration',
  sensitivity: 'low',
  events: {
    clicked: { label: 'Element clicked', display: 'Clicked {name|selector}', data: z.object(target) },
    viewed: { label: 'Element viewed', display: 'Saw {name|selector}', data: z.object(target) },
    copied: {
      label: 'Contact detail copied',
      display: 'Copied a {kind}',
      data: z.object({ ...target, kind: z.enum(['phone', 'email', 'other']) }),
    },
  },
})
