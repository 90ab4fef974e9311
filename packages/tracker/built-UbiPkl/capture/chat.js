;(() => {
  const t = {
    Intercom: 'intercom',
    zE: 'zendesk',
    LiveChatWidget: 'livechat',
    $crisp: 'crisp',
    HubSpotConversations: 'hubspot',
    Tawk_API: 'tawk',
    chatwootSDK: 'chatwoot',
    fcWidget: 'freshchat',
    olark: 'olark',
  }
  return (e) => {
    return ((r = e.load),
    (e) => {
      let a,
        o,
        { signal: i } = e,
        c = new Set(),
        l = 500,
        s = () => ((o ??= r('talk')), o)
      for (const a in t) {
        const o = () => window[a]
        c.add(() => {
          const l = o(),
            n = t[a] + ('classic' === l.widget ? '-classic' : '')
          if ('zE' !== a || l.widget)
            return (
              Promise.all([s(), r(n)])
                .then(([{ default: t }, r]) => {
                  if (i.aborted) return
                  const a = t(e, n, o(), r.default)
                  c.add(() => a(o()))
                })
                .catch(() => {}),
              l
            )
        })
      }
      const n = () => {
          for (const t of c)
            try {
              t() && c.delete(t)
            } catch {}
        },
        u = () => {
          n(), (l *= 1.2), l < 6e4 && (a = setTimeout(u, l))
        }
      return (
        u(),
        document.addEventListener('load', n, { capture: !0, signal: i }),
        i.addEventListener('abort', () => clearTimeout(a)),
        (...t) => {
          s().then(
            (r) => r.say(e, ...t),
            () => {},
          )
        }
      )
    })(e)
    var r
  }
})()
