import { canary, page, put, type StandIn } from './stand-in.ts'

/** Chatwoot's window events: chatwoot/chatwoot, app/javascript/widget/helpers/actionCable.js and its sdkEvents.js. */
export function chatwoot(): StandIn {
  let listener = () => {}
  const emit = (event: string, detail?: unknown) => dispatchEvent(new CustomEvent(event, { detail }))
  const message = (more: object) =>
    emit('chatwoot:on-message', { id: 1, conversation_id: 12, content: canary.text, content_type: 'text', ...more })
  const conversation = '12'
  return {
    snippet: () => put('chatwootSDK', { run() {} }),
    arrive: () => put('$chatwoot', { hasLoaded: true, isOpen: false }),
    page(heard) {
      listener = heard
      addEventListener('chatwoot:postback', heard)
    },
    poke: () => emit('chatwoot:postback', { data: canary.text }),
    steps: () => [
      ['opened', () => emit('chatwoot:opened'), ['opened']],
      ['begun', () => emit('chatwoot:on-start-conversation', { hasConversation: false }), ['conversation_started']],
      [
        'a question',
        () => message({ message_type: 0, sender: { name: canary.name, email: canary.email } }),
        ['message_sent', { conversation, role: 'visitor', length: 'short' }],
      ],
      [
        'a machine',
        () => message({ message_type: 1, sender_type: 'AgentBot', sender: { name: canary.name } }),
        ['message_received', { conversation, role: 'bot', response: 1000 }],
      ],
      [
        'a person',
        () => message({ message_type: 1, sender_type: 'User', sender: { name: canary.name } }),
        ['message_received', { conversation, role: 'agent' }],
      ],
      ['what happened', () => message({ message_type: 2, content: `Assigned to ${canary.name}` })],
      ['a template', () => message({ message_type: 3 }), ['message_received', { conversation, role: 'system' }]],
      [
        'a form',
        () =>
          message({
            message_type: 3,
            content_type: 'form',
            content_attributes: { submitted_values: [{ name: 'email', value: canary.email }] },
          }),
        ['form_submitted', { conversation, form: 'form' }],
      ],
      [
        'a mark',
        () =>
          message({
            message_type: 3,
            content_type: 'input_csat',
            content_attributes: {
              submitted_values: { csat_survey_response: { rating: 4, feedback_message: canary.text } },
            },
          }),
        ['rated', { conversation, score: 4, best: 5 }],
      ],
      ['closed', () => emit('chatwoot:closed'), ['closed']],
    ],
    leave() {
      removeEventListener('chatwoot:postback', listener)
      for (const name of ['chatwootSDK', '$chatwoot']) Reflect.deleteProperty(page, name)
    },
  }
}
