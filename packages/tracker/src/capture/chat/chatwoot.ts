import type { Attach, Told } from './adapter.ts'

interface Message {
  conversation_id?: number
  content?: string
  content_type?: string
  /** 0 comes from the visitor, 1 from the other side, 2 tells of something that happened, 3 is made from a template. */
  message_type: number
  sender_type?: string
  content_attributes?: { submitted_values?: { csat_survey_response?: { rating?: number } } }
}

/** Chatwoot tells of each message in full, and once more when a form or survey in it is answered. */
function message({ detail: said }: { detail: Message }): Told {
  const conversation = `${said.conversation_id}`
  const answers = said.content_attributes?.submitted_values
  const rating = answers?.csat_survey_response?.rating
  if (answers)
    return rating
      ? ['rated', { conversation, score: rating, best: 5 }]
      : ['form_submitted', { conversation, form: said.content_type }]
  const role = ['visitor', /bot/i.test(`${said.sender_type}`) ? 'bot' : 'agent', '', 'system'][said.message_type]
  return !!role && [`message_${said.message_type ? 'received' : 'sent'}`, { conversation, role, text: said.content }]
}

/** Chatwoot's window events: chatwoot/chatwoot, app/javascript/widget/constants/sdkEvents.js. */
const attach: Attach<unknown> = () => ({
  events: {
    'chatwoot:opened': 'opened',
    'chatwoot:closed': 'closed',
    'chatwoot:on-start-conversation': 'conversation_started',
    'chatwoot:on-message': message,
  },
  on(event, heard) {
    addEventListener(event, heard)
    return () => removeEventListener(event, heard)
  },
  ready: () => (window as unknown as { $chatwoot: { hasLoaded: boolean } }).$chatwoot.hasLoaded,
})
export default attach
