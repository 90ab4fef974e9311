import type { Attach, Told } from './adapter.ts'

type Zendesk = (command: 'messenger:on', event: string, heard: unknown) => () => void
type Event = { conversationId?: string; campaignId?: string }

const told =
  (event: string) =>
  (given: Event & { data?: Event }): Told => {
    // Where the numbers stand is not documented for the web. In Zendesk's other SDKs it is `data`.
    const { conversationId, campaignId } = given.data ?? given
    return [event, { conversation: conversationId, campaign: campaignId }]
  }

/** Zendesk messaging: developer.zendesk.com/api-reference/widget-messaging/web/events. It tells nothing of what is written. */
const attach: Attach<Zendesk> = (zE) => ({
  events: {
    open: 'opened',
    close: 'closed',
    conversationStarted: told('conversation_started'),
    proactiveMessageDisplayed: told('proactive_shown'),
    proactiveMessageClicked: told('proactive_accepted'),
    conversationWithAgentRequested: told('handover_requested'),
    conversationAgentAssigned: told('agent_joined'),
    unreadMessages: 'unread',
  },
  on: (event, heard) => zE('messenger:on', event, heard),
  ready: () => 1,
})
export default attach
