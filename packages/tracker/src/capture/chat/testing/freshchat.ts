import { canary, page, put, type StandIn } from './stand-in.ts'

type Listener = (...payload: unknown[]) => void

/** Freshchat's SDK: developers.freshchat.com/web-sdk. As in its widget.js, `off` takes the first listener with the same name. */
export function freshchat(): StandIn {
  const all: Record<string, Listener[]> = {}
  const emit = (event: string, ...payload: unknown[]) => {
    for (const listener of all[event] ?? []) listener(...payload)
  }
  const message = (event: string, content: string) =>
    emit(event, { success: true, data: { messageFragments: [{ content, contentType: 'text/html', fragmentType: 1 }] } })
  const api = {
    isLoaded: () => true,
    on(event: string, listener: Listener) {
      all[event] ??= []
      all[event].push(listener)
    },
    off(event: string, listener: Listener) {
      const at = all[event]?.findIndex(({ name }) => name === listener.name) ?? -1
      if (at >= 0) all[event]?.splice(at, 1)
    },
  }
  return {
    snippet: () => {},
    arrive: () => put('fcWidget', api),
    // Without a name, like most.
    page: (heard) =>
      api.on(
        'message:sent',
        (
          () => () =>
            heard()
        )(),
      ),
    emit,
    poke: () => message('message:sent', canary.text),
    steps: () => [
      ['opened', () => emit('widget:opened'), ['opened']],
      ['a question', () => message('message:sent', canary.text), ['message_sent', { length: 'short', number: 1 }]],
      [
        'an answer',
        () => message('message:received', canary.text.repeat(3)),
        ['message_received', { length: 'medium', response: 1000 }],
      ],
      ['a picture', () => emit('message:received', { success: true }), ['message_received', { number: 3 }]],
      ['somebody', () => emit('user:created', { data: { email: canary.email } })],
      [
        'a mark',
        () => emit('csat:updated', { success: true, data: { stars: 5, feedback: canary.text } }),
        ['rated', { score: 5, best: 5 }],
      ],
      ['ended', () => emit('conversation:resolved', {}), ['ended', { messages: 3, sent: 1, response: 1000 }]],
      ['closed', () => emit('widget:closed'), ['closed']],
    ],
    listeners: () => Object.values(all).flat().length,
    leave: () => Reflect.deleteProperty(page, 'fcWidget'),
  }
}
