;((page, calls) => {
  if (page.wend) return
  page.wend = { q: calls }
  ;['track', 'page', 'identify', 'consent', 'flush', 'debug', 'stop'].forEach((method) => {
    page.wend[method] = (...args) => {
      calls.push([method, args, Date.now()])
    }
  })
})(window, [])
