const e =
    (e) =>
    ({ conversation: t }) => [e, { conversation: `${t.conversationId}` }],
  t = () => {
    let t = !1
    return {
      events: {
        userInteractedWithWidget() {
          const e = t
          return ((t = !0), !e && 'opened')
        },
        widgetClosed: () => ((t = !1), 'closed'),
        conversationStarted: e('conversation_started'),
        conversationClosed: e('ended'),
        quickReplyButtonClick({ value: e }) {
          return ['message_sent', { text: `${e}` }]
        },
        unreadConversationCountChanged: 'unread',
      },
      ready({ widget: e }) {
        return e.status().loaded
      },
    }
  }
export { t as default }
