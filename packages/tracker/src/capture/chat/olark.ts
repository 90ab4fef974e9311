import type { Attach, Told } from './adapter.ts'

type Olark = (event: string, heard: unknown) => void
type Payload = { message: { body?: unknown; automated?: boolean } }

/** Olark's JavaScript API: olark.com/api. What it was told to hear it hears for ever. */
const attach: Attach<Olark> = (olark) => ({
  events: {
    // Told once, so that nobody has to ask.
    'api.chat.onReady': 'widget_loaded',
    'api.box.onExpand': 'opened',
    'api.box.onShrink': 'closed',
    'api.chat.onBeginConversation': 'conversation_started',
    'api.chat.onMessageToOperator': ({ message }: Payload): Told => ['message_sent', { text: message.body }],
    'api.chat.onMessageToVisitor': ({ message }: Payload): Told => [
      'message_received',
      { role: message.automated ? 'bot' : 'agent', text: message.body },
    ],
    'api.chat.onOfflineMessageToOperator': () => ['form_submitted', { form: 'offline' }],
  },
  on: (event, heard) => void olark(event, heard),
  ready: () => false,
})
export default attach
