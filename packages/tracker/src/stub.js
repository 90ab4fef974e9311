;((page, calls) => {
  if (page.wend) return
  page.wend = { q: calls }
  ;['track', 'page', 'identify', 'consent', 'chat', 'preferences', 'flush', 'debug', 'stop'].forEach((method) => {
    page.wend[method] = (...args) => {
      // Where the script never comes, nobody takes them away. A decision always counts.
      if (calls.length < 1000 || method === 'consent') calls.push([method, args, Date.now()])
      if (method === 'flush') return Promise.resolve()
    }
  })
})(window, [])
