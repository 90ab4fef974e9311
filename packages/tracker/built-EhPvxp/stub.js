;((e, n) => {
  e.wend ||
    ((e.wend = { q: n }),
    ['track', 'page', 'identify', 'consent', 'chat', 'preferences', 'flush', 'debug', 'stop'].forEach((s) => {
      e.wend[s] = (...e) => {
        if (((n.length < 1e3 || 'consent' === s) && n.push([s, e, Date.now()]), 'flush' === s)) return Promise.resolve()
      }
    }))
})(window, [])
