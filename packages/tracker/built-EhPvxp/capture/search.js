;(() => {
  const e =
    ({ signal: e }, t) =>
    (...r) => {
      try {
        e.aborted || t(...r)
      } catch {}
    }
  return (t) => {
    let r,
      a = t.settings.parameters ?? ['q', 'query', 'search', 's', 'k', 'term'],
      s = (e) => {
        const a = e?.trim().toLowerCase().slice(0, 100),
          s = t.view + a
        if (!a || s === r) return
        r = s
        const l = document.querySelector('[data-wend-results]'),
          [o] = /^\d{1,9}$/.exec(l ? (l.getAttribute('data-wend-results') ?? '') : '') ?? []
        t.track('search.performed', { term: /@|(\d\D{0,3}){6}/.test(a) ? void 0 : a, results: o && Number(o) })
      }
    ;((t, r) => {
      ;((t, r) => {
        const a = e(t, r)
        t.leaving.add(a),
          (({ signal: e }, t) => {
            e.addEventListener('abort', t)
          })(t, () => t.leaving.delete(a))
      })(t, (a) => a && setTimeout(e(t, r), 500)),
        r()
    })(t, () => {
      const e = new URLSearchParams(location.search)
      s(a.map((t) => e.get(t)).find(Boolean))
    }),
      ((t, r, a, s) => {
        const l = e(t, (e) => s(e.composedPath()[0]))
        for (const e of 'submit'.split(' ')) r.addEventListener(e, l, { capture: !0, passive: !0, signal: t.signal })
      })(t, window, 0, (r) => {
        const l = r.querySelector(r.closest('[role=search],search') ? 'input' : '[type=search]'),
          o = l?.value
        setTimeout(
          e(t, () => s(o)),
          l && a.includes(l.name) ? 1e3 : 0,
        )
      })
  }
})()
