;(() => {
  function e(e, r) {
    const t = (e) => {
      const t = [...new URLSearchParams(e)].filter(([e]) => r.includes(e))
      return t[0] ? `?${new URLSearchParams(t)}` : ''
    }
    try {
      const { protocol: r, host: a, pathname: n, search: o, hash: c } = new URL(e),
        [s, u] = ((e) => (/^#!?\//.test(e) ? e : ''))(c).split('?')
      return a ? `${r}//${a}${n}${t(o)}${s}${t(u)}`.slice(0, 4096) : r
    } catch {
      return
    }
  }
  return ({ query: r, d: t, O: a, W: n }) => {
    let o,
      c = { via: 'consent', landing: e(location.href, r), referrer: e(document.referrer, r) }
    a.push(() => {
      const { u: e, purpose: r } = t.p('page.viewed')
      if ((!1 === t.i[r] && (c = void 0), 'keep' === e)) {
        const e = c
        ;(c = void 0), !e || ('drop' !== o && 'anonymous' !== o) || n(['page', [e], Date.now()])
      }
      o = e
    })
  }
})()
