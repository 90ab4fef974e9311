;(() => {
  const e = (e, t, n) => {
    let r,
      o,
      s = -1,
      i = (e, t) => {
        const r = t?.says[n],
          i = t?.at ?? (r ? 0 : 1 / 0)
        void 0 === r || i < s || (i === s && r) || ((o = [r, e, t]), (s = i))
      }
    for (const t in e) {
      const o = e[t]
      if ('pending' === o) r = t
      else {
        if ('failed' === o) return [!1, t]
        if (!1 === o?.says[n]) return [!1, t, o]
        i(t, o)
      }
    }
    return (i('choice', t), r && !1 !== o?.[0] ? [void 0, r] : o)
  }
  return ({ d: t, P: n }) => {
    const r = () => {
        delete t.legal['your-data']
        try {
          const e = /(?:^|; )wend_consent=([^;]+)/.exec(document.cookie)?.[1] ?? '',
            { says: n, y: r } = JSON.parse(decodeURIComponent(e))
          r && (t.legal['your-data'] = { says: { ...n } })
        } catch {}
      },
      o = ({ persisted: e }) => {
        e && (r(), n())
      }
    return ((t.L = e), r(), addEventListener('pageshow', o), () => removeEventListener('pageshow', o))
  }
})()
