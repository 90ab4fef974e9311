;(() => {
  const { src: r } = document.currentScript,
    [e] = performance.getEntriesByName(r)
  var a = e?.serverTiming?.find(({ name: r }) => 'region' === r)?.description
  return a
})()
