const e =
    (e) =>
    ({ id: t }) => [e, { campaign: `${t}` }],
  t = () => {
    let t = !1
    return {
      events: {
        visibility_changed({ visibility: e }) {
          return 'maximized' === e ? 'opened' : 'closed'
        },
        new_event({ author: e, greeting: t }) {
          return ['message_' + ('customer' === e?.type ? 'sent' : 'received'), { role: t ? 'system' : 'agent' }]
        },
        customer_status_changed({ status: e }) {
          const r = t
          return ((t = 'chatting' === e), r !== t && (r ? 'ended' : 'conversation_started'))
        },
        form_submitted({ type: e }) {
          return ['form_submitted', { form: e }]
        },
        rating_submitted(e) {
          return 'none' !== e && ['rated', { score: +('good' === e), best: 1 }]
        },
        greeting_displayed: e('proactive_shown'),
        greeting_hidden: e('proactive_dismissed'),
        rich_message_button_clicked({ greeting: t }) {
          return t && e('proactive_accepted')(t)
        },
      },
      ready(e) {
        return e.get('state')
      },
    }
  }
export { t as default }
