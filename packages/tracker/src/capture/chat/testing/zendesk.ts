import { canary, emitter, page, put, type StandIn, type Step } from './stand-in.ts'

type Call = (...call: unknown[]) => unknown

/** The parts that both of Zendesk's have: one global function with a queue, `widget` on it once the script has come. */
function zendesk(widget: string, verb: string, poke: string, forgets: boolean, steps: (emit: Call) => Step[]): StandIn {
  const { on, off, emit, listeners } = emitter()
  const real = (command: string, event: string, listener: never) => {
    if (command !== verb) throw new Error(`This widget does not know ${command}.`)
    on(event, listener)
    return forgets ? () => off(event, listener) : undefined
  }
  return {
    snippet() {
      const stub: Call & { q?: unknown[][] } = (...call) => void stub.q?.push(call)
      stub.q = []
      put('zE', stub)
    },
    arrive() {
      const { q } = page.zE as { q: [string, string, never][] }
      put('zE', Object.assign(real, { widget }))
      for (const call of q) real(...call)
    },
    page: (heard) => void (page.zE as Call)(verb, poke, heard),
    poke: () => emit(poke),
    steps: () => steps(emit as Call),
    ...(forgets && { listeners }),
    leave: () => Reflect.deleteProperty(page, 'zE'),
  }
}

/** Messaging: developer.zendesk.com/api-reference/widget-messaging/web/events. */
export const messaging = (): StandIn =>
  zendesk('messenger', 'messenger:on', 'open', true, (emit) => {
    const given = (type: string, more = {}) => ({ id: '5b2e', createdAt: 1, type, ...more })
    return [
      ['opened', () => emit('open', given('messagingOpened')), ['opened']],
      [
        'a conversation',
        () => emit('conversationStarted', given('conversationStarted', { conversationId: '65a1' })),
        ['conversation_started', { conversation: '65a1' }],
      ],
      [
        'a proactive message',
        () => emit('proactiveMessageDisplayed', given('proactive', { data: { campaignId: 'c1', title: canary.text } })),
        ['proactive_shown', { campaign: 'c1' }],
      ],
      [
        'the click on it',
        () => emit('proactiveMessageClicked', given('proactive', { data: { campaignId: 'c1' } })),
        ['proactive_accepted', { campaign: 'c1' }],
      ],
      ['a person wanted', () => emit('conversationWithAgentRequested', given('x')), ['handover_requested']],
      [
        'a person found',
        () => emit('conversationAgentAssigned', given('x', { agent: { displayName: canary.name } })),
        ['agent_joined'],
      ],
      ['an answer', () => emit('unreadMessages', 1), ['message_received', { number: 1 }]],
      ['closed', () => emit('close', given('messagingClosed')), ['closed']],
    ]
  })

/** Web Widget (Classic): developer.zendesk.com/api-reference/widget/core and /chat-api, “on userEvent”. */
export const classic = (): StandIn =>
  zendesk('classic', 'webWidget:on', 'open', false, (emit) => {
    const user = (action: string, properties?: object) =>
      emit('userEvent', { category: 'Zendesk Web Widget', action, properties })
    return [
      ['opened', () => emit('open'), ['opened']],
      ['the form before', () => user('Chat Request Form Submitted'), ['form_submitted', { form: 'prechat' }]],
      ['begun', () => emit('chat:start'), ['conversation_started']],
      ['served', () => user('Chat Served by Operator', { agent: canary.name }), ['agent_joined']],
      ['an answer', () => emit('chat:unreadMessages', 1), ['message_received']],
      ['a good mark', () => user('Chat Rating Good'), ['rated', { score: 1, best: 1 }]],
      ['a bad mark', () => user('Chat Rating Bad'), ['rated', { score: 0, best: 1 }]],
      ['a comment', () => user('Chat Comment Submitted', { comment: canary.text })],
      ['a search for help', () => user('Help Center Search', { term: canary.text })],
      ['the form of nobody there', () => user('Chat Offline Message Sent'), ['form_submitted', { form: 'offline' }]],
      [
        'a letter',
        () => user('Contact Form Submitted', { email: canary.email }),
        ['form_submitted', { form: 'contact' }],
      ],
      ['ended', () => emit('chat:end'), ['ended', { messages: 1, sent: 0 }]],
      ['closed', () => emit('close'), ['closed']],
    ]
  })
