import { z } from 'zod'
import { family } from '../family.ts'
import { code, key } from '../fields.ts'

const post = { network: code(), post: key().optional() }

export const social = family({
  name: 'social',
  label: 'Social media',
  comes: 'Let the system that watches your social channels report it through your backend.',
  purpose: 'marketing',
  channel: 'social',
  stage: 'awareness',
  sensitivity: 'personal',
  events: {
    mentioned: { label: 'Company mentioned', display: 'Mentioned the company on {network}', data: z.object(post) },
    message_received: { label: 'Social message received', display: 'Wrote on {network}', data: z.object(post) },
    replied: { label: 'Social reply sent', display: 'Got an answer on {network}', data: z.object(post) },
  },
})
