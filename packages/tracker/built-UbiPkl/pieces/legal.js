;(() => {
  const e = (e, t, r) => {
    let n,
      i,
      o = -1,
      l = (e, t) => {
        const n = t?.says[r],
          l = t?.at ?? (n ? 0 : 1 / 0)
        void 0 === n || l < o || (l === o && n) || ((i = [n, e, t]), (o = l))
      }
    for (const t in e) {
      const i = e[t]
      if ('pending' === i) n = t
      else {
        if ('failed' === i) return [!1, t]
        if (!1 === i?.says[r]) return [!1, t, i]
        l(t, i)
      }
    }
    return (l('choice', t), n && !1 !== i?.[0] ? [void 0, n] : i)
  }
  return (t) => {
    t.d.L = e
    for (const e of t.policy.legal) t.d.legal[e] = 'pending'
    const r = t.signals?.map((e) =>
      (({ policy: e, region: t, d: r, N: n, P: i }, { name: o, watch: l }) => {
        const a = (e) => {
            ;(r.legal[o] = e), i()
          },
          f = (e, t) => {
            ;(n.legal = void 0),
              t &&
                (async (e) =>
                  [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(e)))]
                    .map((e) => e.toString(16).padStart(2, '0'))
                    .join(''))(t).then(
                  (e) => {
                    n.legal = e
                  },
                  () => {},
                ),
              a(e)
          }
        try {
          return l(f, e.tcf, t)
        } catch {
          a('failed')
        }
      })(t, e),
    )
    return () => {
      for (const e of r ?? []) e?.()
    }
  }
})()
