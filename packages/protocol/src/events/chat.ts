import { z } from 'zod'
import { family } from '../family.ts'
import { code, count, gist, key, lengthClass, milliseconds, number } from '../fields.ts'

const widget = { widget: code(), conversation: key().optional() }
const message = {
  ...widget,
  role: z.enum(['visitor', 'agent', 'bot', 'system']).optional(),
  number: count().optional(),
  length: lengthClass().optional(),
  /** Time since the other side last wrote. */
  response: milliseconds().optional(),
}

/** Which message it is about. */
const about = { ...widget, number: count().optional() }

/**
 * Chats are told by who wrote, when and how much. There is no place for what was said, but for the two types that a policy
 * has to ask for under `chat`: `message_weighed` and `message_quoted`.
 */
export const chat = family({
  name: 'chat',
  label: 'Chat',
  comes: 'Open the chat and write, with `capture.chat`. A chat of the site’s own calls `wend.chat(…)`.',
  purpose: 'analytics',
  channel: 'chat',
  stage: 'service',
  sensitivity: 'personal',
  events: {
    widget_loaded: { label: 'Chat widget loaded', display: 'Chat was ready', data: z.object(widget) },
    opened: { label: 'Chat opened', display: 'Opened the chat', data: z.object(widget) },
    closed: { label: 'Chat closed', display: 'Closed the chat', data: z.object(widget) },
    conversation_started: { label: 'Conversation started', display: 'Began a conversation', data: z.object(widget) },
    message_sent: { label: 'Message sent', display: 'Wrote a {length} message', data: z.object(message) },
    message_received: { label: 'Message received', display: 'Got a {length} answer', data: z.object(message) },
    message_weighed: {
      label: 'Message weighed',
      display: 'Sounded like {score}, from -1 to 1',
      sensitivity: 'sensitive',
      /** From -1 to 1, by the words of the message. Each score says how it came about. */
      data: z.object({ ...about, score: z.number().min(-1).max(1), method: code(), version: code() }),
    },
    message_quoted: {
      label: 'Message quoted',
      display: 'Wrote of “{gist}”',
      sensitivity: 'sensitive',
      data: z.object({ ...about, gist: gist() }),
    },
    agent_joined: { label: 'Agent joined', display: 'An agent joined the chat', data: z.object(widget) },
    agent_left: { label: 'Agent left', display: 'The agent left the chat', data: z.object(widget) },
    handover_requested: { label: 'Handover requested', display: 'Asked for a person', data: z.object(widget) },
    form_submitted: {
      label: 'Chat form submitted',
      display: 'Sent a chat form',
      data: z.object({ ...widget, form: code().optional() }),
    },
    rated: {
      label: 'Chat rated',
      display: 'Rated the chat {score}',
      /** `best` is the end of the scale: 1 for a thumb, 5 for stars. Some widgets tell that they were rated, and not how. */
      data: z.object({ ...widget, score: number().optional(), best: count().optional() }),
    },
    proactive_shown: {
      label: 'Proactive message shown',
      display: 'Was offered help',
      data: z.object({ ...widget, campaign: code().optional() }),
    },
    proactive_accepted: {
      label: 'Proactive message accepted',
      display: 'Took the offer of help',
      data: z.object({ ...widget, campaign: code().optional() }),
    },
    proactive_dismissed: {
      label: 'Proactive message dismissed',
      display: 'Waved the offer of help away',
      data: z.object({ ...widget, campaign: code().optional() }),
    },
    ended: {
      label: 'Conversation ended',
      display: 'The conversation ended',
      data: z.object({
        ...widget,
        /** Of both sides, and of these those that the visitor wrote, since the page was opened. */
        messages: count().optional(),
        sent: count().optional(),
        /** Until the visitor's first message was answered. */
        response: milliseconds().optional(),
        time: milliseconds().optional(),
      }),
    },
  },
})
