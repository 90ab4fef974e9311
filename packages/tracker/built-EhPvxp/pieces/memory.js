;(() => {
  const e = 'wend_consent=',
    t = 2629746,
    r = (e = '') => Number.parseInt(e, 10)
  function n({ remember: n, id: o }) {
    try {
      const a = document.cookie.split('; ').find((t) => t.startsWith(e)),
        c = JSON.parse(decodeURIComponent(a.slice(13))),
        s = c.at + n * t * 1e3
      if (!c.y && Object(c.says) === c.says && s > Date.now() && !(r(c.policy) < r(o))) return c
    } catch {}
  }
  return ({ d: r, policy: o, N: a, O: c, P: s }) => {
    if (!o.remember) return
    let i,
      l,
      u = () => {
        const e = n(o)
        !e ||
          e.at <= (r.c?.at ?? 0) ||
          ((a.receipt = e.receipt), (r.c = { says: e.says, at: e.at, source: 'remembered' }), s(!0))
      },
      d = ({ persisted: e }) => {
        e && u()
      }
    return (
      c.push(() => {
        const { c } = r,
          { receipt: s } = a
        if (!c || (c === i && s === l)) return
        ;(i = c), (l = s)
        const { says: u, at: d } = c
        if (r.legal['your-data']) return
        const m = n(o)
        if (m && (m.at > d || (m.receipt === s && JSON.stringify(m.says) === JSON.stringify(u)))) return
        const p = encodeURIComponent(JSON.stringify({ says: u, at: d, policy: o.id, receipt: s })),
          f = 'https:' === location.protocol ? ';secure' : ''
        try {
          document.cookie = `${e}${p};path=/;max-age=${o.remember * t};samesite=lax${f}`
        } catch {}
      }),
      u(),
      addEventListener('pageshow', d),
      () => removeEventListener('pageshow', d)
    )
  }
})()
