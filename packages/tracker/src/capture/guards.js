// biome-ignore-all lint/correctness/noUnusedVariables: the parts, which stand behind it, use them.
// biome-ignore-all lint/suspicious/noShadowRestrictedNames: so that they do not use the page's.
// biome-ignore-all lint/correctness/noComponentHookFactories: no component.
/**
 * Stands before the parts of capture in their module and takes the place of what they, and web-vitals, hear the browser by. A
 * page may have broken anything that they need, and what goes wrong in them, at once or later, is not its concern.
 */
const {
  globalThis,
  addEventListener,
  removeEventListener,
  setTimeout,
  requestAnimationFrame,
  queueMicrotask,
  MutationObserver,
  IntersectionObserver,
  ResizeObserver,
  PerformanceObserver,
} = ((page) => {
  const known = new WeakMap()
  const guard = (heard) => {
    let safe = known.get(heard)
    if (!safe) {
      safe = async (...args) => {
        try {
          await heard(...args)
        } catch {}
      }
      known.set(heard, safe)
    }
    return safe
  }
  const by = (name) => (heard, rest) => page[name](guard(heard), rest)
  const on = (name) => (type, heard, options) => page[name](type, guard(heard), options)
  const observer = (name) => {
    const Observer = page[name]
    function Guarded(heard) {
      return new Observer(guard(heard))
    }
    Guarded.supportedEntryTypes = Observer?.supportedEntryTypes
    return Guarded
  }
  const { performance, PerformanceEventTiming, PerformanceSoftNavigation } = page
  const Measured = observer('PerformanceObserver')
  return {
    // As web-vitals looks at it.
    globalThis: {
      performance,
      PerformanceEventTiming,
      PerformanceSoftNavigation,
      PerformanceObserver: Measured,
      requestIdleCallback: page.requestIdleCallback && by('requestIdleCallback'),
      cancelIdleCallback: page.cancelIdleCallback && ((id) => page.cancelIdleCallback(id)),
    },
    addEventListener: on('addEventListener'),
    removeEventListener: on('removeEventListener'),
    setTimeout: by('setTimeout'),
    requestAnimationFrame: by('requestAnimationFrame'),
    queueMicrotask: by('queueMicrotask'),
    MutationObserver: observer('MutationObserver'),
    IntersectionObserver: observer('IntersectionObserver'),
    ResizeObserver: observer('ResizeObserver'),
    PerformanceObserver: Measured,
  }
})(window)
