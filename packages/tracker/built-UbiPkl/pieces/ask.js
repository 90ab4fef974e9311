;(() => {
  return (e) => {
    let { endpoint: t, site: n, d: i, load: o, W: r } = e,
      a = !1,
      c = (e) => {
        ;(a = !0),
          Promise.resolve('banner')
            .then(o)
            .then(({ default: o }) =>
              o(
                {
                  endpoint: t,
                  site: n,
                  current() {
                    return i.c?.says
                  },
                  choose(e, t) {
                    r(['consent', [e, 'banner', t], Date.now()])
                  },
                },
                e,
              ),
            )
            .catch(() => {})
      },
      d = () => {
        a ||
          i.c ||
          'complete' !== document.readyState ||
          'visible' !== document.visibilityState ||
          (Object.values(i.i).includes(void 0) && !Object.values(i.legal).includes('pending') && c(!1))
      },
      s = () => setTimeout(d)
    return (
      (e.preferences = () => c(!0)),
      e.O.push(s),
      addEventListener('load', s),
      document.addEventListener('visibilitychange', d),
      () => {
        ;(a = !0),
          (e.preferences = () => {}),
          removeEventListener('load', s),
          document.removeEventListener('visibilitychange', d)
      }
    )
  }
})()
