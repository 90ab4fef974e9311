import { canary, emitter, page, put, type StandIn } from './stand-in.ts'

type Queued = [method: 'on' | 'off', call: [string, never]]

/** LiveChat's API as the snippet in @livechat/widget-core sets it up, with its types: platform.text.com/docs. */
export function livechat(): StandIn {
  const { on, off, emit, listeners } = emitter()
  const real = { on, off }
  return {
    snippet() {
      const api = {
        _q: [] as Queued[],
        _h: undefined as unknown,
        on: (...call: [string, never]) => (api._h ? on(...call) : api._q.push(['on', call])),
        off: (...call: [string, never]) => (api._h ? off(...call) : api._q.push(['off', call])),
        get() {
          if (!api._h) throw new Error("[LiveChatWidget] You can't use getters before load.")
          return { availability: 'online', visibility: 'minimized' }
        },
      }
      put('LiveChatWidget', api)
    },
    arrive() {
      const api = page.LiveChatWidget as { _h: unknown; _q: Queued[] }
      api._h = real
      for (const [method, call] of api._q) real[method](...call)
    },
    page: (heard) => (page.LiveChatWidget as typeof real).on('form_submitted', heard as never),
    emit,
    poke: () => emit('form_submitted', { type: 'ticket' }),
    steps: () => {
      const greeting = { id: 7, uniqueId: 'Q1' }
      const author = (type: string) => ({ id: canary.email, type })
      return [
        ['a greeting', () => emit('greeting_displayed', greeting), ['proactive_shown', { campaign: '7' }]],
        ['it goes', () => emit('greeting_hidden', greeting), ['proactive_dismissed', { campaign: '7' }]],
        [
          'it is taken',
          () => emit('rich_message_button_clicked', { eventId: 'e1', postbackId: canary.text, greeting }),
          ['proactive_accepted', { campaign: '7' }],
        ],
        ['another button', () => emit('rich_message_button_clicked', { eventId: 'e2', postbackId: 'p' })],
        ['maximized', () => emit('visibility_changed', { visibility: 'maximized' }), ['opened']],
        ['the form before', () => emit('form_submitted', { type: 'prechat' }), ['form_submitted', { form: 'prechat' }]],
        ['waiting', () => emit('customer_status_changed', { status: 'queued' })],
        ['begun', () => emit('customer_status_changed', { status: 'chatting' }), ['conversation_started']],
        [
          'a question',
          () => emit('new_event', { timestamp: 1, type: 'message', author: author('customer'), text: canary.text }),
          ['message_sent', { role: 'visitor', number: 1 }],
        ],
        [
          'an answer',
          () => emit('new_event', { timestamp: 2, type: 'file', author: author('agent'), url: canary.url }),
          ['message_received', { role: 'agent', number: 2, response: 1000 }],
        ],
        [
          'a greeting as a message',
          () => emit('new_event', { timestamp: 3, type: 'rich_message', author: author('agent'), greeting }),
          ['message_received', { role: 'system', number: 3 }],
        ],
        ['a mark', () => emit('rating_submitted', 'good'), ['rated', { score: 1, best: 1 }]],
        ['another', () => emit('rating_submitted', 'bad'), ['rated', { score: 0, best: 1 }]],
        ['taken back', () => emit('rating_submitted', 'none')],
        [
          'ended',
          () => emit('customer_status_changed', { status: 'browsing' }),
          ['ended', { messages: 3, sent: 1, response: 1000 }],
        ],
        ['minimized', () => emit('visibility_changed', { visibility: 'minimized' }), ['closed']],
      ]
    },
    listeners,
    leave: () => Reflect.deleteProperty(page, 'LiveChatWidget'),
  }
}
