import type { Attach, Told } from './adapter.ts'

type Tawk = { [slot: string]: ((...payload: unknown[]) => unknown) | undefined }

const wrote =
  (event: string, role?: string) =>
  (message: { message?: unknown }): Told => [event, { role, text: message.message ?? message }]
const submitted = (form: string) => (): Told => ['form_submitted', { form }]

/**
 * tawk.to's JavaScript API: developer.tawk.to/jsapi. Each callback is a property with room for one function, so ours calls the
 * one that was there. One that is put in its place afterwards has the slot for itself.
 */
const attach: Attach<Tawk> = (api) => ({
  events: {
    onChatMaximized: 'opened',
    onChatMinimized: 'closed',
    onChatStarted: 'conversation_started',
    onChatEnded: 'ended',
    onChatMessageVisitor: wrote('message_sent'),
    onChatMessageAgent: wrote('message_received', 'agent'),
    onChatMessageSystem: wrote('message_received', 'system'),
    onAgentJoinChat: 'agent_joined',
    onAgentLeaveChat: 'agent_left',
    onPrechatSubmit: submitted('prechat'),
    onOfflineSubmit: submitted('offline'),
    // A thumb: 1, 0 or -1.
    onChatSatisfaction: (score: number) => ['rated', { score, best: 1 }],
  },
  on(slot, heard) {
    const before = api[slot]
    const ours = function (this: unknown, ...payload: unknown[]) {
      heard(...payload)
      return before?.apply(this, payload)
    }
    api[slot] = ours
    return () => {
      // Who came after us keeps calling us, and we the one before.
      if (api[slot] !== ours) return
      if (before) api[slot] = before
      else delete api[slot]
    }
  },
  ready: ({ getStatus }) => getStatus,
})
export default attach
