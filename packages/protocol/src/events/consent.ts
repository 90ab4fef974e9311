import { z } from 'zod'
import { family } from '../family.ts'
import { code } from '../fields.ts'
import { purposes } from '../purposes.ts'

const choice = {
  granted: z.array(z.enum(purposes)).max(purposes.length),
  source: code().optional(),
  policy: code().optional(),
}

export const consent = family({
  name: 'consent',
  label: 'Consent',
  comes: "Decide in a banner of the site’s own that calls `wend.track('consent.given', …)`.",
  purpose: 'necessary',
  channel: 'web',
  stage: 'none',
  sensitivity: 'personal',
  events: {
    asked: { label: 'Consent asked', display: 'Was asked for consent', data: z.object({ source: code().optional() }) },
    given: { label: 'Consent given', display: 'Gave consent', data: z.object(choice) },
    refused: { label: 'Consent refused', display: 'Refused consent', data: z.object({ source: code().optional() }) },
    withdrawn: { label: 'Consent withdrawn', display: 'Withdrew consent', data: z.object(choice) },
    expired: { label: 'Consent expired', display: 'The consent ran out', data: z.object({}) },
  },
})
