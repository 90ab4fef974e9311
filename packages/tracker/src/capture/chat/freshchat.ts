import type { Attach, Told } from './adapter.ts'

interface Freshchat {
  on(event: string, heard: unknown): void
  off(event: string, heard: unknown): void
  isLoaded(): boolean
}
type Payload = { data?: { messageFragments?: { content?: unknown }[]; rating?: number; stars?: number } } | undefined

const wrote =
  (event: string) =>
  (payload: Payload): Told => [event, { text: payload?.data?.messageFragments?.map(({ content }) => content).join('') }]

/** Freshchat's Web Messenger SDK: developers.freshchat.com/web-sdk. */
const attach: Attach<Freshchat> = (widget) => ({
  events: {
    'widget:opened': 'opened',
    'widget:closed': 'closed',
    'message:sent': wrote('message_sent'),
    'message:received': wrote('message_received'),
    'conversation:resolved': 'ended',
    'csat:updated': (payload: Payload) => ['rated', { score: payload?.data?.rating ?? payload?.data?.stars, best: 5 }],
  },
  on(event, heard) {
    // Freshchat takes off the first function with the same name, and one without has that of anybody's.
    Object.defineProperty(heard, 'name', { value: 'wend' })
    widget.on(event, heard)
    return () => widget.off(event, heard)
  },
  ready: () => widget.isLoaded(),
})
export default attach
