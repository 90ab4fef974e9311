const e = (e, t) => (n) => [e, { role: n.automated ? 'bot' : t, text: n.content }],
  t = (t, n, r) => {
    const s = {},
      o = (e, t, r) => {
        const o = window.$crisp.is?.(e)
        if (void 0 === o || o === s[e]) return
        const a = o ? t : r
        a && e in s && n(a), (s[e] = o)
      },
      a = setInterval(() => {
        try {
          o('chat:opened', 'opened', 'closed'), o('session:ongoing', 'conversation_started')
        } catch {}
      }, 1e3)
    return (
      r.addEventListener('abort', () => clearInterval(a)),
      {
        events: t.is ? {} : { 'message:sent': e('message_sent'), 'message:received': e('message_received', 'agent') },
        on(e, n) {
          const r = t.findLast((t) => 'on' === t[0] && t[1] === e)
          if (!r) return void t.push(['on', e, n])
          const s = r[2]
          r[2] = (...e) => (n(...e), s(...e))
        },
        ready({ is: e }) {
          return e
        },
      }
    )
  }
export { t as default }
