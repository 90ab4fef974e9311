import { z } from 'zod'
import { family } from '../family.ts'
import { digest } from '../fields.ts'

const identifiers = z
  .object({ email: digest().optional(), phone: digest().optional(), customer: digest().optional() })
  .refine((given) => Object.values(given).some(Boolean), 'Name at least one of email, phone, customer')

export const identity = family({
  name: 'identity',
  label: 'Identity',
  purpose: 'analytics',
  channel: 'web',
  stage: 'none',
  sensitivity: 'personal',
  events: {
    /** A browser says so. Claims never merge two known people. */
    claimed: { label: 'Identity claimed', display: 'Said who they are', data: z.object({ identifiers }) },
    /** The site's own backend says so. */
    verified: { label: 'Identity verified', display: 'Signed in', data: z.object({ identifiers }) },
  },
})
