import { canary, emitter, page, put, type StandIn } from './stand-in.ts'

type Call = (event: string, listener: never) => void

/** Olark's API: olark.com/api. One function, whose snippet queues. */
export function olark(): StandIn {
  const { on, emit } = emitter()
  const real: Call = (event, listener) => {
    on(event, listener)
    // Who asks whether it is ready when it is hears so.
    if (event === 'api.chat.onReady') (listener as () => void)()
  }
  return {
    snippet() {
      const calls: Parameters<Call>[] = []
      put(
        'olark',
        Object.assign((...call: Parameters<Call>) => void calls.push(call), { calls }),
      )
    },
    arrive() {
      const { calls } = page.olark as { calls: Parameters<Call>[] }
      put('olark', real)
      for (const call of calls) real(...call)
    },
    page: (heard) => (page.olark as Call)('api.chat.onMessageToOperator', heard as never),
    poke: () => emit('api.chat.onMessageToOperator', { message: { body: canary.text } }),
    steps: () => [
      ['expanded', () => emit('api.box.onExpand'), ['opened']],
      ['begun', () => emit('api.chat.onBeginConversation'), ['conversation_started']],
      [
        'a question',
        () => emit('api.chat.onMessageToOperator', { message: { body: canary.text } }),
        ['message_sent', { length: 'short' }],
      ],
      [
        'an answer',
        () => emit('api.chat.onMessageToVisitor', { message: { body: canary.text, nickname: canary.name } }),
        ['message_received', { role: 'agent', response: 1000 }],
      ],
      [
        'a machine',
        () => emit('api.chat.onMessageToVisitor', { message: { body: canary.text, automated: true } }),
        ['message_received', { role: 'bot' }],
      ],
      [
        'a letter',
        () => emit('api.chat.onOfflineMessageToOperator', { message: { body: canary.text } }),
        ['form_submitted', { form: 'offline' }],
      ],
      ['shrunk', () => emit('api.box.onShrink'), ['closed']],
    ],
    leave: () => Reflect.deleteProperty(page, 'olark'),
  }
}
