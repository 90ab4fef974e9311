;(() => {
  const e =
      ({ signal: e }, t) =>
      (...o) => {
        try {
          e.aborted || t(...o)
        } catch {}
      },
    t = ({ signal: e }, t) => e.addEventListener('abort', t),
    o = (t, o, r, i) => {
      const a = e(t, (e) => i(e.composedPath()[0], e))
      for (const e of r.split(' ')) o.addEventListener(e, a, { capture: !0, passive: !0, signal: t.signal })
    }
  return (r) => {
    let i,
      a,
      n,
      l,
      c,
      s = 1e3 * Number(r.settings.idle ?? 15),
      d = document.documentElement,
      u = 0,
      h = 0,
      g = 0,
      m = new ResizeObserver(() => {
        ;(g = Math.max(g, scrollY + innerHeight)), (n = d.scrollHeight)
      }),
      p = () => {
        const t = performance.now()
        i && t - u < 2e3 && (h += t - u),
          (u = t),
          clearTimeout(i),
          (i = !document.hidden && document.hasFocus() && t - a < s ? setTimeout(e(r, p), 1e3) : void 0),
          m.disconnect(),
          m.observe(d)
      },
      w = () => {
        ;(a = performance.now()), (c = location.href), i ?? p()
      },
      v = () => {
        p(),
          l !== r.view &&
            r.track('page.left', {
              url: c,
              engaged: Math.round(h),
              depth: n && Math.min(100, Math.round((100 * g) / n)),
            }),
          (l = r.view)
      }
    w(),
      ((o) => {
        const r = e(o, (e) => {
          e && (v(), (h = g = 0), (n = void 0), w())
        })
        o.leaving.add(r), t(o, () => o.leaving.delete(r))
      })(r),
      t(r, () => m.disconnect()),
      o(r, window, 'pointermove pointerdown keydown scroll touchstart focus', w),
      o(r, window, 'scroll blur visibilitychange', p),
      o(r, window, 'pagehide', v)
  }
})()
