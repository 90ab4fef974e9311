function e({ detail: e }) {
  const t = `${e.conversation_id}`,
    o = e.content_attributes?.submitted_values,
    n = o?.csat_survey_response?.rating
  if (o)
    return n
      ? ['rated', { conversation: t, score: n, best: 5 }]
      : ['form_submitted', { conversation: t, form: e.content_type }]
  const r = ['visitor', /bot/i.test(`${e.sender_type}`) ? 'bot' : 'agent', '', 'system'][e.message_type]
  return !!r && ['message_' + (e.message_type ? 'received' : 'sent'), { conversation: t, role: r, text: e.content }]
}
const t = () => ({
  events: {
    'chatwoot:opened': 'opened',
    'chatwoot:closed': 'closed',
    'chatwoot:on-start-conversation': 'conversation_started',
    'chatwoot:on-message': e,
  },
  on: (e, t) => (addEventListener(e, t), () => removeEventListener(e, t)),
  ready() {
    return window.$chatwoot.hasLoaded
  },
})
export { t as default }
