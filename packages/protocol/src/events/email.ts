import { z } from 'zod'
import { family } from '../family.ts'
import { address, code, key } from '../fields.ts'

const message = { message: key().optional(), campaign: code().optional() }

export const email = family({
  name: 'email',
  label: 'E-mail',
  comes: 'Let your mailing system report it through your backend.',
  purpose: 'marketing',
  channel: 'email',
  stage: 'awareness',
  sensitivity: 'low',
  events: {
    sent: { label: 'E-mail sent', display: 'Was sent an e-mail', data: z.object(message) },
    delivered: { label: 'E-mail delivered', display: 'Got an e-mail', data: z.object(message) },
    opened: { label: 'E-mail opened', display: 'Opened an e-mail', data: z.object(message) },
    link_clicked: {
      label: 'E-mail link clicked',
      display: 'Followed a link in an e-mail',
      data: z.object({ ...message, url: address().optional() }),
    },
    bounced: {
      label: 'E-mail bounced',
      display: 'An e-mail came back',
      data: z.object({ ...message, kind: z.enum(['hard', 'soft']).optional() }),
    },
    reported: { label: 'E-mail reported as spam', display: 'Called an e-mail spam', data: z.object(message) },
    unsubscribed: { label: 'Unsubscribed', display: 'Unsubscribed from e-mail', data: z.object(message) },
  },
})
