;(() => {
  return ({ d: e, policy: r, region: i }) => {
    e.M = (({ regimes: e }, r = '') => e[/^[A-Z]{2}(-[A-Z\d]{1,3})?$/.test(r) ? r : ''] ?? e[r.slice(0, 2)] ?? e['*'])(
      r,
      i,
    )
  }
})()
