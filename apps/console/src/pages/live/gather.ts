/**
 * Collects values and hands them over together, at most once in `ms`. The collector replays a hundred reports at once,
 * and a busy site sends many a second: the list is drawn once for all of them.
 */
export function gather<T>(deliver: (values: readonly T[]) => void, ms = 150) {
  let values: T[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    add(value: T) {
      values.push(value)
      timer ??= setTimeout(() => {
        timer = undefined
        deliver(values)
        values = []
      }, ms)
    },
    stop() {
      clearTimeout(timer)
      values = []
    },
  }
}
