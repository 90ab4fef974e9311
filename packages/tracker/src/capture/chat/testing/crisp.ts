import { canary, page, put, type StandIn, type Step } from './stand-in.ts'

type Command = [verb: string, event: string, heard?: (...payload: unknown[]) => void]

/** `$crisp` as docs.crisp.chat has it, with one listener for an event (github.com/microsoft/clarity/issues/979). */
export function crisp(): StandIn {
  const slots = new Map<string, Command[2]>()
  const is: Record<string, boolean> = { 'chat:opened': false, 'session:ongoing': false }
  const emit = (event: string, ...payload: unknown[]) => slots.get(event)?.(...payload)
  const obey = (...commands: Command[]) => {
    for (const [verb, event, listener] of commands) {
      if (verb === 'on') slots.set(event, listener)
      if (verb === 'off') slots.delete(event)
    }
  }
  const received = (more = {}) =>
    emit('message:received', {
      content: canary.text,
      type: 'text',
      from: 'operator',
      user: { nickname: canary.name },
      ...more,
    })
  return {
    snippet: () => put('$crisp', []),
    arrive() {
      const queue = page.$crisp as Command[]
      put('$crisp', { push: obey, is: (what: string) => is[what], get: () => canary.text })
      obey(...queue)
      emit('session:loaded')
    },
    page: (heard) => void (page.$crisp as Command[]).push(['on', 'message:sent', heard]),
    emit,
    poke: () => emit('message:sent', { content: canary.text, type: 'text', from: 'user' }),
    steps(live) {
      const looked: Step[] = [
        ['opened', () => Object.assign(is, { 'chat:opened': true }), ['opened']],
        ['begun', () => Object.assign(is, { 'session:ongoing': true }), ['conversation_started']],
        ['closed', () => Object.assign(is, { 'chat:opened': false }), ['closed']],
      ]
      if (live) return [...looked, ['a message that the page alone may hear', received]]
      return [
        ...looked,
        [
          'a question',
          () => emit('message:sent', { content: canary.text, type: 'text', from: 'user' }),
          ['message_sent', { role: 'visitor', length: 'short', number: 1 }],
        ],
        [
          'an answer',
          () => received({ content: canary.text.repeat(9) }),
          ['message_received', { role: 'agent', length: 'long', response: 1000 }],
        ],
        ['a machine', () => received({ automated: true }), ['message_received', { role: 'bot' }]],
        [
          'a file',
          () => received({ type: 'file', content: { url: canary.url } }),
          ['message_received', { role: 'agent', number: 4 }],
        ],
      ]
    },
    leave: () => Reflect.deleteProperty(page, '$crisp'),
  }
}
