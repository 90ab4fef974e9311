const e = (e, t) => (n) => [e, { role: t, text: n.message ?? n }],
  t = (e) => () => ['form_submitted', { form: e }],
  n = (n) => ({
    events: {
      onChatMaximized: 'opened',
      onChatMinimized: 'closed',
      onChatStarted: 'conversation_started',
      onChatEnded: 'ended',
      onChatMessageVisitor: e('message_sent'),
      onChatMessageAgent: e('message_received', 'agent'),
      onChatMessageSystem: e('message_received', 'system'),
      onAgentJoinChat: 'agent_joined',
      onAgentLeaveChat: 'agent_left',
      onPrechatSubmit: t('prechat'),
      onOfflineSubmit: t('offline'),
      onChatSatisfaction(e) {
        return ['rated', { score: e, best: 1 }]
      },
    },
    on(e, t) {
      const a = n[e],
        o = function (...e) {
          return (t(...e), a?.apply(this, e))
        }
      return (
        (n[e] = o),
        () => {
          n[e] === o && (a ? (n[e] = a) : delete n[e])
        }
      )
    },
    ready({ getStatus: e }) {
      return e
    },
  })
export { n as default }
