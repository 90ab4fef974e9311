/**
 * Stands in a page before anything else and writes down every attempt to leave something on the device or to reach the
 * network, also of what is taken back at once. As text, because it runs in the page.
 */
export const spy = `<script>(() => {
  const seen = window.spied = []
  const note = (what, detail) => seen.push(what + ' ' + String(detail ?? '').slice(0, 200))
  const wrap = (object, method, what, detail = (...args) => args[0]) => {
    const original = object?.[method]
    if (typeof original !== 'function') return
    object[method] = function (...args) { note(what, detail(...args)); return original.apply(this, args) }
  }
  const setter = (object, name, what) => {
    const found = Object.getOwnPropertyDescriptor(object, name)
    if (found?.set) Object.defineProperty(object, name, { ...found, set(value) { note(what, value); found.set.call(this, value) } })
  }
  for (const method of ['setItem', 'removeItem', 'clear']) wrap(Storage.prototype, method, 'storage ' + method)
  setter(Document.prototype, 'cookie', 'cookie')
  if (window.CookieStore) for (const method of ['set', 'delete']) wrap(CookieStore.prototype, method, 'cookieStore ' + method)
  for (const method of ['open', 'deleteDatabase']) wrap(IDBFactory.prototype, method, 'indexedDB ' + method)
  for (const method of ['open', 'delete', 'put']) wrap(window.CacheStorage?.prototype, method, 'caches ' + method)
  setter(window, 'name', 'window.name')
  wrap(window, 'fetch', 'fetch', (input) => new URL(input.url ?? input, location.href).pathname)
  wrap(window, 'fetchLater', 'fetchLater')
  wrap(navigator, 'sendBeacon', 'beacon')
  wrap(XMLHttpRequest.prototype, 'open', 'xhr', (_, url) => url)
  wrap(navigator.serviceWorker?.constructor.prototype, 'register', 'serviceWorker')
  for (const name of ['WebSocket', 'EventSource', 'RTCPeerConnection', 'Image']) {
    const Original = window[name]
    if (Original) window[name] = new Proxy(Original, { construct(target, args) { note(name, args[0]); return new target(...args) } })
  }
})()</script>`

declare global {
  interface Window {
    spied: string[]
  }
}
