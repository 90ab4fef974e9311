import { z } from 'zod'
import { family } from '../family.ts'
import { code, key, milliseconds } from '../fields.ts'

const conversation = { call: key(), queue: code().optional(), reason: code().optional() }

export const call = family({
  name: 'call',
  label: 'Calls',
  comes: 'Let your phone system report it through your backend.',
  purpose: 'analytics',
  channel: 'phone',
  stage: 'service',
  sensitivity: 'personal',
  events: {
    received: { label: 'Call received', display: 'Called', data: z.object(conversation) },
    placed: { label: 'Call placed', display: 'Was called', data: z.object(conversation) },
    queued: { label: 'Call queued', display: 'Waited in {queue}', data: z.object(conversation) },
    answered: {
      label: 'Call answered',
      display: 'Reached an agent',
      data: z.object({ ...conversation, waited: milliseconds().optional() }),
    },
    transferred: { label: 'Call transferred', display: 'Was put through to {queue}', data: z.object(conversation) },
    abandoned: {
      label: 'Call abandoned',
      display: 'Hung up while waiting',
      data: z.object({ ...conversation, waited: milliseconds().optional() }),
    },
    ended: {
      label: 'Call ended',
      display: 'The call ended',
      data: z.object({ ...conversation, time: milliseconds().optional() }),
    },
    callback_requested: {
      label: 'Callback requested',
      display: 'Asked to be called back',
      data: z.object(conversation),
    },
  },
})
