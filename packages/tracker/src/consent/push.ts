/**
 * Hears what is pushed into a `dataLayer`, after the page's own `push` has had it. Gives the way to stop, which leaves the
 * list as it was. `heard` must not throw.
 */
export function wrapPush(layer: unknown[], heard: (entries: unknown[]) => void): () => void {
  const own = Object.hasOwn(layer, 'push')
  const original = layer.push
  let listening = true
  const wrapped = function (this: unknown[], ...entries: unknown[]) {
    const result = original.apply(this, entries)
    if (listening) heard(entries)
    return result
  }
  try {
    layer.push = wrapped
  } catch {
    // Frozen: nothing more will come.
  }
  return () => {
    // Who has wrapped after us keeps calling.
    listening = false
    if (layer.push !== wrapped) return
    if (own) layer.push = original
    else Reflect.deleteProperty(layer, 'push')
  }
}
