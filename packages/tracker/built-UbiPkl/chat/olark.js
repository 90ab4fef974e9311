const e = (e) => ({
  events: {
    'api.chat.onReady': 'widget_loaded',
    'api.box.onExpand': 'opened',
    'api.box.onShrink': 'closed',
    'api.chat.onBeginConversation': 'conversation_started',
    'api.chat.onMessageToOperator'({ message: e }) {
      return ['message_sent', { text: e.body }]
    },
    'api.chat.onMessageToVisitor'({ message: e }) {
      return ['message_received', { role: e.automated ? 'bot' : 'agent', text: e.body }]
    },
    'api.chat.onOfflineMessageToOperator'() {
      return ['form_submitted', { form: 'offline' }]
    },
  },
  on(a, t) {
    e(a, t)
  },
  ready() {
    return !1
  },
})
export { e as default }
