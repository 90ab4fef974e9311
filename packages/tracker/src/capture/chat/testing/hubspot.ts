import { canary, emitter, page, put, type StandIn } from './stand-in.ts'

/** HubSpot's Conversations SDK: developers.hubspot.com, “Chat widget SDK”. Its snippet sets nothing that one could listen to. */
export function hubspot(): StandIn {
  const { on, off, emit, listeners } = emitter()
  const conversation = { conversationId: 4711 }
  const api = { on, off, widget: { status: () => ({ loaded: true, pending: false }) } }
  return {
    snippet: () => {},
    arrive: () => put('HubSpotConversations', api),
    page: (heard) => on('contactAssociated', heard as never),
    emit,
    poke: () => emit('contactAssociated', { message: canary.email }),
    steps: () => [
      ['touched', () => emit('userInteractedWithWidget', { message: canary.text }), ['opened']],
      ['touched again', () => emit('userInteractedWithWidget')],
      [
        'begun',
        () => emit('conversationStarted', { conversation }),
        ['conversation_started', { conversation: '4711' }],
      ],
      [
        'a quick reply',
        () => emit('quickReplyButtonClick', { value: [canary.text] }),
        ['message_sent', { role: 'visitor', length: 'short' }],
      ],
      ['an answer', () => emit('unreadConversationCountChanged', { unreadCount: 1 }), ['message_received']],
      ['read', () => emit('unreadConversationCountChanged', { unreadCount: 0 })],
      ['closed', () => emit('widgetClosed'), ['closed']],
      ['touched once more', () => emit('userInteractedWithWidget'), ['opened']],
      ['ended', () => emit('conversationClosed', { conversation }), ['ended', { conversation: '4711', messages: 2 }]],
    ],
    listeners,
    leave: () => Reflect.deleteProperty(page, 'HubSpotConversations'),
  }
}
