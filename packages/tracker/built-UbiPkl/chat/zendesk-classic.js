const e = {
    'Chat Served by Operator': 'agent_joined',
    'Chat Request Form Submitted': ['form_submitted', { form: 'prechat' }],
    'Chat Offline Message Sent': ['form_submitted', { form: 'offline' }],
    'Contact Form Submitted': ['form_submitted', { form: 'contact' }],
    'Chat Rating Good': ['rated', { score: 1, best: 1 }],
    'Chat Rating Bad': ['rated', { score: 0, best: 1 }],
  },
  t = (t) => ({
    events: {
      open: 'opened',
      close: 'closed',
      'chat:start': 'conversation_started',
      'chat:end': 'ended',
      'chat:unreadMessages': 'unread',
      userEvent({ action: t }) {
        return e[t]
      },
    },
    on(e, a) {
      t('webWidget:on', e, a)
    },
    ready() {
      return 1
    },
  })
export { t as default }
