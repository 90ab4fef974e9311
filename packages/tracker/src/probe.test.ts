// @vitest-environment happy-dom
import { test } from 'vitest'
test('probe', async () => {
  console.log(location.href, typeof CompressionStream, typeof window.CompressionStream, 'navigation' in window, document.readyState, document.title, document.prerendering, document.visibilityState)
  history.pushState(null, '', '/a?x=1#/b'); console.log(location.href)
  window.happyDOM.setURL('https://shop.example/'); console.log(location.href, document.referrer)
  history.pushState(null, '', '/c'); console.log(location.href)
  history.back(); await new Promise(r => setTimeout(r, 50)); console.log(location.href)
  let n = 0; window.addEventListener('pagehide', () => n++); dispatchEvent(new Event('pagehide')); console.log(n)
  addEventListener('visibilitychange', () => n++); document.dispatchEvent(new Event('visibilitychange', {bubbles: true})); console.log(n)
  console.log(window === globalThis, Object.getOwnPropertyDescriptor(window, 'addEventListener'), addEventListener === window.addEventListener)
  console.log(typeof AbortSignal.timeout, new URL('https://é.example').href, crypto.subtle)
  location.hash = '#x'; console.log(location.href)
  console.log(typeof Response, new Blob([new TextEncoder().encode('hi')]).stream())
  console.log(Object.getOwnPropertyDescriptor(document,'referrer'), Object.getOwnPropertyDescriptor(document,'title'))
})
