;((page, calls) => {
  if (page.wend) return
  // Whatever the page does with the push of all arrays.
  calls.push = (call) => (calls[calls.length] = call)
  page.wend = { q: calls }
  ;['track', 'page', 'identify', 'consent', 'chat', 'on', 'preferences', 'flush', 'debug', 'stop'].forEach((method) => {
    page.wend[method] = (...args) => {
      let heard = args[1]
      if (method === 'on') args[1] = (sign) => heard?.(sign)
      // Where the script never comes, nobody takes them away. A decision always counts.
      if (calls.length < 1000 || method === 'consent') calls.push([method, args, Date.now()])
      if (method === 'flush') return Promise.resolve()
      if (method === 'on')
        return () => {
          heard = null
        }
    }
  })
})(window, [])
