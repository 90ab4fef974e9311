const e = (e) => (t) => [e, { text: t?.data?.messageFragments?.map(({ content: e }) => e).join('') }],
  t = (t) => ({
    events: {
      'widget:opened': 'opened',
      'widget:closed': 'closed',
      'message:sent': e('message_sent'),
      'message:received': e('message_received'),
      'conversation:resolved': 'ended',
      'csat:updated'(e) {
        return ['rated', { score: e?.data?.rating ?? e?.data?.stars, best: 5 }]
      },
    },
    on: (e, s) => (Object.defineProperty(s, 'name', { value: 'wend' }), t.on(e, s), () => t.off(e, s)),
    ready() {
      return t.isLoaded()
    },
  })
export { t as default }
