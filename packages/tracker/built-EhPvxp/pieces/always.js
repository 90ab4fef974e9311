;(() => {
  const t = (t, e) => {
      for (const r of ['pushState', 'replaceState']) {
        const u = history[r]
        history[r] = function (...a) {
          u.apply(this, a), e.signal.aborted || t('replaceState' === r)
        }
      }
      addEventListener('popstate', () => t(!1), e)
    },
    e =
      /[@%=\\&\xad]|[^\0-\u058f\u2010-\u2029\u20a0-\u20cf\u2190-\u23ff\u3000-\u9fff]|(?:\d\D{0,3}){6}|[\w-]{32}|eyJ|AKI|ASI|earer|egin |dot|[([{<]\s?at/i,
    r = /(?=[\w+/-]{0,11}(?:\d|[a-z][A-Z]))[\w+/-]{12}/,
    u = (t) => e.test(t) || r.test(t)
  function a(t) {
    let e,
      r = JSON.stringify(t, (t, r) => {
        if (!u(t)) return 'string' == typeof r && u(r) ? ((e = !0), '[unchecked]') : r
        e = !0
      })
    return e && JSON.parse(r)
  }
  function n({ type: t, data: e }, { fields: r }) {
    const u = r?.[t]
    return u ? Object.fromEntries(u.map((t) => [t, e[t]])) : e
  }
  return (e) => (
    (e.R = t),
    ((t) => {
      let e
      return (
        (t.s = (r, u) => {
          if (r.T) return !1
          if (!r.S) {
            r.data = n(r, t.policy)
            const i = a(r.data)
            if (!i) return !1
            if (e || u) return ((r.data = e ? e(r.data, t.query) : i), !1)
          }
          return (
            (t.l ??= (async (t, r) => {
              await null
              try {
                const { default: u } = await t.load(r.S ? 'identify' : 'scrub')
                r.S ||
                  ((t) => {
                    e = t
                  })(u),
                  (r.data = await u(r.data, t.query)),
                  (r.data = n(r, t.policy))
              } catch {
                r.S ? (r.r = -1) : (r.data = a(r.data) ?? {})
              }
              ;(r.T = !0), (t.l = void 0), t.Q()
            })(t, r)),
            !0
          )
        }),
        () => {
          t.s = () => !0
        }
      )
    })(e)
  )
})()
