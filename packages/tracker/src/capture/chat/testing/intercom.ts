import { emitter, page, put, type StandIn } from './stand-in.ts'

/** Intercom's methods: developers.intercom.com/installing-intercom/web/methods. Its snippet queues calls in `q`. */
export function intercom(): StandIn {
  const { on, emit } = emitter()
  const api = (...call: unknown[]) => (page.Intercom as (...call: unknown[]) => void)(...call)
  return {
    snippet() {
      const stub = (...call: unknown[]) => void stub.q.push(call)
      stub.q = [] as unknown[][]
      put('Intercom', stub)
    },
    arrive() {
      const { q } = page.Intercom as { q: [string, never][] }
      put(
        'Intercom',
        Object.assign((method: string, listener: never) => on(method, listener), { booted: true }),
      )
      for (const call of q) api(...call)
    },
    page: (heard) => api('onShow', heard),
    emit,
    poke: () => emit('onShow'),
    steps: () => [
      ['shown', () => emit('onShow'), ['opened']],
      ['one unread', () => emit('onUnreadCountChange', 1), ['message_received', { number: 1 }]],
      ['read', () => emit('onUnreadCountChange', 0)],
      ['hidden', () => emit('onHide'), ['closed']],
    ],
    leave: () => Reflect.deleteProperty(page, 'Intercom'),
  }
}
