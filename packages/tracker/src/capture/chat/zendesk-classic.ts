import type { Attach, Told } from './adapter.ts'

type Zendesk = (command: 'webWidget:on', event: string, heard: unknown) => void

/** What Zendesk's own analytics events are to us. Their properties hold the agent's name, which is left alone. */
const actions: { readonly [action: string]: Told } = {
  'Chat Served by Operator': 'agent_joined',
  'Chat Request Form Submitted': ['form_submitted', { form: 'prechat' }],
  'Chat Offline Message Sent': ['form_submitted', { form: 'offline' }],
  'Contact Form Submitted': ['form_submitted', { form: 'contact' }],
  'Chat Rating Good': ['rated', { score: 1, best: 1 }],
  'Chat Rating Bad': ['rated', { score: 0, best: 1 }],
}

/** Zendesk's Web Widget (Classic): developer.zendesk.com/api-reference/widget/core. What it was told to hear it hears for ever. */
const attach: Attach<Zendesk> = (zE) => ({
  events: {
    open: 'opened',
    close: 'closed',
    'chat:start': 'conversation_started',
    'chat:end': 'ended',
    'chat:unreadMessages': 'unread',
    userEvent: ({ action }: { action: string }) => actions[action],
  },
  on: (event, heard) => void zE('webWidget:on', event, heard),
  ready: () => 1,
})
export default attach
