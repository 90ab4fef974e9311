import type { Attach, Told } from './adapter.ts'

interface Payload {
  conversation: { conversationId: number }
  value: unknown
}

const told =
  (event: string) =>
  ({ conversation }: Payload): Told => [event, { conversation: `${conversation.conversationId}` }]

/** HubSpot's Conversations SDK: developers.hubspot.com, “Chat widget SDK”. Of messages it tells quick replies and unread ones. */
const attach: Attach<{ widget: { status(): { loaded: boolean } } }> = () => {
  let open = false
  return {
    events: {
      // There is no event for opening: the first touch, also after it was closed, is that.
      userInteractedWithWidget() {
        const was = open
        open = true
        return !was && 'opened'
      },
      widgetClosed() {
        open = false
        return 'closed'
      },
      conversationStarted: told('conversation_started'),
      conversationClosed: told('ended'),
      quickReplyButtonClick: ({ value }: Payload) => ['message_sent', { text: `${value}` }],
      unreadConversationCountChanged: 'unread',
    },
    ready: ({ widget }) => widget.status().loaded,
  }
}
export default attach
