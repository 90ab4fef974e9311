import { z } from 'zod'
import { family } from '../family.ts'
import { digest, origin } from '../fields.ts'

const identifiers = z
  .object({
    email: digest().optional(),
    phone: digest().optional(),
    customer: digest().optional(),
    account: digest().optional(),
    chat: digest().optional(),
    device: digest().optional(),
  })
  .refine(
    (given) => Object.values(given).some(Boolean),
    'Name at least one of email, phone, customer, account, chat, device',
  )

/** What the site's backend signed of who this is. Checked by the collector, never stored. */
const proof = z
  .string()
  .max(1024)
  .regex(/^[A-Za-z0-9_-]{40,}\.[A-Za-z0-9_-]{43}$/, 'Send what your backend has signed, as it is')
  .optional()

export const identity = family({
  name: 'identity',
  label: 'Identity',
  comes: 'Let a page call `wend.identify(…)`, or your backend say who somebody is.',
  purpose: 'analytics',
  channel: 'web',
  stage: 'none',
  sensitivity: 'personal',
  events: {
    /** A browser says so. Claims never merge two known people. */
    claimed: { label: 'Identity claimed', display: 'Said who they are', data: z.object({ identifiers, proof }) },
    /** The site's own backend says so: with the token, or by its signature on what a browser sent. */
    verified: {
      label: 'Identity verified',
      display: 'Signed in',
      data: z.object({ identifiers, by: z.literal('signed').optional() }),
    },
    /** A browser came from another domain of the company, which knows it by another cookie. The collector has checked that. */
    linked: {
      label: 'Domains linked',
      display: 'Came from {from}',
      data: z.object({
        from: origin().optional(),
        proof: z
          .string()
          .regex(/^[A-Za-z0-9_-]{91}$/, 'Send the token as it came')
          .optional(),
        identifiers: z.object({ visitor: digest() }).optional(),
      }),
    },
  },
})
