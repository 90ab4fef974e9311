/**
 * A function that remembers its last answers: at least `most` of them, at most twice as many. What was asked for in this
 * generation survives the next; the rest goes all at once, so that a hit costs one lookup.
 */
export function recent<Value extends {}>(most: number, find: (key: string) => Value): (key: string) => Value {
  let young = new Map<string, Value>()
  let old = young
  return (key) => {
    const known = young.get(key)
    if (known !== undefined) return known
    const value = old.get(key) ?? find(key)
    if (young.size >= most) {
      old = young
      young = new Map()
    }
    young.set(key, value)
    return value
  }
}
