import { z } from 'zod'
import { family } from '../family.ts'
import { address, code, text } from '../fields.ts'

export const error = family({
  name: 'error',
  label: 'Errors',
  comes: 'Let a script fail, or a picture be missing, with `capture.errors`.',
  purpose: 'analytics',
  channel: 'web',
  stage: 'none',
  sensitivity: 'low',
  events: {
    occurred: {
      label: 'Error occurred',
      display: 'Met an error: {message|kind}',
      data: z.object({
        kind: z.enum(['script', 'promise', 'resource', 'request', 'page']),
        message: text().optional(),
        fingerprint: code().optional(),
        /** The host the failing script or resource came from. */
        source: code(255).optional(),
        status: z.int().min(0).max(999).optional(),
        url: address().optional(),
      }),
    },
  },
})
