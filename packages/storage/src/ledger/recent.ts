/** Remembers the values that were asked for last, also that there is none, up to a number of them. */
export function createRecent<Value>(most: number) {
  const values = new Map<string, Value>()
  const set = (key: string, value: Value): void => {
    values.delete(key)
    values.set(key, value)
    const oldest = values.size > most ? values.keys().next().value : undefined
    if (oldest !== undefined) values.delete(oldest)
  }

  return {
    /** The value of a key, found by `find` when it is not remembered. */
    get(key: string, find: () => Value): Value {
      const value = values.has(key) ? (values.get(key) as Value) : find()
      set(key, value)
      return value
    },
    set,
  }
}
