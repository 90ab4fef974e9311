const e = (e) => (n) => {
    const { conversationId: t, campaignId: a } = n.data ?? n
    return [e, { conversation: t, campaign: a }]
  },
  n = (n) => ({
    events: {
      open: 'opened',
      close: 'closed',
      conversationStarted: e('conversation_started'),
      proactiveMessageDisplayed: e('proactive_shown'),
      proactiveMessageClicked: e('proactive_accepted'),
      conversationWithAgentRequested: e('handover_requested'),
      conversationAgentAssigned: e('agent_joined'),
      unreadMessages: 'unread',
    },
    on(e, t) {
      return n('messenger:on', e, t)
    },
    ready() {
      return 1
    },
  })
export { n as default }
