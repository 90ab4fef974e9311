import { z } from 'zod'
import { family } from '../family.ts'
import { code, key, milliseconds } from '../fields.ts'

const matter = { ticket: key(), reason: code().optional(), priority: code().optional() }

export const ticket = family({
  name: 'ticket',
  label: 'Tickets',
  comes: 'Let your help desk report it through your backend.',
  purpose: 'analytics',
  channel: 'service',
  stage: 'service',
  sensitivity: 'personal',
  events: {
    opened: { label: 'Ticket opened', display: 'Opened a ticket: {reason}', data: z.object(matter) },
    answered: { label: 'Ticket answered', display: 'Got an answer to a ticket', data: z.object(matter) },
    escalated: { label: 'Ticket escalated', display: 'A ticket went up a level', data: z.object(matter) },
    solved: {
      label: 'Ticket solved',
      display: 'A ticket was solved',
      data: z.object({ ...matter, time: milliseconds().optional() }),
    },
    reopened: { label: 'Ticket reopened', display: 'Reopened a ticket', data: z.object(matter) },
  },
})
