;(() => {
  return (e) => {
    let t,
      { d: r, load: o } = e,
      a = new Map(),
      l = (e) => /keep|anonymous/.test(r.p(e).u),
      n = {},
      i = [],
      f = (e, t) => {
        const r = n[e]
        r ? r(...t) : (i = [...i, [e, t]].slice(-50))
      },
      c = (t, r, l) => {
        const c = new AbortController(),
          d = {
            life: c,
            settings: { own: e.endpoint, ...r },
            signal: c.signal,
            load(e) {
              return o(`chat/${e}`)
            },
            leaving: new Set(),
            F: new Set(),
            track(t, r, o) {
              c.signal.aborted || e.ti(t, r, o)
            },
            get view() {
              return e.view()
            },
          }
        a.set(t, d)
        try {
          const e = l(d)
          if (!e) return
          n[t.replace(/\..*/, '')] = e
          const r = i
          i = []
          for (const [e, t] of r) f(e, t)
        } catch {}
      },
      d = async () => {
        for (const [e, { life: t }] of a) l(e) || (a.delete(e), t.abort())
        if ('complete' === document.readyState && e.capture?.some(l))
          try {
            t ??= o('capture')
            for (const [e, r, o] of (await t).default) l(e) && !a.has(e) && c(e, r, o)
          } catch {
            t = void 0
          }
      },
      s = (e) => {
        for (const t of a.values())
          try {
            e(t)
          } catch {}
      }
    ;(e.to = (e) =>
      s(({ leaving: t }) =>
        t.forEach((t) => {
          t(e)
        }),
      )),
      (e.ta = (e, t) =>
        s(({ F: r }) =>
          r.forEach((r) => {
            r(e, t)
          }),
        )),
      (e.G = f),
      e.O.push(d)
    const u = () => setTimeout(d)
    return (
      addEventListener('load', u),
      d(),
      () => {
        removeEventListener('load', u)
        for (const { life: e } of a.values()) e.abort()
        a.clear()
      }
    )
  }
})()
