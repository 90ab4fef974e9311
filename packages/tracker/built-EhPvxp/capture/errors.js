;(() => {
  const e =
    ({ signal: e }, r) =>
    (...t) => {
      try {
        e.aborted || r(...t)
      } catch {}
    }
  return (r) => {
    let t,
      { own: o } = r.settings,
      n = new Set(),
      a = (e, o, a) => {
        t !== r.view && n.clear(), (t = r.view), n.size < 10 && !n.has(o) && r.track(e, a), n.add(o)
      }
    ;((r, t) => {
      const n = e(r, (e) =>
        ((e, { type: r, message: t, filename: n, reason: s, error: i = s }) => {
          const l = e.localName ? 'resource' : 'error' === r ? 'script' : 'promise',
            c = `${e.src ?? e.href ?? i?.stack ?? n}`
          if (o && c.includes(o)) return
          let [, u, d] = /(?:^|@|\(|at |async )https?:\/\/([^/\s)]+)([^\s)]*)/m.exec(c) ?? [],
            g = `${t ?? i?.message ?? i}`
              .replace(/\n[\s\S]*|["'`“„].*?(["'`”“]|$)|\S*(@|:\/\/)\S*|\S{30,}/g, '…')
              .replace(/\d+/g, '0')
              .slice(0, 120),
            m = 'resource' === l || /^Script err|^\[obj/.test(g),
            p = 0
          for (const e of l + i?.name + g + d) p = (Math.imul(p, 31) + e.codePointAt(0)) | 0
          const f = (p >>> 0).toString(36)
          a('error.occurred', f, { kind: l, message: m ? void 0 : g, fingerprint: f, source: u })
        })(e.composedPath()[0], e),
      )
      for (const e of 'error unhandledrejection'.split(' '))
        t.addEventListener(e, n, { capture: !0, passive: !0, signal: r.signal })
    })(r, window)
    let [s] = performance.getEntriesByType('navigation')
    ;((r, t) => {
      ;((r, t) => {
        const o = e(r, t)
        r.leaving.add(o),
          (({ signal: e }, r) => {
            e.addEventListener('abort', r)
          })(r, () => r.leaving.delete(o))
      })(r, (o) => o && setTimeout(e(r, t), 500)),
        t()
    })(r, () => {
      const e = location.href,
        r = document.querySelector('meta[name=wend-status]'),
        t = Number(r?.content ?? s?.responseStatus)
      ;(s = void 0),
        404 === t
          ? a('page.not_found', t, { url: e })
          : t > 399 && a('error.occurred', t, { kind: 'page', status: t, url: e })
    })
  }
})()
