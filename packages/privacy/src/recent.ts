import type { KeyObject } from 'node:crypto'

/**
 * A function that remembers its last answers: at least `most` of them, at most twice as many. What was asked for in this
 * generation survives the next; the rest goes all at once, so that a hit costs one lookup. That there is no answer is not
 * remembered, so nobody fills the memory with questions of their own making.
 */
export function recent<Value>(most: number, find: (key: string) => Value): (key: string) => Value {
  let young = new Map<string, Value>()
  let old = young
  return (key) => {
    const known = young.get(key)
    if (known !== undefined) return known
    const value = old.get(key) ?? find(key)
    if (value === undefined) return value
    if (young.size >= most) {
      old = young
      young = new Map()
    }
    young.set(key, value)
    return value
  }
}

/** The same by secret key: an HMAC is asked for again with each batch of a visitor, and takes as long as their event. */
export function recentByKey<Value>(
  most: number,
  find: (text: string, key: KeyObject) => Value,
): (text: string, key: KeyObject) => Value {
  const byKey = new WeakMap<KeyObject, (text: string) => Value>()
  return (text, key) => {
    const known = byKey.get(key) ?? recent(most, (text) => find(text, key))
    byKey.set(key, known)
    return known(text)
  }
}
