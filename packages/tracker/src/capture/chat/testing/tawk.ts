import { canary, page, put, type StandIn } from './stand-in.ts'

type Slots = Record<string, ((...payload: unknown[]) => unknown) | undefined>

/** tawk.to's callbacks: developer.tawk.to/jsapi. The widget keeps the page's object and calls what stands in its slots. */
export function tawk(): StandIn {
  const api = () => page.Tawk_API as Slots
  const emit = (slot: string, ...payload: unknown[]) => api()[slot]?.(...payload)
  return {
    snippet: () => put('Tawk_API', {}),
    arrive: () => void Object.assign(api(), { getStatus: () => 'online', maximize() {} }),
    page(heard) {
      api().onChatStarted = heard
    },
    emit,
    poke: () => void emit('onChatStarted'),
    steps: () => [
      ['maximized', () => emit('onChatMaximized'), ['opened']],
      [
        'the form before',
        () => emit('onPrechatSubmit', [{ label: 'Email', answer: canary.email }]),
        ['form_submitted', { form: 'prechat' }],
      ],
      ['begun', () => emit('onChatStarted'), ['conversation_started']],
      [
        'somebody comes',
        () => emit('onAgentJoinChat', { name: canary.name, position: 'Agent', id: 'a1' }),
        ['agent_joined'],
      ],
      ['a question', () => emit('onChatMessageVisitor', canary.text), ['message_sent', { length: 'short' }]],
      [
        'an answer',
        () => emit('onChatMessageAgent', canary.text.repeat(2)),
        ['message_received', { role: 'agent', length: 'medium', response: 1000 }],
      ],
      [
        'a notice',
        () => emit('onChatMessageSystem', { message: canary.text, timestamp: 1 }),
        ['message_received', { role: 'system', length: 'short' }],
      ],
      ['somebody goes', () => emit('onAgentLeaveChat', { name: canary.name, id: 'a1' }), ['agent_left']],
      ['a mark', () => emit('onChatSatisfaction', -1), ['rated', { score: -1, best: 1 }]],
      ['a file', () => emit('onFileUpload', canary.url)],
      ['a name', () => emit('onVisitorNameChanged', canary.name)],
      ['ended', () => emit('onChatEnded'), ['ended', { messages: 3, sent: 1, response: 1000 }]],
      ['a letter', () => emit('onOfflineSubmit', { email: canary.email }), ['form_submitted', { form: 'offline' }]],
      ['minimized', () => emit('onChatMinimized'), ['closed']],
    ],
    listeners: () => Object.keys(api()).filter((key) => key.startsWith('on')).length,
    leave: () => Reflect.deleteProperty(page, 'Tawk_API'),
  }
}
